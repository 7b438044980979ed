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
            $"{InAndOut(flow, currency)}{(flow.Net < 0 || flow.Out == 0 ? "" : $", which leaves {Money(flow.Net, currency)}{saved}")}.{moved}",
            flow.Net, flow.Scope, flow.Month.First, flow.Month.Last, flow.LineIds);
    }

    private static string InAndOut(MonthFlow flow, string? currency) => (flow.In, flow.Out) switch
    {
        (0, _) => $"Nothing came in and {Money(flow.Out, currency)} went out",
        (_, 0) => $"{Money(flow.In, currency)} came in and nothing went out",
        _ => $"{Money(flow.In, currency)} came in and {Money(flow.Out, currency)} went out" + (flow.Net < 0 ? $", {Money(flow.Net, currency)} more" : ""),
    };

    // What there is none of is left out.
    private static string Listed(string join, decimal outgoing, string due, decimal incoming, string expected, string? currency) => string.Join(
        join, new[] { (Sum: outgoing, Word: due), (Sum: incoming, Word: expected) }.Where(part => part.Sum != 0).Select(part => $"{Money(part.Sum, currency)} {part.Word}"));

    private static InsightDraft OfForecast(CashForecast forecast, IReadOnlyList<RecurringPayment> recurring)
    {
        var currency = forecast.Scope.Currency;
        var keys = forecast.Expected.Select(payment => payment.RecurringKey).ToHashSet();
        var next = forecast.Expected.MaxBy(payment => Math.Abs(payment.Amount))!;
        return new(
            $"forecast:{InsightDraft.KeyOf(forecast.Scope)}:{forecast.From:yyyy-MM}", InsightKind.Forecast,
            forecast.Net < 0 ? InsightSeverity.Notice : InsightSeverity.Info,
            $"Next {CashFlow.ForecastDays} days: {Listed(", ", forecast.Out, "due", forecast.In, "expected", currency)}",
            $"From {Day(forecast.From)} to {Day(forecast.To)}, {Count(forecast.Expected.Count, "recurring payment falls", "recurring payments fall")} due: "
                + $"{Listed(" and ", forecast.Out, "out", forecast.In, "in", currency)}. {(forecast.Expected.Count == 1 ? "It" : "The largest")} is {next.Payee}, {Money(next.Amount, currency)} on {Day(next.Date)}.",
            forecast.Net, forecast.Scope, forecast.From, forecast.To,
            [.. recurring.Where(payment => keys.Contains(payment.Key)).Select(payment => payment.LineIds[^1])]);
    }
}
