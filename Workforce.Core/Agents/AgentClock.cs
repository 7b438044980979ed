using Npgsql;
using Workforce.Jobs.Schedules;

namespace Workforce.Core.Agents;

/// <summary>Keeps an agent's schedule in the engine as its registry row says.</summary>
public sealed class AgentClock(ScheduleClient schedules)
{
    public static string NameOf(string agentId) => $"agent {agentId}";

    /// <summary>In the transaction that changes the row. Call <see cref="Ring"/> after its commit.</summary>
    /// <exception cref="ArgumentException">The cron or the zone is malformed; the message says how.</exception>
    public async Task SetAsync(RegisteredAgent agent, NpgsqlConnection connection, CancellationToken ct)
    {
        if (agent is { Status: AgentStatus.Active, ScheduleCron: not null })
        {
            await schedules.PutAsync(Of(agent), connection, ct);
        }
        else
        {
            await schedules.DeleteAsync(agent.TenantId, NameOf(agent.AgentId), connection, ct);
        }
    }

    /// <summary>The next time it would wake by its clock if it were active; null: never.</summary>
    public static DateTimeOffset? Next(RegisteredAgent agent, DateTimeOffset now) => Next(agent, now, 1) is [var next, ..] ? next : null;

    /// <inheritdoc cref="Next(RegisteredAgent, DateTimeOffset)"/>
    public static IReadOnlyList<DateTimeOffset> Next(RegisteredAgent agent, DateTimeOffset now, int count) => agent.ScheduleCron is null ? [] : Of(agent).Preview(now, count);

    /// <summary>What is wrong with a cron and a zone; null: nothing.</summary>
    public static string? Problem(RegisteredAgent agent, DateTimeOffset now)
    {
        try
        {
            Next(agent, now);
            return null;
        }
        catch (ArgumentException problem)
        {
            return problem.Message;
        }
    }

    public void Ring() => schedules.Ring();

    private static NewSchedule Of(RegisteredAgent agent) =>
        NewSchedule.Of(NameOf(agent.AgentId), AgentJobs.RunOf(agent.AgentId), new AgentTask(RunTrigger.Cron, agent.ScheduleCron), agent.TenantId) with
        {
            Cron = agent.ScheduleCron, Zone = agent.TimeZone,
        };
}
