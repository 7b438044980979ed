using Workforce.Jobs;

namespace Workforce.Core.Agents;

/// <summary>The jobs of agents. Names are on the wire and in the database: they never change.</summary>
public static class AgentJobs
{
    // A run does the same again after a crash, so losing a process a few times must not lose it.
    private const int Attempts = 5;

    /// <summary>A run of the agent.</summary>
    public static JobKind<AgentTask> RunOf(string agentId) => new($"{agentId}.run") { MaxAttempts = Attempts, Timeout = TimeSpan.FromMinutes(10) };

    /// <summary>What an approved proposal says is done.</summary>
    public static JobKind<ProposalTask> Apply { get; } = new("proposals.apply") { MaxAttempts = Attempts, Priority = 3 };

    /// <summary>What was applied is taken back.</summary>
    public static JobKind<ProposalTask> Undo { get; } = new("proposals.undo") { MaxAttempts = Attempts, Priority = 3 };

    /// <summary>What a company's agents left behind long ago is taken away.</summary>
    public static JobKind<PruneTask> Prune { get; } = new("agents.prune") { MaxAttempts = Attempts, Priority = 9, Timeout = TimeSpan.FromHours(1) };
}

/// <summary>What a run carries.</summary>
/// <param name="TriggerSource">As in <see cref="RecordedRun.TriggerSource"/>.</param>
public sealed record AgentTask(RunTrigger TriggerType, string? TriggerSource);

/// <summary>What pruning carries: it is of the company whose job it is.</summary>
public sealed record PruneTask;

/// <summary>What applying or undoing a proposal carries.</summary>
public sealed record ProposalTask(Guid ProposalId);
