using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Insights;
using static Workforce.Core.Tests.Finance.LineMaker;

namespace Workforce.Core.Tests.Finance.Insights;

public sealed class AnomaliesTests
{
    [Theory]
    // Six others of 100, so the MAD counts as 10 and 3.5 is reached at 100 + 35 ÷ 0.6745 = 151.89.
    [InlineData(151.89, 6, false)]
    [InlineData(151.90, 6, true)]
    [InlineData(151.90, 5, false)]
    public void An_amount_stands_out_for_its_merchant_from_a_score_of_three_and_a_half(double amount, int others, bool expected)
    {
        var found = Anomalies.Find([.. Spread("Zahnarzt Krause", -100, others), Line("2026-06-01", -(decimal)amount, "Zahnarzt Krause")]);
        Assert.Equal(expected ? [(AnomalyKind.UnusualForMerchant, 100m)] : [], found.Select(anomaly => (anomaly.Kind, anomaly.Baseline ?? 0)));
    }

    [Fact]
    public void An_amount_stands_out_for_its_category_when_its_merchant_has_no_history()
    {
        var lines = Enumerable.Range(0, 12).Select(day => Line($"2026-01-{day + 1:00}", -20 - day % 3, $"Laden {(char)('a' + day)}{(char)('a' + day)}", CategoryNames.Groceries))
            .Append(Line("2026-02-01", -90, "Laden zz", CategoryNames.Groceries));
        Assert.Equal([(AnomalyKind.UnusualForCategory, "Laden zz", -90m)], Anomalies.Find([.. lines]).Select(anomaly => (anomaly.Kind, anomaly.Payee, anomaly.Amount)));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void What_was_paid_there_before_again_and_again_is_dear_and_not_unusual(int before, bool expected)
    {
        var lines = Enumerable.Range(0, 12).Select(day => Line($"2026-01-{day + 1:00}", -20 - day % 3, $"Laden {(char)('a' + day)}{(char)('a' + day)}", CategoryNames.Software))
            .Concat(Enumerable.Range(1, before).Select(month => Line($"2026-0{month}-15", -90, "Adobe", CategoryNames.Software)))
            .Append(Line("2026-04-15", -90, "Adobe", CategoryNames.Software));
        Assert.Equal(expected, Anomalies.Find([.. lines]).Any(anomaly => anomaly.Kind is AnomalyKind.UnusualForCategory));
    }

    [Theory]
    [InlineData("2026-03-01", true)]
    [InlineData("2026-03-03", true)]
    [InlineData("2026-03-04", false)]
    public void The_same_charge_within_two_days_is_told(string second, bool expected)
    {
        var (first, again) = (Line("2026-03-01", -49.99m, "Zalando"), Line(second, -49.99m, "Zalando"));
        Assert.Equal(
            expected ? [$"{AnomalyKind.DuplicateCharge} {string.Join(' ', new[] { first.Id, again.Id }.Order())}"] : [],
            Anomalies.Find([first, again]).Select(anomaly => $"{anomaly.Kind} {string.Join(' ', anomaly.LineIds.Order())}"));
    }

    [Fact]
    public void What_is_no_duplicate_is_left_alone() => Assert.Empty(Anomalies.Find(
    [
        // Another account, another amount, money in, cash, two cheques, and fares that are often the same.
        Line("2026-03-01", -49.99m, "Zalando"), Line("2026-03-01", -49.99m, "Zalando", account: Guid.NewGuid()), Line("2026-03-01", -50.99m, "Zalando"),
        Line("2026-03-01", 10, "Otto Versand"), Line("2026-03-01", 10, "Otto Versand"),
        Line("2026-03-01", -50, "Geldautomat", CategoryNames.CashWithdrawal), Line("2026-03-01", -50, "Geldautomat", CategoryNames.CashWithdrawal),
        Line("2026-03-01", -75, "Verein", check: "101"), Line("2026-03-01", -75, "Verein", check: "102"),
        .. Enumerable.Range(1, 4).Select(day => Line($"2026-03-0{day}", -2.40m, "BVG")),
    ]));

    [Theory]
    [InlineData("6353", "6353", true)]
    [InlineData("6353", "06353", true)]
    [InlineData("6353", "6354", false)]
    [InlineData("ref-a", "ref-a", false)]
    public void A_cheque_number_is_used_once(string first, string second, bool expected) =>
        Assert.Equal(expected ? [AnomalyKind.ChequeTwice] : [], Anomalies.Find([Line("2026-01-12", -3700, "Loyer", check: first), Line("2026-08-07", -461.90m, "MACIF", check: second)]).Select(anomaly => anomaly.Kind));

    [Theory]
    [InlineData(100, 2, false)]
    [InlineData(100.01, 2, true)]
    [InlineData(100.01, 1, false)]
    public void A_refund_above_all_that_was_paid_in_half_a_year_is_told(double refund, int charges, bool expected)
    {
        var lines = Enumerable.Range(0, charges).Select(month => Line($"2026-0{month + 1}-01", -100m / charges, "Zalando")).Append(Line("2026-03-15", (decimal)refund, "Zalando", CategoryNames.Refunds));
        Assert.Equal(expected ? [AnomalyKind.UnusualRefund] : [], Anomalies.Find([.. lines]).Select(anomaly => anomaly.Kind));
    }

    [Theory]
    [InlineData("2026-03-02", -50, true)]
    [InlineData("2026-03-01", -50, false)]
    [InlineData("2026-03-02", -49.99, false)]
    public void A_first_payment_as_large_as_the_largest_twentieth_is_told_after_sixty_days(string date, double amount, bool expected)
    {
        // Thirty payments from 1 January, of which two are 50: the 95th percentile.
        var lines = Enumerable.Range(0, 30).Select(day => Line($"2026-01-{day + 1:00}", day is 3 or 17 ? -50 : -10 - day % 7, $"Laden {(char)('a' + day % 26)}{(char)('a' + day / 26)}x"));
        Assert.Equal(
            expected ? ["Möbel Neu"] : [],
            Anomalies.Find([.. lines, Line(date, (decimal)amount, "Möbel Neu")]).Where(anomaly => anomaly.Kind == AnomalyKind.NewLargeMerchant).Select(anomaly => anomaly.Payee));
    }

    [Theory]
    [InlineData(-200, 5, true)]
    [InlineData(-100, 5, false)]
    [InlineData(-210, 5, false)]
    [InlineData(-200, 4, false)]
    public void Round_cash_of_twice_the_usual_is_told(int amount, int others, bool expected)
    {
        var lines = Spread("Geldautomat", -100, others, CategoryNames.CashWithdrawal).Append(Line("2026-06-01", amount, "Geldautomat", CategoryNames.CashWithdrawal));
        Assert.Equal(expected ? [AnomalyKind.RoundCash] : [], Anomalies.Find([.. lines]).Select(anomaly => anomaly.Kind));
    }

    [Fact]
    public void Currencies_have_their_own_usual()
    {
        var lines = Spread("Zahnarzt Krause", -100, 7).Append(Line("2026-06-01", -900, "Zahnarzt Krause", currency: "JPY"));
        Assert.Empty(Anomalies.Find([.. lines]));
    }

    private static IEnumerable<LedgerLine> Spread(string text, decimal amount, int count, string? category = null) =>
        Enumerable.Range(0, count).Select(at => Line(new DateOnly(2026, 1, 1).AddDays(at * 17).ToString("O"), amount, text, category));
}
