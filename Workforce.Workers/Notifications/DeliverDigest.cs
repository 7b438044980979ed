using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Data;
using Workforce.Core.Notifications;
using Workforce.Jobs;

namespace Workforce.Workers.Notifications;

/// <summary>Makes a person's digest of a channel, in one transaction with its own end: what waited is in exactly one.</summary>
internal sealed class DeliverDigest(WorkforceDbContext db, CollectDigest collect) : JobHandler<DigestTask>
{
    public override async Task<JobOutcome> HandleAsync(DigestTask payload, JobContext job, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var notices = await collect.RunAsync(payload, ct);
        var outcome = await job.CompleteAsync(new { notices }, (NpgsqlConnection)db.Database.GetDbConnection(), ct);
        await transaction.CommitAsync(ct);
        return outcome;
    }
}
