using System.Text.RegularExpressions;
using Workforce.Core.Schemas;

namespace Workforce.Core.Agents;

/// <summary>What an agent's code says of it. A company's registry row starts from this; what its people set there stays.</summary>
/// <param name="Id">Stable name: lower-case letters, digits and underscores, at most 63, starting with a letter.</param>
/// <param name="Name">For people.</param>
/// <param name="Department">E.g. <c>people</c>.</param>
/// <param name="Cluster">Within the department, e.g. <c>skill_dev</c>.</param>
/// <param name="Description">What it does, in a sentence or two.</param>
public sealed partial record AgentCard(string Id, string Name, string Department, string Cluster, string Description)
{
    /// <inheritdoc cref="AgentCard" path="/param[@name='Id']"/>
    public string Id { get; } = Form().IsMatch(Id) ? Id : throw new ArgumentException($"'{Id}' is no agent id: expected lower-case letters, digits and underscores, at most 63.", nameof(Id));

    /// <summary>When it wakes by the clock, unless its company says otherwise; null: it does not.</summary>
    public string? Cron { get; init; }

    /// <summary>What wakes it: names that triggers of the database give to <c>agents.wake</c>.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Agents after whose successful runs it runs.</summary>
    public IReadOnlyList<string> RunsAfter { get; init; } = [];

    /// <summary>Tokens a day, unless its company says otherwise.</summary>
    public long DailyTokens { get; init; } = 50_000;

    /// <summary>US dollars a day, unless its company says otherwise.</summary>
    public decimal DailyUsd { get; init; } = 1;

    /// <summary>Record of its settings, with defaults for all of them.</summary>
    public Type Config { get; init; } = typeof(NoConfig);

    /// <summary>JSON Schema of its settings.</summary>
    internal string ConfigSchema => RecordSchema.Of(Config).GetRawText();

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

/// <summary>The settings of an agent that has none.</summary>
public sealed record NoConfig;
