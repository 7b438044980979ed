using System.ComponentModel.DataAnnotations;

namespace Workforce.Core.Agents;

/// <summary>For how many days things are kept.</summary>
public sealed record Retention
{
    public const string Section = "Retention";

    /// <summary>What a run did and what was said to models: steps, calls and messages. Sums of calls are kept for ever.</summary>
    [Range(8, 36_500)]
    public int TraceDays { get; init; } = 90;

    /// <summary>Runs that made no proposal. Charts look back 30 days.</summary>
    [Range(32, 36_500)]
    public int RunDays { get; init; } = 365;

    /// <summary>What was told to whom, over which channel.</summary>
    [Range(8, 36_500)]
    public int DeliveryDays { get; init; } = 180;
}
