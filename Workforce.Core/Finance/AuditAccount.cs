using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance.Compliance;
using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Finance;

/// <summary>Ledger's work on one account, inside the caller's transaction: the findings of today replace those of before; what people resolved stays resolved.</summary>
public static class AuditAccount
{
    public static async Task<int> RunAsync(WorkforceDbContext db, Guid tenant, Guid account, DateTimeOffset now, CancellationToken ct)
    {
        await AccountLock.TakeAsync(db, "audit", account, ct);
        var findings = ComplianceChecks.Run(await BooksAsync(db, tenant, account, ct)).DistinctBy(finding => finding.Key).ToList();

        var stored = await db.Findings.Where(finding => finding.AccountId == account).ToDictionaryAsync(finding => finding.Key, ct);
        var keys = findings.Select(finding => finding.Key).ToHashSet();
        db.Findings.RemoveRange(stored.Values.Where(old => !keys.Contains(old.Key)));
        foreach (var finding in findings)
        {
            Put(db, stored.GetValueOrDefault(finding.Key), tenant, account, finding, now);
        }

        await db.SaveChangesAsync(ct);
        return findings.Count;
    }

    private static void Put(WorkforceDbContext db, StoredFinding? row, Guid tenant, Guid account, Finding finding, DateTimeOffset now)
    {
        if (row is null)
        {
            row = new StoredFinding
            {
                Id = Guid.CreateVersion7(now),
                TenantId = tenant,
                AccountId = account,
                Key = finding.Key,
                CheckId = finding.CheckId,
                Jurisdiction = finding.Jurisdiction,
                Severity = finding.Severity.WireName(),
                Title = finding.Title,
                Text = finding.Text,
                Source = finding.Source.ToString(),
                CreatedAt = now,
            };
            db.Findings.Add(row);
        }

        (row.Jurisdiction, row.Severity, row.Title, row.Text, row.Source) =
            (finding.Jurisdiction, finding.Severity.WireName(), finding.Title, finding.Text, finding.Source.ToString());
        (row.Amount, row.Currency, row.TransactionIds) = (finding.Amount, finding.Currency, [.. finding.LineIds]);
    }

    private static async Task<Books> BooksAsync(WorkforceDbContext db, Guid tenant, Guid account, CancellationToken ct)
    {
        var lines = await LedgerLines.OfAccountAsync(db, account, ct);
        var receipts = await (
            from line in db.Transactions
            join receipt in db.Receipts on line.ReceiptId equals receipt.Id
            where line.AccountId == account
            select new ReceiptFacts(line.Id, receipt.Total, receipt.Tax, null)).ToListAsync(ct);
        var statements = await (
            from part in db.StatementAccounts.AsNoTracking()
            where part.AccountId == account
            select new
            {
                part.FirstDate,
                part.LastDate,
                part.Balances,
                Sum = (
                    from link in db.StatementLines
                    join line in db.Transactions on link.TransactionId equals line.Id
                    where link.StatementId == part.StatementId && line.AccountId == account && !line.OpeningBalance
                    select line.Amount).Sum(),
            }).ToListAsync(ct);
        var currency = await db.Accounts.Where(a => a.Id == account).Select(a => a.Currency).SingleAsync(ct);
        var profile = await db.TaxProfiles.AsNoTracking().SingleOrDefaultAsync(p => p.TenantId == tenant, ct);
        return new Books(
            lines,
            receipts,
            [.. statements.Select(part => new StatementFacts(account, part.FirstDate, part.LastDate,
                Single(part.Balances, BalanceKind.Opening), Single(part.Balances, BalanceKind.Closing), part.Sum, currency))],
            profile is null
                ? TaxProfile.Unknown
                : new TaxProfile(profile.Country, profile.BusinessUse, profile.VatRegistered, profile.BaseCurrency));
    }

    // A file with several statements of one account has several opening balances: no one sum then ties them.
    private static decimal? Single(List<ParsedBalance> balances, BalanceKind kind) =>
        balances.Where(balance => balance.Kind == kind).ToList() is [var only] ? only.Amount : null;
}
