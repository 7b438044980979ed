using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Data;
using Workforce.Jobs;

namespace Workforce.Core.Finance;

/// <summary>Asks Crystal, and after her Ledger, to look at accounts again, inside the transaction that gave reason to. However often it is asked for, one look waits at a time.</summary>
public static class LookAgain
{
    /// <summary>True: something was asked for, so ring for <see cref="FinanceJobs.AnalyseAccount"/> after the commit.</summary>
    public static async Task<bool> AskAsync(WorkforceDbContext db, JobClient jobs, IReadOnlyCollection<Guid> accounts, CancellationToken ct)
    {
        if (accounts.Count == 0)
        {
            return false;
        }

        Guid[] ids = [.. accounts];
        // A statement of its own: a look that begins just now is waited for, and the next statement then sees that it has begun.
        await db.Database.ExecuteSqlAsync($"select from finance.account where id = any({ids}) order by id for no key update", ct);
        // One that has waited so long was given up, or waits behind more work than there should be: another does no harm.
        var asked = await db.Database.SqlQuery<Guid>(
            $"""
            update finance.account set look_again_at = now()
            where id = any({ids}) and (look_again_at is null or look_again_at < now() - interval '10 minutes')
            returning id as "Value"
            """).ToListAsync(ct);
        if (asked.Count == 0)
        {
            return false;
        }

        await jobs.EnqueueManyAsync(
            [.. asked.Select(account => NewJob.Of(FinanceJobs.AnalyseAccount, new AccountTask(account), db.Tenant.Required) with { UserId = db.Tenant.UserId })],
            (NpgsqlConnection)db.Database.GetDbConnection(),
            ct);
        return true;
    }

    /// <summary>The look that was asked for begins: what changes from here on is reason for another.</summary>
    public static Task BeginAsync(WorkforceDbContext db, Guid account, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"update finance.account set look_again_at = null where id = {account} and look_again_at is not null", ct);
}
