using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Finance;

/// <summary>How the jobs of one upload stand. The upload's own row knows what its employees achieved; that they gave up only the jobs know.</summary>
/// <param name="Unfinished">A job of it is still to run or running.</param>
/// <param name="Running">One is being worked on, or was.</param>
/// <param name="GaveUp">Why the last one that was given up or cancelled was; null where none was.</param>
public sealed record PipelineState(Guid CorrelationId, bool Unfinished, bool Running, string? GaveUp)
{
    /// <summary>Nothing more will happen unless somebody retries the job.</summary>
    public bool Failed => !Unfinished && GaveUp is not null;

    /// <summary>Of these uploads, in one query. An upload without any job is not in the answer.</summary>
    public static async Task<IReadOnlyDictionary<Guid, PipelineState>> OfAsync(WorkforceDbContext db, Guid[] correlations, CancellationToken ct) =>
        correlations.Length == 0
            ? new Dictionary<Guid, PipelineState>()
            : await db.Database.SqlQuery<PipelineState>(
                $"""
                select correlation_id as "CorrelationId", bool_or(unfinished) as "Unfinished", bool_or(running) as "Running",
                       (array_agg(gave_up order by at desc) filter (where gave_up is not null))[1] as "GaveUp"
                from (
                    select correlation_id, true as unfinished, state in ('processing', 'retrying') as running, null as gave_up, created_at as at
                    from jobs.job where tenant_id = {db.Tenant.Required} and correlation_id = any({correlations})
                    union all
                    select correlation_id, false, false,
                           case state when 'failed' then coalesce(errors -> -1 ->> 'error', reason, 'unknown') when 'cancelled' then 'Cancelled: ' || reason end, finished_at
                    from jobs.job_history where tenant_id = {db.Tenant.Required} and correlation_id = any({correlations})
                ) job
                group by correlation_id
                """).ToDictionaryAsync(state => state.CorrelationId, ct);
}
