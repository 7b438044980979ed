using Workforce.Core.Finance.Categories;
using static Workforce.Core.Finance.Compliance.Counting;
using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Compliance.Checks;

/// <summary>Transfers, foreign money, and tax that receipts show.</summary>
internal static class MoneyChecks
{
    public const decimal LargeTransfer = 1000;
    private const string Accounts = "accounts";

    public static IReadOnlyList<ComplianceCheck> All { get; } =
    [
        new("transfers.unmatched", "Large transfers without their other side", Jurisdictions.Everywhere,
            new("Bookkeeping practice", "both sides of a transfer are on record"), FindingSeverity.Info, _ => true, new PersonRule(CountUnmatched, Unmatched)),
        new("currency.rate", "Foreign currency needs its exchange rate on record", Jurisdictions.Everywhere,
            new("IAS 21 The Effects of Changes in Foreign Exchange Rates", "paragraph 21"), FindingSeverity.Info, profile => profile.BaseCurrency is { Length: > 0 }, Foreign),
        new("tax.on_receipts", "Receipts without their tax", Jurisdictions.Everywhere,
            new("Bookkeeping practice", "input tax is recorded from the invoice"), FindingSeverity.Notice, profile => profile.VatRegistered, WithoutTax),
    ];

    private static PersonRule Foreign => new(
        books => books.Booked()
            .Where(line => line.Currency is { Length: > 0 } currency && !string.Equals(currency, books.Profile.BaseCurrency, StringComparison.OrdinalIgnoreCase))
            .GroupBy(line => (Currency: line.Currency!.ToUpperInvariant(), line.Date.Year))
            .Select(group => Tally.Of($"{group.Key.Currency}:{group.Key.Year}", group, group.Key.Currency, sum: Size)),
        tallies => tallies.All.Select(group => Observation.On(
            [group], group.Key,
            $"{Count(group.Count, "line", "lines")} of {group.First.Year} in {group.Currency}, {Money(group.Sum, group.Currency)} moved: "
                + $"books in {tallies.Profile.BaseCurrency} need the rate of the day and its source noted for {(group.Count == 1 ? "it" : "each")}.",
            group.Sum, group.Currency)));

    private static PersonRule WithoutTax => PerYearAndScope(
        books =>
        {
            var withoutTax = books.Receipts.Where(receipt => receipt.Tax is null).Select(receipt => receipt.LineId).ToHashSet();
            return books.Booked().Where(line => line.Amount < 0 && withoutTax.Contains(line.Id));
        },
        (currency, year, count, sum) =>
            $"On {Count(count, "receipt", "receipts")} of {year}, for {Money(sum, currency)}, no tax could be read, so none is recorded. Input tax is deducted only from what the invoice shows; a clearer copy may tell.");

    // Where the other side is only in doubt, it is on record.
    private static IEnumerable<Tally> CountUnmatched(Books books) =>
    [
        .. Span(Accounts, "", books.Booked().Take(1)),
        .. books.Booked()
            .Of(CategoryNames.Transfer)
            .Where(line => Size(line) >= LargeTransfer && line.OtherSide is KnownOtherSide.None)
            .GroupBy(line => (Scope: MoneyScope.Of(line), line.Date.Year))
            .Select(year => Tally.Of($"{Name(year.Key.Scope)}:{year.Key.Year}", year, year.Key.Scope.Currency, sum: Size)),
    ];

    // One account alone cannot show whether the other side is on record.
    private static IEnumerable<Observation> Unmatched(Tallies tallies) => tallies.Find(Accounts) is { Count: > 1 }
        ? tallies.All.Where(year => year.Key != Accounts).Select(year => Observation.On(
            [year], year.Key,
            $"{Count(year.Count, "transfer", "transfers")} of {Money(LargeTransfer, year.Currency)} or more in {year.First.Year}, together {Money(year.Sum, year.Currency)}, "
                + "with no opposite line in another account here: either that account's statements are missing or it is income or spending.",
            year.Sum, year.Currency))
        : [];

    private static decimal Size(LedgerLine line) => Math.Abs(line.Amount);
}
