using static Workforce.Core.Finance.Insights.Wording;
using Month = Workforce.Core.Finance.Insights.Month;

namespace Workforce.Core.Finance.Compliance.Checks;

/// <summary>Whether the statements are all there and add up.</summary>
internal static class StatementChecks
{
    /// <summary>An account with fewer lines a month may well have had a month without any.</summary>
    public const int BusyFrom = 3;

    private static readonly RuleSource Practice = new("Bookkeeping practice", "completeness and reconciliation of bank statements");

    public static IReadOnlyList<ComplianceCheck> All { get; } =
    [
        new("statements.gaps", "Months are missing", Jurisdictions.Everywhere, Practice, FindingSeverity.Warning, _ => true, new AccountRule(Gaps)),
        new("statements.balance", "A statement does not add up", Jurisdictions.Everywhere, Practice, FindingSeverity.Warning, _ => true, new AccountRule(OffBalance)),
        new("statements.continuity", "One statement does not start where the last ended", Jurisdictions.Everywhere, Practice, FindingSeverity.Warning, _ => true, new AccountRule(Breaks)),
    ];

    private static IEnumerable<Observation> Gaps(Books books)
    {
        foreach (var account in books.Booked().GroupBy(line => line.AccountId).OrderBy(account => account.Key))
        {
            var months = account.Select(line => Month.Of(line.Date)).Distinct().Order().ToList();
            var covered = months.Concat(books.Statements.Where(statement => statement.AccountId == account.Key).SelectMany(MonthsOf)).ToHashSet();
            var missing = Between(months[0], months[^1]).Where(month => !covered.Contains(month)).ToList();
            if (missing.Count > 0 && account.Count() >= BusyFrom * months.Count)
            {
                yield return new(
                    account.Key.ToString("N"),
                    $"Between {months[0]} and {months[^1]} {books.Account} has no line in {Listed([.. missing.Select(month => month.ToString())], 6)}; otherwise it has {account.Count() / months.Count} a month.",
                    null, null, []);
            }
        }
    }

    private static IEnumerable<Observation> OffBalance(Books books) => books.Statements
        .Where(statement => statement is { Opening: not null, Closing: not null } && statement.Opening + statement.Sum != statement.Closing)
        .Select(statement => new Observation(
            $"{statement.AccountId:N}:{statement.From:yyyy-MM-dd}:{statement.To:yyyy-MM-dd}",
            $"The opening balance of {Signed(statement.Opening!.Value, statement.Currency)} and lines of {Signed(statement.Sum, statement.Currency)} give {Signed(statement.Opening.Value + statement.Sum, statement.Currency)}, "
                + $"the statement of {books.Account}{Period(statement)} closes with {Signed(statement.Closing!.Value, statement.Currency)}: {Money(statement.Opening.Value + statement.Sum - statement.Closing.Value, statement.Currency)} apart.",
            statement.Opening + statement.Sum - statement.Closing, statement.Currency, []));

    private static IEnumerable<Observation> Breaks(Books books) => books.Statements
        .Where(statement => statement is { From: not null, To: not null })
        .GroupBy(statement => (statement.AccountId, statement.Currency))
        .Select(account => account.OrderBy(statement => statement.From).ThenBy(statement => statement.To).ToList())
        .SelectMany(account => account.Zip(account.Skip(1)))
        .Where(pair => pair.First.Closing is { } closing && pair.Second.Opening is { } opening && closing != opening && Follows(pair.First, pair.Second))
        .Select(pair => new Observation(
            $"{pair.First.AccountId:N}:{pair.Second.From:yyyy-MM-dd}",
            $"The statement of {books.Account}{Period(pair.First)} closes with {Signed(pair.First.Closing!.Value, pair.First.Currency)}, the next opens on {Day(pair.Second.From!.Value)} with {Signed(pair.Second.Opening!.Value, pair.Second.Currency)}.",
            pair.Second.Opening - pair.First.Closing, pair.First.Currency, []));

    // Statements that overlap or lie apart say nothing of each other.
    private static bool Follows(StatementFacts first, StatementFacts second) => second.From > first.To && second.From!.Value.DayNumber - first.To!.Value.DayNumber <= 4;

    private static IEnumerable<Month> MonthsOf(StatementFacts statement) =>
        statement is { From: { } from, To: { } to } ? Between(Month.Of(from), Month.Of(to)) : [];

    private static IEnumerable<Month> Between(Month first, Month last)
    {
        for (var month = first; month <= last; month = month.Plus(1))
        {
            yield return month;
        }
    }

    private static string Period(StatementFacts statement) => statement.To is { } to ? $" to {Day(to)}" : "";

    private static string Signed(decimal amount, string? currency) => (amount < 0 ? "-" : "") + Money(amount, currency);
}
