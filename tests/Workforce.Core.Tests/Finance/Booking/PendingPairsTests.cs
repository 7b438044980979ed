using Workforce.Core.Finance.Booking;

namespace Workforce.Core.Tests.Finance.Booking;

public sealed class PendingPairsTests
{
    private static readonly Guid Account = Guid.NewGuid();

    [Fact]
    public void Of_two_equal_pending_lines_one_booking_settles_one() =>
        Assert.Single(PendingPairs.Find([Pending("a", 5, "COFFEE HOUSE"), Pending("b", 5, "COFFEE HOUSE")], [Booked("c", 6, "COFFEE HOUSE")]));

    [Fact]
    public void One_pending_line_is_not_two_booked_ones() =>
        Assert.Equal(["a=b"], Find([Pending("a", 5, "COFFEE HOUSE")], [Booked("b", 6, "COFFEE HOUSE"), Booked("c", 7, "COFFEE HOUSE")]));

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public void Ten_days_apart_is_near_enough(int booked, bool pairs) =>
        Assert.Equal(pairs, Find([Pending("a", 5, "COFFEE HOUSE")], [Booked("b", booked, "COFFEE HOUSE")]).Count == 1);

    [Fact]
    public void Where_several_fit_the_text_decides_before_the_day() =>
        Assert.Equal(
            ["a=d", "b=c"],
            Find([Pending("a", 5, "COFFEE HOUSE BERLIN"), Pending("b", 5, "BLUE DOOR CAFE")], [Booked("c", 5, "BLUE DOOR CAFE 1233"), Booked("d", 8, "COFFEE HOUSE 44")]));

    [Fact]
    public void A_text_that_names_nobody_is_in_nobodys_way() =>
        Assert.Equal(["a=b"], Find([Pending("a", 5, "CARD PAYMENT")], [Booked("b", 6, "COFFEE HOUSE")]));

    [Fact]
    public void Two_parties_are_two_lines() =>
        Assert.Empty(Find([Pending("a", 5, "AMAZON MARKETPLACE")], [Booked("b", 6, "NETFLIX.COM")]));

    [Fact]
    public void What_the_newest_statement_still_shows_as_pending_stays() =>
        Assert.Empty(Find([Pending("a", 5, "COFFEE HOUSE") with { Last = 2 }], [Booked("b", 6, "COFFEE HOUSE")]));

    [Fact]
    public void A_booked_line_was_one_pending_line_at_most_however_often_that_is_shown()
    {
        var booked = Booked("b", 6, "COFFEE HOUSE") with { PendingFingerprint = "before" };

        Assert.Empty(Find([Pending("a", 5, "COFFEE HOUSE")], [booked]));
        Assert.Equal(["a=b"], Find([Pending("a", 5, "COFFEE HOUSE") with { PendingFingerprint = "before" }], [booked]));
    }

    [Fact]
    public void Another_amount_currency_or_account_is_another_line()
    {
        var pending = Pending("a", 5, "COFFEE HOUSE");
        var booked = Booked("b", 6, "COFFEE HOUSE");

        Assert.Empty(Find([pending], [booked with { Amount = -3.51m }]));
        Assert.Empty(Find([pending], [booked with { Currency = "USD" }]));
        Assert.Empty(Find([pending], [booked with { AccountId = Guid.NewGuid() }]));
        Assert.Equal(["a=b"], Find([pending], [booked with { Currency = null }]));
    }

    private static List<string> Find(IReadOnlyList<ShownLine> pending, IReadOnlyList<ShownLine> booked) =>
        [.. PendingPairs.Find(pending, booked).Select(pair => $"{pair.Pending.BankReference}={pair.Booked.BankReference}".Replace("-", "")).Order()];

    // The reference names the line here; no two lines have the same, so it decides nothing.
    private static ShownLine Pending(string name, int day, string text) =>
        new(Guid.NewGuid(), Account, new DateOnly(2026, 1, day), -3.50m, "EUR", text, null, name, $"pending-{name}", [Guid.NewGuid()], 1, 1);

    private static ShownLine Booked(string name, int day, string text) => Pending(name, day, text) with { PendingFingerprint = null, First = 2, Last = 2 };
}
