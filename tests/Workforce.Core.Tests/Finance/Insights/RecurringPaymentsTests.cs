using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Insights;
using static Workforce.Core.Tests.Finance.LineMaker;

namespace Workforce.Core.Tests.Finance.Insights;

public sealed class RecurringPaymentsTests
{
    [Theory]
    [InlineData(Cadence.Weekly, "2026-01-05,2026-01-12,2026-01-19,2026-01-26")]
    [InlineData(Cadence.Fortnightly, "2026-01-02,2026-01-16,2026-01-30,2026-02-13")]
    [InlineData(Cadence.FourWeekly, "2026-01-02,2026-01-30,2026-02-27,2026-03-27,2026-04-24,2026-05-22,2026-06-19,2026-07-17,2026-08-14,2026-09-11")]
    [InlineData(Cadence.Monthly, "2026-01-15,2026-02-15,2026-03-15")]
    // Month ends.
    [InlineData(Cadence.Monthly, "2026-01-31,2026-02-28,2026-03-31,2026-04-30,2026-05-31")]
    // Weekends put it off to the next working day, in the next month even.
    [InlineData(Cadence.Monthly, "2026-01-30,2026-03-02,2026-03-30,2026-04-30,2026-06-01,2026-06-30")]
    [InlineData(Cadence.TwoMonthly, "2026-01-08,2026-03-09,2026-05-08,2026-07-08")]
    [InlineData(Cadence.Quarterly, "2025-01-15,2025-04-15,2025-07-15,2025-10-15")]
    [InlineData(Cadence.FourMonthly, "2025-02-10,2025-06-10,2025-10-15")]
    [InlineData(Cadence.HalfYearly, "2025-01-02,2025-07-02,2026-01-02")]
    [InlineData(Cadence.Yearly, "2025-03-02,2026-03-04")]
    public void The_cadence_is_found(Cadence expected, string dates)
    {
        var payment = Assert.Single(RecurringPayments.Find(Paid(dates)));
        Assert.Equal((expected, dates.Split(',').Length, RecurringStatus.Active), (payment.Cadence, payment.LineIds.Count, payment.Status));
    }

    [Theory]
    // One payment short of each cadence's minimum.
    [InlineData("2026-01-05,2026-01-12,2026-01-19")]
    [InlineData("2026-01-15,2026-02-15")]
    [InlineData("2025-01-15,2025-04-15")]
    [InlineData("2025-03-02")]
    // No rhythm.
    [InlineData("2026-01-03,2026-01-20,2026-02-25,2026-03-01,2026-03-28")]
    public void Too_few_or_no_rhythm_is_nothing(string dates) => Assert.Empty(RecurringPayments.Find(Paid(dates)));

    [Fact]
    public void Everything_about_a_price_that_rose_is_told()
    {
        var lines = Monthly("Netflix", -9.99m, "2025-01-05", 6).Concat(Monthly("Netflix", -12.99m, "2025-07-05", 3)).ToList();
        var payment = Assert.Single(RecurringPayments.Find(lines));
        Assert.Equivalent(
            new
            {
                Key = "EUR/netflix/out",
                Payee = "Netflix",
                Cadence = Cadence.Monthly,
                Direction = MoneyDirection.Out,
                TypicalAmount = -12.99m,
                SmallestAmount = -9.99m,
                LargestAmount = -12.99m,
                Day = 5,
                First = new DateOnly(2025, 1, 5),
                Last = new DateOnly(2025, 9, 5),
                NextExpected = new DateOnly(2025, 10, 5),
                Status = RecurringStatus.Active,
                PriceChanges = new[] { new PriceChange(new(2025, 7, 5), -9.99m, -12.99m, true) },
                Currency = "EUR",
            },
            payment);
        Assert.Equal(lines.Select(line => line.Id), payment.LineIds);
    }

    [Fact]
    public void A_price_that_only_the_latest_payment_shows_is_unconfirmed_and_a_single_odd_one_is_none()
    {
        var latest = Monthly("Netflix", -9.99m, "2025-01-05", 3).Append(Line("2025-04-05", -12.99m, "Netflix"));
        var odd = Monthly("Spotify", -9.99m, "2025-01-05", 3).Append(Line("2025-04-05", -12.99m, "Spotify")).Concat(Monthly("Spotify", -9.99m, "2025-05-05", 2));
        var found = RecurringPayments.Find([.. latest, .. odd]);
        Assert.Equal([new PriceChange(new(2025, 4, 5), -9.99m, -12.99m, false)], found.Single(payment => payment.Payee == "Netflix").PriceChanges);
        Assert.Empty(found.Single(payment => payment.Payee == "Spotify").PriceChanges);
    }

    [Fact]
    public void Two_payments_of_a_price_are_too_few_to_tell_that_the_third_is_a_new_one() =>
        Assert.Empty(Assert.Single(RecurringPayments.Find([.. Monthly("Netflix", -9.99m, "2025-01-05", 2), Line("2025-03-05", -10.50m, "Netflix")])).PriceChanges);

    [Fact]
    public void A_habit_that_happens_to_meet_some_due_dates_is_no_bill() =>
        Assert.Empty(RecurringPayments.Find(Paid("2026-01-03,2026-01-04,2026-01-09,2026-01-17,2026-01-18,2026-02-02,2026-02-03,2026-02-14,2026-02-19,2026-03-03,2026-03-12,2026-03-13,2026-03-29,2026-04-03,2026-04-20")));

