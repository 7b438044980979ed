using Workforce.Core.Finance.Categories;
using static Workforce.Core.Finance.Compliance.Counting;
using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Compliance.Checks;

/// <summary>Whether the lines are fit to file from.</summary>
internal static class RecordChecks
{
    /// <summary>Above this share of the money, what is uncategorised may change the result.</summary>
    public const decimal MaxUncategorised = 0.05m;

    private const string Unfiled = "unfiled";

    private static readonly RuleSource Practice = new("Bookkeeping practice", "complete, classified and separate records");

    private static readonly HashSet<string> Private =
    [
        CategoryNames.Groceries, CategoryNames.Clothing, CategoryNames.Entertainment, CategoryNames.Fitness, CategoryNames.Pets,
        CategoryNames.Children, CategoryNames.PersonalCare, CategoryNames.Media, CategoryNames.Mortgage,
    ];

    public static IReadOnlyList<ComplianceCheck> All { get; } =
    [
        new("records.uncategorised", "Too much is uncategorised to file", Jurisdictions.Everywhere, Practice, FindingSeverity.Notice, _ => true, new PersonRule(CountFiled, Uncategorised)),
        new("records.pending", "Pending lines are not counted", Jurisdictions.Everywhere, Practice, FindingSeverity.Info, _ => true, Pending),
        new("records.mixed_use", "Business and private money in one account", Jurisdictions.Everywhere, Practice, FindingSeverity.Info, BookQuestions.HasBusiness, new AccountRule(MixedUse)),
        new("records.receipts", "Business expenses without a receipt", Jurisdictions.Everywhere, Practice, FindingSeverity.Notice, HasNoReceiptRuleOfItsOwn, WithoutReceipt),
    ];

    private static PersonRule Pending => new(
        books => books.Lines.Where(line => line.Pending).GroupBy(MoneyScope.Of).Select(scope => Tally.Of(Name(scope.Key), scope, scope.Key.Currency, sum: Size)),
        tallies => tallies.All.Select(scope => Observation.On(
            [scope], scope.Key,
            $"{Count(scope.Count, "line", "lines")} of together {Money(scope.Sum, scope.Currency)} {(scope.Count == 1 ? "is" : "are")} not booked yet and left out of every sum and check.",
            scope.Sum, scope.Currency)));

    private static PersonRule WithoutReceipt => PerYearAndScope(
        books => books.Booked().BusinessExpenses().Where(line => !line.HasReceipt),
        (currency, year, count, sum) => $"{Count(count, "payment", "payments")} of {year} that may be for the business, {Money(sum, currency)}, {(count == 1 ? "has" : "have")} no receipt here.");

    private static IEnumerable<Tally> CountFiled(Books books) => books.Booked()
        .Where(line => CategoryCatalogue.FlowOf(line) != CategoryFlow.Transfer)
        .GroupBy(line => (Scope: MoneyScope.Of(line), IsFiled: line.Category is not (null or CategoryNames.Uncategorised)))
        .Select(part => Tally.Of(Name(part.Key.Scope), part, part.Key.Scope.Currency, part.Key.IsFiled ? "filed" : Unfiled, Size));

    private static IEnumerable<Observation> Uncategorised(Tallies tallies) => tallies.Of(Unfiled)
        .Select(unfiled => (Unfiled: unfiled, Total: unfiled.Sum + (tallies.Find(unfiled.Key, "filed")?.Sum ?? 0)))
        .Where(scope => scope.Unfiled.Sum > scope.Total * MaxUncategorised)
        .Select(scope => Observation.On(
            [scope.Unfiled], scope.Unfiled.Key,
            $"{Count(scope.Unfiled.Count, "line is", "lines are")} uncategorised, {Money(scope.Unfiled.Sum, scope.Unfiled.Currency)} or {Percent((double)(scope.Unfiled.Sum / scope.Total))} of the money; above {Percent((double)MaxUncategorised)} the figures by category are not reliable.",
            scope.Unfiled.Sum, scope.Unfiled.Currency));

    private static IEnumerable<Observation> MixedUse(Books books) => books.Booked()
        .GroupBy(line => line.AccountId)
        .OrderBy(account => account.Key)
        .Select(account => (
            account.Key,
            Business: account.Where(line => line.Category == CategoryNames.SelfEmployment || CategoryCatalogue.Find(line.Category)?.Deductible == DeductibleHint.Business).ToList(),
            Private: account.Where(line => line.Category is { } category && Private.Contains(category)).ToList()))
        .Where(account => account.Business.Count > 0 && account.Private.Count > 0)
        .Select(account => new Observation(
            account.Key.ToString("N"),
            $"{Capital(books.Account)} has {Count(account.Business.Count, "business line", "business lines")} and {Count(account.Private.Count, "private line", "private lines")}; separate accounts, or a note on each line, keep deductions provable.",
            null, null, BookQuestions.Ids(account.Private)));

    // Where a country's own rule on receipts runs, that one speaks.
    private static bool HasNoReceiptRuleOfItsOwn(TaxProfile profile) =>
        BookQuestions.HasBusiness(profile) && Jurisdictions.Normalise(profile.Country) != "US"
        && !(profile.VatRegistered && (Jurisdictions.IsEu(profile.Country) || Jurisdictions.Normalise(profile.Country) == "GB"));

    private static decimal Size(LedgerLine line) => Math.Abs(line.Amount);
}
