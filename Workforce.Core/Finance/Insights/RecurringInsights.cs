using Workforce.Core.Finance.Categories;
using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Insights;

/// <summary>New prices, missing payments, and what recurring payments come to per currency.</summary>
internal static class RecurringInsights
{
    private const int DaysAYear = 365;

    public static IEnumerable<InsightDraft> Of(IReadOnlyList<RecurringPayment> recurring) =>
        recurring.Where(payment => payment.Status != RecurringStatus.Ended && payment.PriceChanges.Count > 0 && HasPrice(payment)).Select(PriceChanged)
            .Concat(recurring.Where(payment => payment.Status == RecurringStatus.Late).Select(Late))
            .Concat(recurring
                .Where(payment => payment is { Status: RecurringStatus.Active, Direction: MoneyDirection.Out } && HasPrice(payment))
                .GroupBy(payment => payment.Scope)
                .Select(scope => Sum([.. scope])));

    // What one puts aside for oneself has no price.
    private static bool HasPrice(RecurringPayment payment) => CategoryCatalogue.Find(payment.Category)?.Flow != CategoryFlow.Transfer;

    private static InsightDraft PriceChanged(RecurringPayment payment)
    {
        var change = payment.PriceChanges[^1];
        var (currency, difference) = (payment.Currency, Math.Abs(change.To) - Math.Abs(change.From));
        var yearly = Math.Abs(difference) * DaysAYear / Days(payment);
        var isWorse = payment.Direction == MoneyDirection.Out ? difference > 0 : difference < 0;
        var verb = payment.Direction == MoneyDirection.Out ? "costs" : "pays";
        return new(
            $"price_change:{payment.Key}:{change.Date:yyyy-MM-dd}", InsightKind.PriceChange, isWorse ? InsightSeverity.Notice : InsightSeverity.Info,
            $"{payment.Payee} {verb} {Money(difference, currency)} {(difference > 0 ? "more" : "less")}",
            $"{payment.Payee} {verb} {Money(change.To, currency)} {Every(payment.Cadence)} since {Day(change.Date)}, before that {Money(change.From, currency)}"
                + $" ({Percent((double)Math.Abs(difference / change.From))} {(difference > 0 ? "more" : "less")}, {Money(yearly, currency)} a year)."
                + (change.Confirmed ? "" : " So far one payment shows it."),
            yearly, payment.Scope, change.Date, payment.Last, payment.LineIds);
    }

    private static InsightDraft Late(RecurringPayment payment)
    {
        var due = payment.Missed[^1];
        var what = payment.Direction == MoneyDirection.In ? "has not come in" : "has not been taken";
        return new(
            $"payment_missed:{payment.Key}:{due:yyyy-MM-dd}", InsightKind.PaymentMissed,
            payment.Direction == MoneyDirection.In ? InsightSeverity.Warning : InsightSeverity.Notice,
            $"{payment.Payee} {what}",
            $"{payment.Payee}, usually {Money(payment.TypicalAmount, payment.Currency)} {Every(payment.Cadence)}, was due on {Day(due)} and {what}. The last one was on {Day(payment.Last)}.",
            payment.TypicalAmount, payment.Scope, payment.Last, due, payment.LineIds);
    }

    private static InsightDraft Sum(IReadOnlyList<RecurringPayment> payments)
    {
        var (scope, currency) = (payments[0].Scope, payments[0].Currency);
        decimal Monthly(RecurringPayment payment) => Math.Abs(payment.TypicalAmount) * DaysAYear / 12 / Days(payment);
        var largest = payments.OrderByDescending(Monthly).ThenBy(payment => payment.Key, StringComparer.Ordinal).Take(3)
            .Select(payment => $"{payment.Payee} ({Money(payment.TypicalAmount, currency)} {Every(payment.Cadence)})");
        var monthly = Math.Round(payments.Sum(Monthly), 2);
        return new(
            $"recurring:{InsightDraft.KeyOf(scope)}", InsightKind.Recurring, InsightSeverity.Info,
            $"{Count(payments.Count, "recurring payment", "recurring payments")}, about {Money(monthly, currency)} a month",
            $"{Count(payments.Count, "payment goes", "payments go")} out regularly, about {Money(monthly, currency)} a month in all; the largest: {string.Join(", ", largest)}.",
            monthly, scope, payments.Min(payment => payment.First), payments.Max(payment => payment.Last), [.. payments.Select(payment => payment.LineIds[^1])]);
    }

    private static int Days(RecurringPayment payment) => CadenceRhythm.All.First(rhythm => rhythm.Cadence == payment.Cadence).Days;
}
