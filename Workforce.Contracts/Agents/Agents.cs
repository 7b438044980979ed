using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Workforce.Contracts.Agents;

/// <summary>All agents of the company.</summary>
/// <param name="Stop">The stop switch; null: it is not pressed.</param>
public sealed record AgentList(IReadOnlyList<AgentRow> Agents, AgentStopRow? Stop)
{
    /// <summary>Employees that work one after the other in a pipeline: they have no clock, proposals or settings of their own.</summary>
    public IReadOnlyList<StationRow> Stations { get; init; } = [];
}

/// <summary>An employee of a pipeline.</summary>
/// <param name="AgentId">Also the queue of its jobs.</param>
/// <param name="Activity">running, idle or error (its last job failed).</param>
/// <param name="Running">Jobs in work.</param>
/// <param name="Waiting">Jobs that wait.</param>
/// <param name="LastRunAt">When its last job ended, among the newest of the company; null: none of them.</param>
/// <param name="LastRunStatus">completed, failed or cancelled.</param>
public sealed record StationRow(
    string AgentId,
    string DisplayName,
    string Department,
    string Description,
    string Activity,
    int Running,
    int Waiting,
    DateTimeOffset? LastRunAt,
    string? LastRunStatus,
    int? LastRunDurationMs,
    long DailyTokenBudget,
    long DailyTokensUsed,
    decimal DailyCostBudgetUsd,
    decimal DailyCostUsedUsd);

/// <summary>An agent as the roster shows it.</summary>
/// <param name="AgentId">Stable name, e.g. <c>gap_analyzer</c>.</param>
/// <param name="Status">active, paused or disabled: what its people set.</param>
/// <param name="Activity">running, idle, paused, disabled, error (its last run failed) or stopped.</param>
/// <param name="NextRunAt">When its clock wakes it next; null: nothing does.</param>
/// <param name="DailyTokensUsed">Since midnight UTC.</param>
/// <param name="DailyCostUsedUsd">Since midnight UTC.</param>
/// <param name="BudgetResetAt">The next midnight UTC.</param>
/// <param name="Version">Send it as If-Match to change only what was seen.</param>
public sealed record AgentRow(
    string AgentId,
    string DisplayName,
    string Department,
    string Cluster,
    string Description,
    string Status,
    string? StatusReason,
    string Activity,
    CurrentRunRow? CurrentRun,
    DateTimeOffset? LastActiveAt,
    DateTimeOffset? NextRunAt,
    string? ScheduleCron,
    string TimeZone,
    IReadOnlyList<string> EventTriggers,
    IReadOnlyList<string> RunsAfter,
    DateTimeOffset? LastRunAt,
    string? LastRunStatus,
    int? LastRunDurationMs,
    long DailyTokenBudget,
    long DailyTokensUsed,
    decimal DailyCostBudgetUsd,
    decimal DailyCostUsedUsd,
    DateTimeOffset BudgetResetAt,
    int OpenProposals,
    IReadOnlyList<RecentRunRow> RecentRuns,
    int Version);

public sealed record CurrentRunRow(Guid RunId, DateTimeOffset StartedAt, string TriggerType, string? TriggerSource);

public sealed record RecentRunRow(Guid RunId, DateTimeOffset StartedAt, string Status, int? DurationMs, string? Summary, int Proposals);

/// <summary>An agent with everything its page shows.</summary>
/// <param name="Config">Its settings.</param>
/// <param name="ConfigSchema">JSON Schema of the settings.</param>
/// <param name="Trust">Per type of proposal.</param>
/// <param name="CostPerAcceptedUsd">Spent in the last 30 days by proposals of the time that were accepted; null: none was.</param>
public sealed record AgentDetail(
    AgentRow Agent,
    JsonElement Config,
    JsonElement ConfigSchema,
    IReadOnlyList<TrustRow> Trust,
    decimal? CostPerAcceptedUsd,
    IReadOnlyList<AgentDayRow> Days,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>When its clock wakes it, the next few times; empty: its clock does not.</summary>
    public IReadOnlyList<DateTimeOffset> NextRuns { get; init; } = [];
}

/// <summary>How far an agent's proposals of a type are trusted.</summary>
/// <param name="Score">0 to 1: the lower end of the Wilson interval at 95 % for the share accepted, an edited one counting half.</param>
/// <param name="AutoApproved">A rule approves some of them without a person.</param>
public sealed record TrustRow(string AgentId, string ProposalType, string Title, int Accepted, int Edited, int Refused, double Score, bool AutoApproved);

/// <summary>One day (UTC) of an agent.</summary>
public sealed record AgentDayRow(DateOnly Day, int Runs, int Failed, int Proposals, int Accepted, long Tokens, decimal CostUsd);

