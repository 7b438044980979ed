using FsCheck;
using FsCheck.Fluent;
using Workforce.Core.Finance.Receipts;

namespace Workforce.Core.Tests.Finance.Receipts;

public sealed class ReceiptMatcherTests
{
    private static readonly DateOnly Day = new(2026, 10, 3);

    [Fact]
    public void A_receipt_belongs_to_the_line_with_its_amount_its_day_and_its_name()
    {
        var receipt = Receipt("Blue Door Café", 14.50m);
        var line = Line(-14.50m, "BLUE DOOR CAFE BERLIN 0310");

        var matches = ReceiptMatcher.Match([receipt], [Line(-14.51m, "BLUE DOOR CAFE"), line, Line(14.50m, "BLUE DOOR CAFE")]);

        Assert.Equal([new ReceiptMatch(receipt.Id, line.Id, 1m)], matches.Matches);
        Assert.Empty(matches.Suggestions);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void The_line_is_dated_up_to_five_days_after_the_receipt(int days, bool matched)
    {
        Assert.Equal(matched, ReceiptMatcher.Match([Receipt("Blue Door", 14.50m)], [Line(-14.50m, "BLUE DOOR", days)]).Matches.Count == 1);
    }

    [Theory]
    [InlineData(45, true)]
    [InlineData(46, false)]
    public void An_invoice_is_paid_up_to_forty_five_days_later(int days, bool matched)
    {
        Assert.Equal(matched, ReceiptMatcher.Match([Receipt("Northwind Paper Ltd", 120m) with { Document = DocumentKind.Invoice }], [Line(-120m, "NORTHWIND PAPER", days)]).Matches.Count == 1);
    }

    [Theory]
    [InlineData("EUR", "EUR", true)]
    [InlineData("EUR", null, true)]
    [InlineData(null, "EUR", true)]
    [InlineData("EUR", "USD", false)]
    public void Two_currencies_that_differ_never_match(string? ofReceipt, string? ofLine, bool matched)
    {
        Assert.Equal(matched, ReceiptMatcher.Match([Receipt("Blue Door", 14.50m) with { Currency = ofReceipt }], [Line(-14.50m, "BLUE DOOR") with { Currency = ofLine }]).Matches.Count == 1);
    }

    [Theory]
    [InlineData("Lucky Falafel", -12.50, true)]
    [InlineData("Lucky Falafel", -12.51, false)]
    [InlineData("Lucky Hardware", -12.00, false)]
    public void A_tip_of_up_to_a_quarter_is_allowed_where_tips_are_given(string merchant, double amount, bool matched)
    {
        Assert.Equal(matched, ReceiptMatcher.Match([Receipt(merchant, 10m)], [Line((decimal)amount, merchant)]).Matches.Count == 1);
    }

    [Theory]
    [InlineData(DocumentKind.Payslip)]
    [InlineData(DocumentKind.Other)]
    public void A_payslip_is_never_matched(DocumentKind kind)
    {
        var matches = ReceiptMatcher.Match([Receipt("Google LLC", 600m) with { Document = kind }], [Line(-600m, "GOOGLE LLC"), Line(600m, "GOOGLE LLC")]);

        Assert.Empty(matches.Matches);
        Assert.Empty(matches.Suggestions);
    }

    [Fact]
    public void A_refund_belongs_to_money_that_came_in()
    {
        var line = Line(20m, "BLUE DOOR");

        Assert.Equal(line.Id, Assert.Single(ReceiptMatcher.Match([Receipt("Blue Door", -20m)], [line, Line(-20m, "BLUE DOOR")]).Matches).LineId);
    }

    [Fact]
    public void Two_lines_that_fit_alike_are_suggested_and_not_matched()
    {
        var matches = ReceiptMatcher.Match([Receipt("Blue Door", 14.50m)], [Line(-14.50m, "BLUE DOOR"), Line(-14.50m, "BLUE DOOR")]);

        Assert.Empty(matches.Matches);
        Assert.Equal([1m, 1m], matches.Suggestions.Select(suggestion => suggestion.Score));
    }

    [Fact]
    public void A_certain_match_clears_the_way_for_another()
    {
        var café = Receipt("Blue Door", 14.50m);
        var unknown = Receipt(null, 14.50m);
        var first = Line(-14.50m, "BLUE DOOR");
        var second = Line(-14.50m, "KIOSK 12");

        var matches = ReceiptMatcher.Match([unknown, café], [second, first]);

        Assert.Equal([(café.Id, first.Id), (unknown.Id, second.Id)], matches.Matches.Select(match => (match.ReceiptId, match.LineId)));
    }

    [Fact]
    public void The_same_amount_days_later_under_another_name_is_only_a_suggestion()
    {
        var matches = ReceiptMatcher.Match([Receipt("Blue Door", 14.50m)], [Line(-14.50m, "KIOSK 12", days: 3)]);

        Assert.Empty(matches.Matches);
        Assert.Single(matches.Suggestions);
    }

    [Fact]
    public void Every_match_is_one_to_one_possible_and_independent_of_order()
    {
        var names = Gen.Elements("Blue Door Cafe", "Northwind Paper", "Lucky Falafel", "Kiosk", "");
        var receipts = (from name in names from cents in Gen.Choose(1, 6) from day in Gen.Choose(0, 8) from kind in Gen.Elements(Enum.GetValues<DocumentKind>()) from currency in Gen.Elements("EUR", "USD", null) select Receipt(name, cents * 5m) with { Date = Day.AddDays(day), Document = kind, Currency = currency }).ListOf();
        var lines = (from name in names from cents in Gen.Choose(-7, 3) from day in Gen.Choose(0, 12) from currency in Gen.Elements("EUR", "USD", null) select Line(cents * 5m, name, day) with { Currency = currency }).ListOf();
        Prop.ForAll(receipts.Zip(lines).ToArbitrary(), input =>
        {
            var (someReceipts, someLines) = input;
            var result = ReceiptMatcher.Match([.. someReceipts], [.. someLines]);
            var turned = ReceiptMatcher.Match([.. Enumerable.Reverse(someReceipts)], [.. Enumerable.Reverse(someLines)]);
            var receiptOf = someReceipts.ToDictionary(receipt => receipt.Id);
            var lineOf = someLines.ToDictionary(line => line.Id);
            return result.Matches.ToHashSet().SetEquals(turned.Matches)
                && result.Matches.Select(match => match.ReceiptId).Distinct().Count() == result.Matches.Count
                && result.Matches.Select(match => match.LineId).Distinct().Count() == result.Matches.Count
                && result.Matches.Concat(result.Suggestions).All(match => Possible(receiptOf[match.ReceiptId], lineOf[match.LineId]) && match.Score is >= 0.4m and <= 1)
                && !result.Suggestions.Any(suggestion => result.Matches.Any(match => match.ReceiptId == suggestion.ReceiptId || match.LineId == suggestion.LineId));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static bool Possible(ReceiptToMatch receipt, LineToMatch line) =>
        receipt.Document is DocumentKind.Receipt or DocumentKind.Invoice
        && line.Amount < 0 && -line.Amount >= receipt.Total && -line.Amount <= receipt.Total * 1.25m
        && (receipt.Currency is null || line.Currency is null || receipt.Currency == line.Currency)
        && line.Date >= receipt.Date;

    private static ReceiptToMatch Receipt(string? merchant, decimal total) => new(Guid.NewGuid(), DocumentKind.Receipt, merchant, Day, total, "EUR");

    private static LineToMatch Line(decimal amount, string text, int days = 0) => new(Guid.NewGuid(), Day.AddDays(days), amount, "EUR", text);
}
