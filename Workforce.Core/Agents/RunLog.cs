using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Agents;

/// <summary>The rows of a run: how it begins, what it did, how it ends.</summary>
public sealed class RunLog(WorkforceDbContext db, TimeProvider time)
{
    /// <summary>Begins the run in one transaction with taking its wake away: whatever happens from here on wakes the agent anew.</summary>
    /// <param name="refused">Called with the reason where it may not begin.</param>
    /// <returns>The agent as registered; null: it may not begin.</returns>
    public async Task<RegisteredAgent?> BeginAsync(string agentId, Guid runId, AgentTask task, int attempt, Action<string> refused, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var agent = await db.Agents.AsNoTracking().SingleOrDefaultAsync(row => row.AgentId == agentId, ct);
        await db.Database.ExecuteSqlAsync($"delete from agents.wake where agent_id = {agentId} and job_id = {runId}", ct);
        var why = agent switch
        {
            null => "The company has no such agent.",
            { Status: not AgentStatus.Active } => $"{agent.DisplayName} is {WireNames.Of(agent.Status.ToString())}.",
            _ when await db.AgentStops.AnyAsync(ct) => "All agents are stopped.",
            _ => null,
        };
        if (why is null)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into agents.run (id, tenant_id, agent_id, started_at, trigger_type, trigger_source, attempt)
                values ({runId}, {agent!.TenantId}, {agentId}, {time.GetUtcNow()}, {WireNames.Of(task.TriggerType.ToString())}, {task.TriggerSource}, {attempt})
                on conflict (id) do update set attempt = excluded.attempt
                """,
                ct);
        }

        await transaction.CommitAsync(ct);
        if (why is not null)
        {
            refused(why);
            return null;
        }

        await NoteAsync(runId, RunStepKind.Started, attempt == 1 ? $"Woken by {TriggerWords(task)}" : $"Attempt {attempt}, after the one before was lost or failed", null, ct);
        return agent;
    }

    /// <summary>Outside of a transaction it is written at once, and stays where the run fails.</summary>
    public async Task NoteAsync(Guid runId, RunStepKind kind, string text, object? detail, CancellationToken ct)
    {
        var kept = text.Length > RunStep.MaxText ? text[..RunStep.MaxText] : text;
        var json = detail is null ? null : WireNames.ToJson(detail);
        await db.Database.ExecuteSqlAsync(
            $"insert into agents.run_step (tenant_id, run_id, at, kind, text, detail) values ({db.Tenant.Required}, {runId}, {time.GetUtcNow()}, {WireNames.Of(kind.ToString())}, {kept}, {json}::jsonb)", ct);
    }

    /// <summary>Ends the run, where it has not ended. Counts are taken from what it has left.</summary>
    public async Task EndAsync(Guid runId, RunStatus status, string? summary, string? error, object? counts, CancellationToken ct)
    {
        var (word, now, metadata) = (WireNames.Of(status.ToString()), time.GetUtcNow(), counts is null ? "{}" : WireNames.ToJson(counts));
        var ended = await db.Database.ExecuteSqlAsync(
            $"""
            with ended as (
                update agents.run r set status = {word}, finished_at = greatest({now}, r.started_at), summary = {summary}, error_message = {error}, metadata = {metadata}::jsonb,
                    proposals_created = (select count(*) from proposals.proposal p where p.run_id = r.id),
                    proposals_auto_approved = (select count(*) from proposals.proposal p where p.run_id = r.id and p.status = 'auto_approved'),
                    tokens_used = coalesce((select sum(u.tokens) from agents.budget_use u where u.scope = 'run' and u.name = r.id::text), 0),
                    cost_usd = coalesce((select sum(u.usd) from agents.budget_use u where u.scope = 'run' and u.name = r.id::text), 0)
                where r.id = {runId} and r.status = 'running' returning r.*)
            update agents.agent a set last_run_at = ended.started_at, last_run_status = ended.status,
                last_run_duration_ms = least(extract(epoch from ended.finished_at - ended.started_at) * 1000, 2147483647)::integer
            from ended where a.tenant_id = ended.tenant_id and a.agent_id = ended.agent_id
            """,
            ct);
        if (ended > 0)
        {
            await NoteAsync(runId, status == RunStatus.Error ? RunStepKind.Failed : RunStepKind.Finished, error ?? summary ?? word, null, ct);
        }
    }

    /// <summary>Wakes the agents that run after this one. In the transaction that ends the run; the caller rings their queues after it.</summary>
    public async Task<IReadOnlyList<string>> CallFollowersAsync(string agentId, CancellationToken ct) => await db.Database
        .SqlQuery<string>(
            $"""
            select a.agent_id as "Value" from agents.agent a
            where a.status = 'active' and a.runs_after @> array[{agentId}]::text[] and agents.call(a.tenant_id, a.agent_id, 'agent', {agentId}) order by a.agent_id
            """)
        .ToListAsync(ct);

    /// <summary>Calls agents once more that something happened for while they could not be called: the workers of that time did not know them.</summary>
    /// <returns>Those that still cannot be, and why.</returns>
    public async Task<IReadOnlyList<MissedWake>> CallMissedAsync(CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select agents.call(tenant_id, agent_id, trigger_type, trigger_source) from agents.wake where problem is not null order by agent_id", ct);
        return await db.Database.SqlQuery<MissedWake>(
            $"""
            select w.agent_id as "AgentId", w.problem as "Problem" from agents.wake w join agents.agent a using (tenant_id, agent_id)
            where w.problem is not null and a.status = 'active' order by w.agent_id
            """).ToListAsync(ct);
    }

    /// <summary>Ends runs whose jobs are over without them: cancelled, given up, or lost too often.</summary>
    public async Task<IReadOnlyList<string>> EndOrphansAsync(CancellationToken ct)
    {
        var orphans = await db.Database.SqlQuery<Orphan>(
            $"""
            select r.id as "Id", r.agent_id as "AgentId", h.state as "State", coalesce(h.reason, h.errors -> -1 ->> 'error') as "Reason"
            from agents.run r join jobs.job_history h on h.tenant_id = r.tenant_id and h.id = r.id where r.status = 'running'
            """).ToListAsync(ct);
        foreach (var orphan in orphans)
        {
            await (orphan.State == "failed"
                ? EndAsync(orphan.Id, RunStatus.Error, null, orphan.Reason ?? "Its job gave up.", null, ct)
                : EndAsync(orphan.Id, RunStatus.Cancelled, orphan.Reason ?? "Cancelled", null, null, ct));
        }

        return [.. orphans.Select(orphan => orphan.AgentId).Distinct()];
    }

    private static string TriggerWords(AgentTask task) => task.TriggerType switch
    {
        RunTrigger.Cron => "its schedule",
        RunTrigger.Event => $"the event {task.TriggerSource}",
        RunTrigger.Agent => $"{task.TriggerSource}",
        _ => task.TriggerSource ?? "a person",
    };

    private sealed record Orphan(Guid Id, string AgentId, string State, string? Reason);
}