/// <summary>While it is there nothing is begun, approved by rule or applied.</summary>
public sealed record AgentStopRow(DateTimeOffset StoppedAt, Guid StoppedBy, string StoppedByName, string Reason);

public sealed record StopAgentsRequest([property: Required, StringLength(2000, MinimumLength = 1)] string Reason);

/// <param name="Paused">True: it starts nothing more. False: it is enabled.</param>
/// <param name="Disabled">With <paramref name="Paused"/>: it is taken out of service, and shown as such.</param>
public sealed record PauseAgentRequest(bool Paused, bool Disabled, [property: StringLength(2000)] string? Reason);

/// <summary>What is to change; what is null stays.</summary>
/// <param name="Config">All of the settings, as the agent's schema says.</param>
/// <param name="ScheduleCron">Five or six fields or a macro; empty: it wakes no more by the clock.</param>
/// <param name="TimeZone">IANA id.</param>
public sealed record ConfigureAgentRequest(
    JsonElement? Config,
    [property: StringLength(200)] string? ScheduleCron,
    [property: StringLength(100)] string? TimeZone,
    [property: Range(0, 1_000_000_000)] long? DailyTokenBudget,
    [property: Range(0, 1_000_000)] decimal? DailyCostBudgetUsd);

/// <param name="RunId">Of the run, once it begins; also the id of its job.</param>
public sealed record TriggeredRun(Guid RunId);

public sealed record RunPage(IReadOnlyList<RunRow> Runs, string? Next);

/// <param name="Status">running, success, partial, error or cancelled.</param>
/// <param name="TriggerType">cron, event, manual or agent.</param>
public sealed record RunRow(
    Guid Id,
    string AgentId,
    string DisplayName,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    string Status,
    string TriggerType,
    string? TriggerSource,
    int Attempt,
    int ProposalsCreated,
    int ProposalsAutoApproved,
    long TokensUsed,
    decimal CostUsd,
    string? Summary,
    string? ErrorMessage);

/// <summary>A run, step by step.</summary>
/// <param name="Metadata">What the agent counted.</param>
/// <param name="Calls">Each call to a model, in order.</param>
public sealed record RunDetail(RunRow Run, JsonElement Metadata, IReadOnlyList<RunStepRow> Steps, IReadOnlyList<ModelCallRow> Calls, IReadOnlyList<RunProposalRow> Proposals);

/// <param name="Kind">started, note, warning, tool, proposal, finished or failed.</param>
public sealed record RunStepRow(DateTimeOffset At, string Kind, string Text, JsonElement? Detail);

public sealed record RunProposalRow(Guid Id, string ProposalType, string Title, string RiskLevel, string Status);

/// <summary>One call to a model.</summary>
/// <param name="Question">What was asked, e.g. <c>skill_scout.skills</c>.</param>
/// <param name="Model">The one that answered; <c>offline</c>: none was asked.</param>
/// <param name="Status">ok, repaired, offline, replayed, rejected_budget, rate_limited, error, timeout or cancelled.</param>
/// <param name="Messages">What was said: objects with role and content. Null where that is not kept.</param>
public sealed record ModelCallRow(
    Guid Id,
    DateTimeOffset At,
    string Question,
    string Profile,
    string? ModelAsked,
    string Model,
    int Attempt,
    long InputTokens,
    long OutputTokens,
    decimal CostUsd,
    int LatencyMs,
    string Status,
    string? Error,
    JsonElement? Messages);

/// <summary>Everything at a glance.</summary>
/// <param name="Activity">Agents by activity.</param>
/// <param name="PendingByRisk">Open proposals by risk.</param>
/// <param name="CostPerAcceptedUsd">Of the last 30 days; null: nothing was accepted.</param>
public sealed record AgentDashboard(
    IReadOnlyDictionary<string, int> Activity,
    IReadOnlyDictionary<string, int> PendingByRisk,
    int ToRecheck,
    int FailedToApply,
    IReadOnlyDictionary<string, int> RunsToday,
    long TokensToday,
    decimal CostTodayUsd,
    decimal Cost30DaysUsd,
    int Accepted30Days,
    decimal? CostPerAcceptedUsd,
    IReadOnlyList<SpendRow> ByAgent,
    IReadOnlyList<SpendRow> ByModel,
    IReadOnlyList<SpendDayRow> ByDay,
    AgentHealth Health);

/// <param name="Name">Of the agent or the model.</param>
public sealed record SpendRow(string Name, int Calls, long Tokens, decimal CostUsd);

public sealed record SpendDayRow(DateOnly Day, long Tokens, decimal CostUsd);

/// <summary>How well the system keeps up.</summary>
/// <param name="OldestWaitingSeconds">Age of the oldest run or decision that waits for a worker; 0: none.</param>
public sealed record AgentHealth(int JobsWaiting, int OldestWaitingSeconds, int Workers, bool Redis);
