using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Core.Schemas;
using Workforce.Jobs;

namespace Workforce.Core.Agents;

/// <summary>What people do with an agent: run it, pause it, set it up.</summary>
public sealed class ManageAgent(WorkforceDbContext db, JobClient jobs, AgentClock clock, AgentStates states, AuditTrail audit, TimeProvider time)
{
    /// <summary>Asks for a run at once. While one that a person asked for waits, it is that one.</summary>
    public async Task<AgentChange> TriggerAsync(string agentId, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await LockAsync(agentId, ct) is not { } agent)
        {
            return new AgentChange.NotFound();
        }

        if (agent.Status != AgentStatus.Active)
        {
            return new AgentChange.Conflict(agent, $"{agent.DisplayName} is {WireNames.Of(agent.Status.ToString())}: enable it first.");
        }

        if (await db.AgentStops.AnyAsync(ct))
        {
            return new AgentChange.Conflict(agent, "All agents are stopped. Lift the stop first.");
        }

        var kind = AgentJobs.RunOf(agentId);
        var waiting = await db.Database.SqlQuery<Guid>(
            $"select id as \"Value\" from jobs.job where tenant_id = {agent.TenantId} and kind = {kind.Name} and state = 'pending' and payload ->> 'trigger_type' = 'manual' limit 1").ToListAsync(ct);
        if (waiting is [var run])
        {
            return new AgentChange.Asked(run);
        }

        var by = await db.People.Where(person => person.Id == db.Tenant.UserId).Select(person => person.DisplayName).SingleAsync(ct);
        var job = await jobs.EnqueueAsync(
            NewJob.Of(kind, new AgentTask(RunTrigger.Manual, by), agent.TenantId) with { UserId = db.Tenant.UserId, Priority = 3 },
            (NpgsqlConnection)db.Database.GetDbConnection(),
            ct);
        audit.Record("agent.trigger", "agent", agentId, new { run = job.JobId });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        jobs.Ring(kind.Queue);
        return new AgentChange.Asked(job.JobId);
    }

    /// <param name="version">The version that was seen; null: whichever there is.</param>
    /// <param name="reason">For people; null: none.</param>
    public Task<AgentChange> SetStatusAsync(string agentId, int? version, AgentStatus status, string? reason, CancellationToken ct) =>
        ChangeAsync(agentId, version, "agent.status", agent =>
        {
            (agent.Status, agent.StatusReason) = (status, reason);
            return [];
        }, new { status, reason }, ct);

    /// <inheritdoc cref="SetStatusAsync"/>
    public Task<AgentChange> ConfigureAsync(string agentId, int? version, AgentSettings settings, CancellationToken ct) =>
        ChangeAsync(agentId, version, "agent.config", agent => Set(agent, settings), settings, ct);

    private List<SchemaProblem> Set(RegisteredAgent agent, AgentSettings settings)
    {
        var problems = new List<SchemaProblem>();
        if (settings.Config is { } config)
        {
            using var schema = JsonDocument.Parse(agent.ConfigSchema);
            problems.AddRange(SchemaCheck.Problems(schema.RootElement, config).Select(problem => problem with { Path = problem.Path.Length == 0 ? "config" : $"config.{problem.Path}" }));
            agent.Config = config.GetRawText();
        }

        if (settings.ScheduleCron is { } cron)
        {
            agent.ScheduleCron = string.IsNullOrWhiteSpace(cron) ? null : cron.Trim();
        }

        agent.TimeZone = settings.TimeZone ?? agent.TimeZone;
        agent.DailyTokenBudget = settings.DailyTokenBudget ?? agent.DailyTokenBudget;
        agent.DailyCostBudgetUsd = settings.DailyCostBudgetUsd ?? agent.DailyCostBudgetUsd;
        if (AgentClock.Problem(agent, time.GetUtcNow()) is { } problem)
        {
            problems.Add(new(settings.TimeZone is not null && problem.Contains("zone", StringComparison.OrdinalIgnoreCase) ? "time_zone" : "schedule_cron", problem));
        }

        return problems;
    }

    private async Task<AgentChange> ChangeAsync(string agentId, int? version, string action, Func<RegisteredAgent, List<SchemaProblem>> change, object detail, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await LockAsync(agentId, ct) is not { } agent)
        {
            return new AgentChange.NotFound();
        }

        if (version is { } seen && seen != agent.Version)
        {
            return new AgentChange.Stale(agent);
        }

        if (change(agent) is { Count: > 0 } problems)
        {
            return new AgentChange.Invalid(problems);
        }

        (agent.Version, agent.UpdatedAt) = (agent.Version + 1, time.GetUtcNow());
        audit.Record(action, "agent", agentId, detail);
        await db.SaveChangesAsync(ct);
        await clock.SetAsync(agent, (NpgsqlConnection)db.Database.GetDbConnection(), ct);
        await transaction.CommitAsync(ct);
        clock.Ring();
        await states.RefreshAsync(agentId, CancellationToken.None);
        return new AgentChange.Done(agent);
    }

    private async Task<RegisteredAgent?> LockAsync(string agentId, CancellationToken ct) =>
        (await db.Agents.FromSql($"select * from agents.agent where agent_id = {agentId} for update").AsTracking().ToListAsync(ct)).SingleOrDefault();
}

/// <summary>What of an agent's set-up is to change; null: stays as it is.</summary>
/// <param name="ScheduleCron">Empty: it wakes no more by the clock.</param>
public sealed record AgentSettings(JsonElement? Config, string? ScheduleCron, string? TimeZone, long? DailyTokenBudget, decimal? DailyCostBudgetUsd);

/// <summary>What became of it.</summary>
public abstract record AgentChange
{
    private AgentChange()
    {
    }

    public sealed record Done(RegisteredAgent Agent) : AgentChange;

    public sealed record Asked(Guid RunId) : AgentChange;

    public sealed record NotFound : AgentChange;

    public sealed record Conflict(RegisteredAgent Agent, string Why) : AgentChange;

    /// <summary>Somebody changed it since the caller looked. Nothing was changed.</summary>
    public sealed record Stale(RegisteredAgent Agent) : AgentChange;

    public sealed record Invalid(IReadOnlyList<SchemaProblem> Problems) : AgentChange;
}
