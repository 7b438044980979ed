using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Proposals;

/// <summary>What becomes of proposals that nobody and nothing looks after any more.</summary>
public static class TidyProposals
{
    /// <summary>Expires what nobody has decided on in time, and fails what was approved and whose job was given up without recording it.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> RunAsync(WorkforceDbContext db, DateTimeOffset now, CancellationToken ct) =>
        await ExpireAsync(db, now, ct) + await FailAsync(db, now, ct);

    private static async Task<int> ExpireAsync(WorkforceDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var expired = await db.Database.SqlQuery<Expired>(
            $"""
            with expired as (
                update proposals.proposal set status = 'expired', reviewed_at = {now}, version = version + 1 where status = 'pending' and expires_at <= {now} returning *),
            noted as (
                insert into proposals.history (tenant_id, proposal_id, at, action, actor) select tenant_id, id, {now}, 'expired', {History.System} from expired)
            select proposal_type as "Type", risk_level as "Risk", created_at as "CreatedAt" from expired
            """).ToListAsync(ct);
        foreach (var one in expired)
        {
            ApprovalTelemetry.Decided("expired", one.Type, one.Risk, now - one.CreatedAt);
        }

        return expired.Count;
    }

    // A worker process that dies each time it tries (or is told to, by a cancelled job) leaves no record of its own.
    private static Task<int> FailAsync(WorkforceDbContext db, DateTimeOffset now, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        with given_up as (
            select p.id, p.apply_status = 'undo_queued' as undoing, coalesce(h.reason, h.errors -> -1 ->> 'error', 'Its job was given up.') as why
            from proposals.proposal p
            join lateral (
                select h.state, h.reason, h.errors from jobs.idempotency i join jobs.job_history h on h.tenant_id = i.tenant_id and h.id = i.job_id
                where i.tenant_id = p.tenant_id and i.key = case p.apply_status when 'queued' then 'proposals.apply:' else 'proposals.undo:' end || p.id || ':' || p.version
            ) h on h.state <> 'completed'
            where p.apply_status in ('queued', 'undo_queued')
            for update of p),
        failed as (
            update proposals.proposal p set apply_status = case when g.undoing then 'applied' else 'failed' end, apply_error = g.why, undone_by = null, version = version + 1
            from given_up g where g.id = p.id returning p.id, p.tenant_id, g.undoing, g.why)
        insert into proposals.history (tenant_id, proposal_id, at, action, actor, notes)
        select tenant_id, id, {now}, case when undoing then 'undo_failed' else 'failed' end, {History.System}, why from failed
        """,
        ct);

    private sealed record Expired(string Type, string Risk, DateTimeOffset CreatedAt);
}
