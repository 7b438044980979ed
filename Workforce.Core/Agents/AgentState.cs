namespace Workforce.Core.Agents;

/// <summary>What is shown of an agent from moment to moment. Everything in it can be read from the tables.</summary>
/// <param name="AsOf">Microseconds since 1970 by the database's clock: of two states the later one holds.</param>
/// <param name="LastActiveAt">When it last began, ended or noted something.</param>
/// <param name="TokensToday">Since midnight UTC.</param>
/// <param name="CostTodayUsd">Since midnight UTC.</param>
/// <param name="Recent">The last five runs, newest first.</param>
public sealed record AgentState(
    string AgentId, long AsOf, AgentStatus Status, CurrentRun? Current, DateTimeOffset? LastActiveAt, DateOnly Day, long TokensToday, decimal CostTodayUsd, int OpenProposals,
    IReadOnlyList<RecentRun> Recent);

public sealed record CurrentRun(Guid RunId, DateTimeOffset StartedAt, RunTrigger TriggerType, string? TriggerSource);

public sealed record RecentRun(Guid RunId, DateTimeOffset StartedAt, RunStatus Status, int? DurationMs, string? Summary, int Proposals);
