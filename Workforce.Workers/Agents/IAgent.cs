using Workforce.Core.Agents;

namespace Workforce.Workers.Agents;

/// <summary>A digital employee: one duty, in one file. One is made for every run, with the run's company set on its database.</summary>
internal interface IAgent
{
    /// <summary>What the registry says of it to start with.</summary>
    static abstract AgentCard Card { get; }

    /// <summary>
    /// Does one run. It may be repeated after a crash, so what it writes must come to the same: proposals do by their subject. An
    /// exception fails the attempt; the engine tries again.
    /// </summary>
    Task<AgentSummary> RunAsync(AgentRun run, CancellationToken ct);
}

/// <summary>What came of a run.</summary>
/// <param name="Text">A sentence for people.</param>
/// <param name="Counts">A record of what it counted, kept with the run; null: nothing.</param>
internal sealed record AgentSummary(string Text, object? Counts = null)
{
    /// <summary>It did less than it should have; the text says what is missing.</summary>
    public bool IsPartial { get; init; }
}
