using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Insights;

/// <summary>The newest whole month's money in and out, and what is due next, per currency.</summary>
internal static class FlowInsights
{
    public static IEnumerable<InsightDraft> Of(CrystalReport report) =>
        report.Flow
            .Where(month => month.IsWhole && (month.In != 0 || month.Out != 0))
            .GroupBy(month => month.Scope)
            .Select(scope => scope.MaxBy(month => month.Month)!)
            .Select(OfMonth)
            .Concat(report.Forecast.Select(forecast => OfForecast(forecast, report.Recurring)));

    private static InsightDraft OfMonth(MonthFlow flow)
    {
        var currency = flow.Scope.Currency;
        var saved = flow.SavingsRate is { } rate && flow.Net >= 0 ? $", {Percent((double)rate)} of what came in" : "";
        var moved = flow.Moved == 0 ? "" : $" Transfers {(flow.Moved < 0 ? "out" : "in")} of {Money(flow.Moved, currency)} net are not counted.";
        return new(
            $"cash_flow:{InsightDraft.KeyOf(flow.Scope)}:{flow.Month.First:yyyy-MM}", InsightKind.CashFlow,
            flow.Net < 0 ? InsightSeverity.Notice : InsightSeverity.Info,
            $"{flow.Month}: {Money(flow.Net, currency)} {(flow.Net < 0 ? "more out than in" : "left over")}",
            $"{Money(flow.In, currency)} came in and {Money(flow.Out, currency)} went out, which {(flow.Net < 0 ? "lacks" : "leaves")} {Money(flow.Net, currency)}{saved}.{moved}",
            flow.Net, flow.Scope, flow.Month.First, flow.Month.Last, flow.LineIds);
    }

    private static InsightDraft OfForecast(CashForecast forecast, IReadOnlyList<RecurringPayment> recurring)
    {
        var currency = forecast.Scope.Currency;
        var keys = forecast.Expected.Select(payment => payment.RecurringKey).ToHashSet();
        var next = forecast.Expected.MaxBy(payment => Math.Abs(payment.Amount))!;
        return new(
            $"forecast:{InsightDraft.KeyOf(forecast.Scope)}:{forecast.From:yyyy-MM}", InsightKind.Forecast,
            forecast.Net < 0 ? InsightSeverity.Notice : InsightSeverity.Info,
            $"Next {CashFlow.ForecastDays} days: {Money(forecast.Out, currency)} due, {Money(forecast.In, currency)} expected",
            $"From {Day(forecast.From)} to {Day(forecast.To)}, {Count(forecast.Expected.Count, "recurring payment falls", "recurring payments fall")} due: "
                + $"{Money(forecast.In, currency)} in and {Money(forecast.Out, currency)} out. The largest is {next.Payee}, {Money(next.Amount, currency)} on {Day(next.Date)}.",
            forecast.Net, forecast.Scope, forecast.From, forecast.To,
            [.. recurring.Where(payment => keys.Contains(payment.Key)).Select(payment => payment.LineIds[^1])]);
    }
}
