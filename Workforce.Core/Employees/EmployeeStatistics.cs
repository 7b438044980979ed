using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Employees;

/// <summary>What one employee did in a period, and what is before it now.</summary>
/// <param name="Waiting">Tasks that wait now, whenever they came: pending, retrying or waiting.</param>
/// <param name="Processing">Tasks in work now.</param>
/// <param name="Completed">Ended in the period, as the next two.</param>
/// <param name="AverageSeconds">Of the completed ones, from the start of the last attempt to the end; null without any.</param>
/// <param name="AverageWaitSeconds">Of the completed ones, from when the task was due to the start of the last attempt.</param>
public sealed record EmployeeStatistics(string Employee, int Waiting, int Processing, int Completed, int Failed, int Cancelled, double? AverageSeconds, double? AverageWaitSeconds)
{
    /// <summary>Of every employee named, in that order, in one query over the jobs there are and those that ended in the period.</summary>
    public static Task<List<EmployeeStatistics>> OfAsync(WorkforceDbContext db, string[] employees, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        db.Database.SqlQuery<EmployeeStatistics>(
            $"""
            select employee as "Employee", coalesce(open.waiting, 0) as "Waiting", coalesce(open.processing, 0) as "Processing",
                   coalesce(done.completed, 0) as "Completed", coalesce(done.failed, 0) as "Failed", coalesce(done.cancelled, 0) as "Cancelled",
                   done.seconds as "AverageSeconds", done.wait as "AverageWaitSeconds"
            from unnest({employees}) with ordinality as named (employee, place)
            left join (
                select queue, (count(*) filter (where state <> 'processing'))::int as waiting, (count(*) filter (where state = 'processing'))::int as processing
                from jobs.job where tenant_id = {db.Tenant.Required} and queue = any({employees})
                group by queue
            ) open on open.queue = employee
            left join (
                select queue, (count(*) filter (where state = 'completed'))::int as completed, (count(*) filter (where state = 'failed'))::int as failed,
                       (count(*) filter (where state = 'cancelled'))::int as cancelled,
                       (avg(extract(epoch from finished_at - started_at)) filter (where state = 'completed'))::float8 as seconds,
                       (avg(extract(epoch from started_at - due_at)) filter (where state = 'completed'))::float8 as wait
                from jobs.job_history
                where tenant_id = {db.Tenant.Required} and queue = any({employees}) and finished_at >= {from} and finished_at < {to}
                group by queue
            ) done on done.queue = employee
            order by place
            """).ToListAsync(ct);
}
