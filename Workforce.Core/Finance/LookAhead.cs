using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance.Ahead;
using Workforce.Core.Finance.Insights;
using Workforce.Core.Notifications;

namespace Workforce.Core.Finance;

/// <summary>What the days bring without a new statement, told once each, inside the caller's transaction.</summary>
public static class LookAhead
{
    /// <summary>Crystal's part: recurring payments. Returns how many were news.</summary>
    public static async Task<int> AtPaymentsAsync(WorkforceDbContext db, Tell tell, DateTimeOffset now, CancellationToken ct)
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
        return await TellAsync(tell, PaymentsAhead.Of([.. expected], DateOnly.FromDateTime(now.UtcDateTime)), ct);
    }

    /// <summary>Ledger's part: days by which the law wants something. Returns how many were news.</summary>
    public static async Task<int> AtTaxDatesAsync(WorkforceDbContext db, Tell tell, DateTimeOffset now, CancellationToken ct) =>
        // Whom no account is known of, nothing concerns.
        await db.Accounts.AnyAsync(ct)
            ? await TellAsync(tell, TaxDates.Of(await AuditAccounts.ProfileAsync(db, db.Tenant.Required, ct), DateOnly.FromDateTime(now.UtcDateTime)), ct)
            : 0;

    private static async Task<int> TellAsync(Tell tell, IReadOnlyList<News> news, CancellationToken ct)
    {
        var told = 0;
        foreach (var item in news)
        {
            var notice = new Notice { Key = item.Key, Kind = item.Kind, Title = item.Title, Text = item.Text, Link = item.Link, To = Audience.Everybody };
            told += await tell.Async(notice, ct) is null ? 0 : 1;
        }

        return told;
    }
}