    [Theory]
    // Due on 5 April, nine days of tolerance; overdue once, and again after 5 May.
    [InlineData("2025-04-14", RecurringStatus.Active, "2025-04-05")]
    [InlineData("2025-04-15", RecurringStatus.Late, "2025-05-05")]
    [InlineData("2025-05-14", RecurringStatus.Late, "2025-05-05")]
    [InlineData("2025-05-15", RecurringStatus.Ended, null)]
    public void It_is_late_then_ended_by_what_the_lines_cover(string coveredTo, RecurringStatus status, string? next)
    {
        var payment = Assert.Single(RecurringPayments.Find([.. Monthly("Netflix", -9.99m, "2025-01-05", 3), Line(coveredTo, -1, "Kiosk")]));
        Assert.Equal((status, next is null ? null : DateOnly.Parse(next)), (payment.Status, payment.NextExpected));
        Assert.Equal(status == RecurringStatus.Late ? [new DateOnly(2025, 4, 5)] : [], payment.Missed);
    }

    [Fact]
    public void A_month_left_out_is_missed_not_the_end()
    {
        var payment = Assert.Single(RecurringPayments.Find(Paid("2025-01-05,2025-02-05,2025-04-05,2025-05-05,2025-06-05")));
        Assert.Equal([new DateOnly(2025, 3, 5)], payment.Missed);
    }

    [Fact]
    public void Two_subscriptions_of_one_merchant_are_two()
    {
        var found = RecurringPayments.Find([.. Monthly("Adobe", -11.89m, "2025-01-03", 6), .. Monthly("Adobe", -59.49m, "2025-01-20", 6), Line("2025-03-11", -300, "Adobe")]);
        Assert.Equal([(-59.49m, 20), (-11.89m, 3)], found.Select(payment => (payment.TypicalAmount, payment.Day)));
        Assert.Equal(2, found.Select(payment => payment.Key).Distinct().Count());
    }

    [Fact]
    public void Cash_shopping_and_pending_lines_are_no_bills()
    {
        var days = Enumerable.Range(0, 12).Select(week => new DateOnly(2026, 1, 3).AddDays(7 * week)).ToList();
        Assert.Empty(RecurringPayments.Find(
        [
            .. days.Select(day => Line(day.ToString("O"), -100, "ATM withdrawal")),
            .. days.Select((day, week) => Line(day.ToString("O"), -20 - week * 7 % 31, "Rewe", CategoryNames.Groceries)),
            .. days.Select(day => Line(day.ToString("O"), -9.99m, "Netflix", pending: true)),
        ]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_order_of_the_lines_does_not_matter(int seed)
    {
        var lines = Household();
        Assert.Equal(Told(RecurringPayments.Find(lines)), Told(RecurringPayments.Find(Shuffled(lines, seed))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Another_merchant_within_the_covered_days_changes_nothing_for_the_others(int seed)
    {
        var random = new Random(seed);
        var lines = Household();
        var (from, to) = (lines.Min(line => line.Date).DayNumber, lines.Max(line => line.Date).DayNumber);
        var others = Enumerable.Range(0, random.Next(1, 60)).Select(_ => Line(DateOnly.FromDayNumber(random.Next(from, to + 1)).ToString("O"), -random.Next(1, 90_000) / 100m, "Zyxwv Kontor"));
        Assert.Equal(Told(RecurringPayments.Find(lines)), Told(RecurringPayments.Find([.. lines, .. others])).Where(told => !told.Contains("zyxwv", StringComparison.Ordinal)));
    }

    [Fact]
    public void Currencies_are_kept_apart_even_where_they_are_unknown()
    {
        var other = Guid.NewGuid();
        var found = RecurringPayments.Find(
        [
            .. Monthly("Adobe", -10, "2025-01-03", 4), .. Monthly("Adobe", -10, "2025-01-03", 4).Select(line => line with { Currency = "USD" }),
            .. Monthly("Adobe", -10, "2025-01-03", 4).Select(line => line with { Currency = null }),
            .. Monthly("Adobe", -10, "2025-01-03", 4).Select(line => line with { Currency = null, AccountId = other }),
        ]);
        Assert.Equal(4, found.Count);
        Assert.All(found, payment => Assert.Equal(4, payment.LineIds.Count));
        Assert.Equal(4, found.Select(payment => payment.Scope).Distinct().Count());
    }

    private static List<LedgerLine> Shuffled(List<LedgerLine> lines, int seed)
    {
        var shuffled = lines.ToArray();
        new Random(seed).Shuffle(shuffled);
        return [.. shuffled];
    }

    private static List<LedgerLine> Household() =>
    [
        .. Monthly("Miete", -900, "2025-01-01", 12), .. Monthly("Gehalt", 3000, "2025-01-28", 12), .. Monthly("Netflix", -9.99m, "2025-01-05", 7), .. Monthly("Netflix", -12.99m, "2025-08-05", 5),
        .. Paid("2025-02-10,2025-06-10,2025-10-15"), Line("2025-12-31", -40, "Zahnarzt"),
    ];

    private static IEnumerable<LedgerLine> Monthly(string text, decimal amount, string first, int count) =>
        Enumerable.Range(0, count).Select(month => Line(DateOnly.Parse(first).AddMonths(month).ToString("O"), amount, text));

    private static List<LedgerLine> Paid(string dates) => [.. dates.Split(',').Select(date => Line(date, -49.50m, "Verein Abendrot"))];

    private static IEnumerable<string> Told(IEnumerable<RecurringPayment> payments) =>
        payments.Select(payment => $"{payment.Key} {payment.Cadence} {payment.TypicalAmount} {payment.Day} {payment.Status} {payment.NextExpected} {payment.Confidence} {string.Join(' ', payment.LineIds)}");
}
