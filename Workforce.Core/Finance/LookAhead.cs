using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance.Ahead;
using Workforce.Core.Finance.Insights;

namespace Workforce.Core.Finance;

/// <summary>What the days bring without a new statement, told once each, inside the caller's transaction.</summary>
public static class LookAhead
{
    /// <summary>Crystal's part: recurring payments. Returns how many were news.</summary>
    public static async Task<int> AtPaymentsAsync(WorkforceDbContext db, Guid tenant, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await (
            from payment in db.RecurringPayments
            join account in db.Accounts on payment.AccountId equals account.Id
            where payment.Active && payment.NextExpected != null
            select new
            {
                Payment = payment,
                account.Name,
                CoveredTo = db.Transactions.Where(line => line.AccountId == account.Id && !line.Pending).Max(line => line.Date),
            }).AsNoTracking().ToListAsync(ct);
        var expected = rows.Where(row => row.CoveredTo is not null).Select(row => new ExpectedAgain(
            row.Payment.AccountId, row.Name, row.Payment.Key, row.Payment.Merchant, Enum.GetValues<Cadence>().First(cadence => cadence.WireName() == row.Payment.Cadence),
            row.Payment.Direction == "out", row.Payment.TypicalAmount, row.Payment.Currency, row.Payment.LastDate, row.Payment.NextExpected!.Value, row.CoveredTo!.Value));
        return await TellAsync(db, tenant, PaymentsAhead.Of([.. expected], DateOnly.FromDateTime(now.UtcDateTime)), now, ct);
    }

    /// <summary>Ledger's part: days by which the law wants something. Returns how many were news.</summary>
    public static async Task<int> AtTaxDatesAsync(WorkforceDbContext db, Guid tenant, DateTimeOffset now, CancellationToken ct) =>
        // Whom no account is known of, nothing concerns.
        await db.Accounts.AnyAsync(ct)
            ? await TellAsync(db, tenant, TaxDates.Of(await AuditAccounts.ProfileAsync(db, tenant, ct), DateOnly.FromDateTime(now.UtcDateTime)), now, ct)
            : 0;

    private static async Task<int> TellAsync(WorkforceDbContext db, Guid tenant, IReadOnlyList<News> news, DateTimeOffset now, CancellationToken ct)
    {
        var told = 0;
        foreach (var item in news)
        {
            told += await db.Database.ExecuteSqlAsync(
                $"""
                insert into notify.notification (id, tenant_id, key, kind, title, text, link, created_at)
                values ({Guid.CreateVersion7(now)}, {tenant}, {item.Key}, {item.Kind}, {item.Title}, {item.Text}, {item.Link}, {now})
                on conflict (tenant_id, key) do nothing
                """, ct);
        }

        return told;
    }
}
