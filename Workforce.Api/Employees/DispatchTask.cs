using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Jobs;

namespace Workforce.Api.Employees;

/// <summary>Stores a task and who asked for it together.</summary>
internal sealed class DispatchTask(WorkforceDbContext db, JobClient jobs, AuditTrail audit)
{
    public async Task<EnqueueResult> RunAsync(NewJob job, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var result = await jobs.EnqueueAsync(job, (NpgsqlConnection)db.Database.GetDbConnection(), ct);
        if (!result.Existing)
        {
            audit.Record("task.dispatch", "job", result.JobId, new { job.Kind, job.Source });
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
        jobs.Ring(job.Kind[..job.Kind.IndexOf('.', StringComparison.Ordinal)]);
        return result;
    }
}
