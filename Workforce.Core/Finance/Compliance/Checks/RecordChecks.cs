using Workforce.Core.Finance.Categories;
using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Compliance.Checks;

/// <summary>Whether the lines are fit to file from.</summary>
internal static class RecordChecks
{
    /// <summary>Above this share of the money, what is uncategorised may change the result.</summary>
    public const decimal MaxUncategorised = 0.05m;

    private static readonly RuleSource Practice = new("Bookkeeping practice", "complete, classified and separate records");

    private static readonly HashSet<string> Private =
    [
        CategoryNames.Groceries, CategoryNames.Clothing, CategoryNames.Entertainment, CategoryNames.Fitness, CategoryNames.Pets,
        CategoryNames.Children, CategoryNames.PersonalCare, CategoryNames.Media, CategoryNames.Mortgage,
    ];

    public static IReadOnlyList<ComplianceCheck> All { get; } =
    [
        new("records.uncategorised", "Too much is uncategorised to file", Jurisdictions.Everywhere, Practice, FindingSeverity.Notice, _ => true, Uncategorised),
        new("records.pending", "Pending lines are not counted", Jurisdictions.Everywhere, Practice, FindingSeverity.Info, _ => true, Pending),
        new("records.mixed_use", "Business and private money in one account", Jurisdictions.Everywhere, Practice, FindingSeverity.Info, BookQuestions.HasBusiness, MixedUse),
        new("records.receipts", "Business expenses without a receipt", Jurisdictions.Everywhere, Practice, FindingSeverity.Notice, HasNoReceiptRuleOfItsOwn, WithoutReceipt),
    ];

    private static IEnumerable<Observation> Uncategorised(Books books) => books.Booked()
        .Where(line => CategoryCatalogue.FlowOf(line) != CategoryFlow.Transfer)
        .GroupBy(MoneyScope.Of)
        .OrderBy(scope => scope.Key)
        .Select(scope => (Scope: scope.Key, Unknown: scope.Where(line => line.Category is null or CategoryNames.Uncategorised).ToList(), Total: scope.Sum(line => Math.Abs(line.Amount))))
        .Where(scope => scope.Total > 0 && scope.Unknown.Sum(line => Math.Abs(line.Amount)) > scope.Total * MaxUncategorised)
        .Select(scope =>
        {
            var sum = scope.Unknown.Sum(line => Math.Abs(line.Amount));
            return new Observation(
                scope.Scope.Currency ?? scope.Scope.AccountId!.Value.ToString("N"),
                $"{Count(scope.Unknown.Count, "line is", "lines are")} uncategorised, {Money(sum, scope.Scope.Currency)} or {Percent((double)(sum / scope.Total))} of the money; above {Percent((double)MaxUncategorised)} the figures by category are not reliable.",
                sum, scope.Scope.Currency, BookQuestions.Ids(scope.Unknown));
        });

    private static IEnumerable<Observation> Pending(Books books) => books.Lines
        .Where(line => line.Pending)
        .GroupBy(MoneyScope.Of)
        .OrderBy(scope => scope.Key)
        .Select(scope => new Observation(
            scope.Key.Currency ?? scope.Key.AccountId!.Value.ToString("N"),
            $"{Count(scope.Count(), "line", "lines")} of together {Money(scope.Sum(line => Math.Abs(line.Amount)), scope.Key.Currency)} {(scope.Count() == 1 ? "is" : "are")} not booked yet and left out of every sum and check.",
            scope.Sum(line => Math.Abs(line.Amount)), scope.Key.Currency, BookQuestions.Ids(scope)));

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
            $"One account has {Count(account.Business.Count, "business line", "business lines")} and {Count(account.Private.Count, "private line", "private lines")}; separate accounts, or a note on each line, keep deductions provable.",
            null, null, BookQuestions.Ids(account.Private)));

    // Where a country's own rule on receipts runs, that one speaks.
    private static bool HasNoReceiptRuleOfItsOwn(TaxProfile profile) =>
        BookQuestions.HasBusiness(profile) && Jurisdictions.Normalise(profile.Country) != "US"
        && !(profile.VatRegistered && (Jurisdictions.IsEu(profile.Country) || Jurisdictions.Normalise(profile.Country) == "GB"));

    private static IEnumerable<Observation> WithoutReceipt(Books books) => books.Booked()
        .BusinessExpenses()
        .Where(line => !line.HasReceipt)
        .GroupBy(MoneyScope.Of)
        .OrderBy(scope => scope.Key)
        .SelectMany(scope => scope.PerYear(scope.Key.Currency, (year, count, sum) =>
            $"{Count(count, "payment", "payments")} of {year} that may be for the business, {Money(sum, scope.Key.Currency)}, {(count == 1 ? "has" : "have")} no receipt here."));
}
