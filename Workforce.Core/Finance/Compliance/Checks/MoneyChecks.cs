using Workforce.Core.Finance.Categories;
using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Compliance.Checks;

/// <summary>Transfers, foreign money, and tax that receipts show.</summary>
internal static class MoneyChecks
{
    public const decimal LargeTransfer = 1000;
    public const int TransferDays = 5;

    public static IReadOnlyList<ComplianceCheck> All { get; } =
    [
        new("transfers.unmatched", "Large transfers without their other side", Jurisdictions.Everywhere,
            new("Bookkeeping practice", "both sides of a transfer are on record"), FindingSeverity.Info, _ => true, Unmatched),
        new("currency.rate", "Foreign currency needs its exchange rate on record", Jurisdictions.Everywhere,
            new("IAS 21 The Effects of Changes in Foreign Exchange Rates", "paragraph 21"), FindingSeverity.Info, profile => profile.BaseCurrency is { Length: > 0 }, Foreign),
        new("tax.on_receipts", "Receipts without their tax", Jurisdictions.Everywhere,
            new("Bookkeeping practice", "input tax is recorded from the invoice"), FindingSeverity.Notice, profile => profile.VatRegistered, TaxNotRecorded),
    ];

    private static IEnumerable<Observation> Unmatched(Books books)
    {
        // One account alone cannot show whether the other side is on record.
        if (books.Lines.Select(line => line.AccountId).Distinct().Count() < 2)
        {
            return [];
        }

        var byAmount = books.Booked().ToLookup(line => (MoneyScope.Of(line).Currency, line.Amount));
        return books.Booked()
            .Of(CategoryNames.Transfer)
            .Where(line => Math.Abs(line.Amount) >= LargeTransfer && !byAmount[(MoneyScope.Of(line).Currency, -line.Amount)].Any(other => IsOtherSide(line, other)))
            .GroupBy(MoneyScope.Of)
            .OrderBy(scope => scope.Key)
            .SelectMany(scope => scope
                .GroupBy(line => line.Date.Year)
                .OrderBy(year => year.Key)
                .Select(year => new Observation(
                    $"{scope.Key.Currency ?? scope.Key.AccountId!.Value.ToString("N")}:{year.Key}",
                    $"{Count(year.Count(), "transfer", "transfers")} of {Money(LargeTransfer, scope.Key.Currency)} or more in {year.Key}, together {Money(year.Sum(line => Math.Abs(line.Amount)), scope.Key.Currency)}, "
                        + "with no opposite line in another account here: either that account's statements are missing or it is income or spending.",
                    year.Sum(line => Math.Abs(line.Amount)), scope.Key.Currency, BookQuestions.Ids(year))));
    }

    private static bool IsOtherSide(LedgerLine line, LedgerLine other) =>
        other.AccountId != line.AccountId && Math.Abs(other.Date.DayNumber - line.Date.DayNumber) <= TransferDays;

    private static IEnumerable<Observation> Foreign(Books books) => books.Booked()
        .Where(line => line.Currency is { Length: > 0 } currency && !string.Equals(currency, books.Profile.BaseCurrency, StringComparison.OrdinalIgnoreCase))
        .GroupBy(line => (Currency: line.Currency!.ToUpperInvariant(), line.Date.Year))
        .OrderBy(group => group.Key)
        .Select(group => new Observation(
            $"{group.Key.Currency}:{group.Key.Year}",
            $"{Count(group.Count(), "line", "lines")} of {group.Key.Year} in {group.Key.Currency}, {Money(group.Sum(line => Math.Abs(line.Amount)), group.Key.Currency)} moved: "
                + $"books in {books.Profile.BaseCurrency} need the rate of the day and its source noted for each.",
            group.Sum(line => Math.Abs(line.Amount)), group.Key.Currency, BookQuestions.Ids(group)));

    private static IEnumerable<Observation> TaxNotRecorded(Books books)
    {
        var lines = books.Booked().ToDictionary(line => line.Id);
        return books.Receipts
            .Where(receipt => receipt.Tax is null && lines.TryGetValue(receipt.LineId, out var line) && line.Amount < 0)
            .Select(receipt => lines[receipt.LineId])
            .GroupBy(MoneyScope.Of)
            .OrderBy(scope => scope.Key)
            .SelectMany(scope => scope.PerYear(scope.Key.Currency, (year, count, sum) =>
                $"On {Count(count, "receipt", "receipts")} of {year}, for {Money(sum, scope.Key.Currency)}, no tax could be read, so none is recorded. Input tax is deducted only from what the invoice shows; a clearer copy may tell."));
    }
}
