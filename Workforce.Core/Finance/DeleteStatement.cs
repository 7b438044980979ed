using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Jobs;

namespace Workforce.Core.Finance;

/// <summary>
/// Takes a statement out again, as if it had never been uploaded: its lines go, except those that another statement also
/// has, and what was concluded from them is concluded anew. An account that no statement speaks of any more goes, too.
/// </summary>
public sealed class DeleteStatement(WorkforceDbContext db, JobClient jobs, AuditTrail audit, TimeProvider time)
{
    public async Task<Deletion> RunAsync(Guid id, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await LockAccountsAsync(id, ct);
        await CategoryLock.TakeAsync(db, db.Tenant.Required, ct);
        await AccountLock.TakeAsync(db, "receipts", db.Tenant.Required, ct);
        // After the lock on categories, whose holders may want to write the statement's row.
        var statement = await db.Statements.FromSql($"select * from finance.statement where id = {id} for update").AsNoTracking().SingleOrDefaultAsync(ct);
        if (statement is null)
        {
            return Deletion.NotFound;
        }

        if (statement.CompletedAt is null && await IsWorkedOnAsync(statement.CorrelationId, ct))
        {
            return Deletion.Busy;
        }

        var accounts = await db.StatementAccounts.Where(part => part.StatementId == id).Select(part => part.AccountId).ToListAsync(ct);
        var (merchants, otherSides) = await DeleteLinesAsync(id, ct);
        await db.Statements.Where(row => row.Id == id).ExecuteDeleteAsync(ct);
        audit.Record("statement.delete", "statement", id, new { statement.FileName, statement.Added });
        await db.SaveChangesAsync(ct);
        await ConcludeAnewAsync(accounts, merchants, ct);
        await LookAgain.AskAsync(db, jobs, [.. otherSides.Except(accounts)], ct);
        await transaction.CommitAsync(ct);
        jobs.Ring(FinanceJobs.AnalyseAccount.Queue);
        return Deletion.Done;
    }

    private async Task<bool> IsWorkedOnAsync(Guid correlation, CancellationToken ct) =>
        (await PipelineState.OfAsync(db, [correlation], ct)).GetValueOrDefault(correlation)?.Unfinished == true;

    /// <summary>The lock under which Prime stores lines, in Prime's order: a statement that is just finding one of these lines again must not lose it.</summary>
    private Task<int> LockAccountsAsync(Guid id, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        select pg_advisory_xact_lock(hashtextextended('account:' || key.tenant_id::text || key.key, 0))
        from (select account.tenant_id, account.key from finance.statement_account part join finance.account on account.id = part.account_id
              where part.statement_id = {id} order by account.key collate "C") key
        """, ct);

    /// <summary>Deletes the lines that this statement alone has, and frees their receipts. Returns whom the lines were about, and the accounts that had their other sides.</summary>
    private async Task<(string[] Merchants, IReadOnlyList<Guid> OtherSides)> DeleteLinesAsync(Guid id, CancellationToken ct)
    {
        var own = db.StatementLines
            .Where(link => link.StatementId == id && !db.StatementLines.Any(other => other.TransactionId == link.TransactionId && other.StatementId != id))
            .Select(link => link.TransactionId);
        var lines = db.Transactions.Where(line => own.Contains(line.Id));
        var merchants = await lines.Where(line => line.MerchantKey != null).Select(line => line.MerchantKey!).Distinct().ToArrayAsync(ct);
        await db.Receipts.Where(receipt => lines.Any(line => line.ReceiptId == receipt.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(receipt => receipt.Status, Receipt.Progress.Unmatched).SetProperty(receipt => receipt.MatchScore, (decimal?)null), ct);
        var places = await PairTransfers.PlacesAsync(lines, ct);
        var freed = await db.Transactions.Where(line => lines.Any(gone => gone.Id == line.OtherSideId)).Select(line => line.AccountId).Distinct().ToListAsync(ct);
        await lines.ExecuteDeleteAsync(ct);
        return (merchants, [.. freed.Union(await PairTransfers.AroundAsync(db, [], places, ct))]);
    }

    private async Task ConcludeAnewAsync(List<Guid> accounts, string[] merchants, CancellationToken ct)
    {
        var (tenant, now) = (db.Tenant.Required, time.GetUtcNow());
        foreach (var account in accounts.Order())
        {
            await AnalyseAccount.RunAsync(db, tenant, account, now, ct);
        }

        await AuditAccounts.RunAsync(db, tenant, accounts, now, ct);
        var gone = db.Accounts.Where(row => accounts.Contains(row.Id)
            && !db.StatementAccounts.Any(part => part.AccountId == row.Id) && !db.Transactions.Any(line => line.AccountId == row.Id));
        // Statement-level findings can remain without a line; they speak of an account that is about to go.
        await db.Findings.Where(finding => gone.Any(row => row.Id == finding.AccountId)).ExecuteDeleteAsync(ct);
        await gone.ExecuteDeleteAsync(ct);
        await SuggestRules.RefreshAsync(db, tenant, merchants, now, ct);
    }
}

/// <summary>What became of a wish to delete.</summary>
public enum Deletion
{
    Done,
    NotFound,

    /// <summary>An employee is working on it; what it finds would have nowhere to go.</summary>
    Busy,
}
