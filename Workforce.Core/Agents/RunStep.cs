namespace Workforce.Core.Agents;

/// <summary>Something a run did, for people.</summary>
public sealed class RunStep
{
    /// <summary>Characters that a text keeps.</summary>
    public const int MaxText = 4000;

    public long Id { get; init; }

    public required Guid TenantId { get; init; }

    public required Guid RunId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required RunStepKind Kind { get; init; }

    public required string Text { get; init; }

    /// <summary>JSON; null: nothing more to say.</summary>
    public string? Detail { get; init; }
}

public enum RunStepKind { Started, Note, Warning, Tool, Proposal, Finished, Failed }
