using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Insights;

namespace Workforce.Core.Finance;

/// <summary>Crystal's work on one account, inside the caller's transaction: what it finds now replaces what it found before; what people dismissed stays dismissed.</summary>
public static class AnalyseAccount
{
    /// <summary>Null: there is no such account any more.</summary>
    public static async Task<(int Recurring, int Insights)?> RunAsync(WorkforceDbContext db, Guid tenant, Guid account, DateTimeOffset now, CancellationToken ct)
    {
        await AccountLock.TakeAsync(db, "analyse", account, ct);
        var lines = await LedgerLines.OfAccountAsync(db, account, ct);
        // Whoever deletes an account holds this lock, too.
        if (lines.Count == 0 && !await db.Accounts.AnyAsync(row => row.Id == account, ct))
        {
            return null;
        }

        var report = CrystalReport.From(lines);

        await db.RecurringPayments.Where(payment => payment.AccountId == account).ExecuteDeleteAsync(ct);
        db.RecurringPayments.AddRange(report.Recurring.Select(payment => Row(tenant, account, payment)));

        var stored = await db.Insights.Where(insight => insight.AccountId == account).ToDictionaryAsync(insight => insight.Key, ct);
        var keys = report.Insights.Select(insight => insight.Key).ToHashSet();
        db.Insights.RemoveRange(stored.Values.Where(old => !keys.Contains(old.Key)));
        foreach (var insight in report.Insights)
        {
            Put(db, stored.GetValueOrDefault(insight.Key), tenant, account, insight, now);
        }

        await db.SaveChangesAsync(ct);
        return (report.Recurring.Count, report.Insights.Count);
    }

    private static void Put(WorkforceDbContext db, StoredInsight? row, Guid tenant, Guid account, Insight insight, DateTimeOffset now)
    {
        if (row is null)
        {
            row = new StoredInsight
            {
                Id = Guid.CreateVersion7(now),
                TenantId = tenant,
                AccountId = account,
                Key = insight.Key,
                Kind = insight.Kind.WireName(),
                Severity = insight.Severity.WireName(),
                Title = insight.Title,
                Text = insight.Text,
                CreatedAt = now,
            };
            db.Insights.Add(row);
        }

        (row.Kind, row.Severity, row.Title, row.Text) = (insight.Kind.WireName(), insight.Severity.WireName(), insight.Title, insight.Text);
        (row.Amount, row.Currency, row.FromDate, row.ToDate) = (insight.Amount, insight.Currency, insight.From, insight.To);
        (row.TransactionIds, row.Score) = ([.. insight.LineIds], (decimal)insight.Score);
    }

    private static StoredRecurringPayment Row(Guid tenant, Guid account, RecurringPayment payment) => new()
    {
        TenantId = tenant,
        AccountId = account,
        Key = payment.Key,
        Merchant = payment.Payee,
        Cadence = payment.Cadence.WireName(),
        Direction = payment.Direction is MoneyDirection.In ? "in" : "out",
        TypicalAmount = payment.TypicalAmount,
        LowestAmount = payment.SmallestAmount,
        HighestAmount = payment.LargestAmount,
        Currency = payment.Currency,
        FirstDate = payment.First,
        LastDate = payment.Last,
        NextExpected = payment.NextExpected,
        Count = payment.LineIds.Count,
        Active = payment.Status is not RecurringStatus.Ended,
        Note = RecurringNote.Of(payment),
    };
}
