using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Data;
using Workforce.Jobs;

namespace Workforce.Core.Finance;

/// <summary>Asks Ledger to look at accounts again, inside the transaction that gave it reason to.</summary>
internal static class AuditAgain
{
    public static async Task EnqueueAsync(WorkforceDbContext db, JobClient jobs, IEnumerable<Guid> accounts, CancellationToken ct)
    {
        foreach (var account in accounts)
        {
            await jobs.EnqueueAsync(
                NewJob.Of(FinanceJobs.AuditAccount, new AccountTask(account), db.Tenant.Required) with { UserId = db.Tenant.UserId },
                (NpgsqlConnection)db.Database.GetDbConnection(),
                ct);
        }
    }
}
