using Workforce.Core.Finance.Categories;

namespace Workforce.Core.Finance.Insights;

/// <summary>One month in one currency. Transfers between accounts, savings and investments move wealth and are neither income nor spending.</summary>
/// <param name="In">Income and refunds, positive.</param>
/// <param name="Out">Spending, positive.</param>
/// <param name="Moved">Net of transfers: negative where money left for other accounts.</param>
/// <param name="IsWhole">False where the lines cover only part of the month.</param>
public sealed record MonthFlow(Month Month, MoneyScope Scope, decimal In, decimal Out, decimal Moved, bool IsWhole, IReadOnlyList<Guid> LineIds)
{
    public decimal Net => In - Out;

    /// <summary>Net ÷ in, null without income.</summary>
    public decimal? SavingsRate => In > 0 ? Math.Round(Net / In, 3) : null;
}

/// <param name="From">First day of the forecast.</param>
/// <param name="Expected">What is due, in order of date.</param>
public sealed record CashForecast(MoneyScope Scope, DateOnly From, DateOnly To, IReadOnlyList<ExpectedPayment> Expected)
{
    public decimal In => Expected.Where(payment => payment.Amount > 0).Sum(payment => payment.Amount);

    public decimal Out => -Expected.Where(payment => payment.Amount < 0).Sum(payment => payment.Amount);

    public decimal Net => In - Out;
}

public sealed record ExpectedPayment(DateOnly Date, string Payee, decimal Amount, string RecurringKey);

public static class CashFlow
{
    public const int ForecastDays = 30;

    /// <summary>Per month and currency, oldest first. A spending line that brings money in lessens the spending; an income line that takes money out lessens the income.</summary>
    public static IReadOnlyList<MonthFlow> Find(IReadOnlyList<LedgerLine> lines) =>
    [
        .. lines
            .Where(IsFlow)
            .GroupBy(MoneyScope.Of)
            .SelectMany(scope => OfScope(scope.Key, [.. scope]))
            .OrderBy(flow => flow.Scope)
            .ThenBy(flow => flow.Month),
    ];

    /// <summary>What recurring payments make of the 30 days after the last covered one, per currency.</summary>
    public static IReadOnlyList<CashForecast> Forecast(IReadOnlyList<LedgerLine> lines, IReadOnlyList<RecurringPayment> recurring) =>
    [
        .. lines
            .Where(IsFlow)
            .GroupBy(MoneyScope.Of)
            .Select(scope => Ahead(scope.Key, scope.Max(line => line.Date), [.. recurring.Where(payment => payment.Scope == scope.Key)]))
            .Where(forecast => forecast.Expected.Count > 0)
            .OrderBy(forecast => forecast.Scope),
    ];

    internal static bool IsFlow(LedgerLine line) => !line.Pending && !line.OpeningBalance;

    private static IEnumerable<MonthFlow> OfScope(MoneyScope scope, IReadOnlyList<LedgerLine> lines)
    {
        var coverage = Coverage.Of(lines);
        return lines
            .GroupBy(line => Month.Of(line.Date))
            .Select(month => new MonthFlow(
                month.Key,
                scope,
                month.Where(line => CategoryCatalogue.FlowOf(line) == CategoryFlow.Income).Sum(line => line.Amount),
                -month.Where(line => CategoryCatalogue.FlowOf(line) == CategoryFlow.Spending).Sum(line => line.Amount),
                month.Where(line => CategoryCatalogue.FlowOf(line) == CategoryFlow.Transfer).Sum(line => line.Amount),
                coverage.IsWhole(month.Key),
                [.. month.OrderBy(line => line.Date).ThenBy(line => line.Id).Select(line => line.Id)]));
    }

    private static CashForecast Ahead(MoneyScope scope, DateOnly coveredTo, IReadOnlyList<RecurringPayment> recurring)
    {
        var (from, to) = (coveredTo.AddDays(1), coveredTo.AddDays(ForecastDays));
        return new(scope, from, to,
        [
            .. recurring
                .SelectMany(payment => Due(payment, from, to).Select(date => new ExpectedPayment(date, payment.Payee, payment.TypicalAmount, payment.Key)))
                .OrderBy(payment => payment.Date)
                .ThenBy(payment => payment.RecurringKey, StringComparer.Ordinal),
        ]);
    }

    private static IEnumerable<DateOnly> Due(RecurringPayment payment, DateOnly from, DateOnly to)
    {
        if (payment.NextExpected is not { } next)
        {
            yield break;
        }

        // One that is due but not yet overdue is expected on the first day.
        var rhythm = CadenceRhythm.All.First(rhythm => rhythm.Cadence == payment.Cadence);
        for (var step = 0; rhythm.Due(next, step) <= to; step++)
        {
            var due = rhythm.Due(next, step);
            if (due >= from || step == 0)
            {
                yield return due < from ? from : due;
            }
        }
    }
}
