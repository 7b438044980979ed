using Workforce.Core.Finance.Insights;
using static Workforce.Core.Finance.Insights.Wording;

namespace Workforce.Core.Finance.Ahead;

/// <summary>
/// What recurring payments have people know as days go by: that a rare one is about to be taken, and that some were due since
/// the last statement. Whether those came, only the next statement shows; a late one within a statement is Crystal's insight.
/// </summary>
public static class PaymentsAhead
{
    /// <summary>Time enough to cancel.</summary>
    public const int DaysBefore = 14;

    /// <summary>Accounts whose statements ended longer ago are of the past; nobody waits for their next one.</summary>
    public const int DaysWithoutStatement = 100;

    private const int Named = 3;

    // One remembers what is taken every month.
    private static readonly HashSet<Cadence> Rare = [Cadence.Quarterly, Cadence.FourMonthly, Cadence.HalfYearly, Cadence.Yearly];

    public static IReadOnlyList<News> Of(IReadOnlyList<ExpectedAgain> payments, DateOnly today) =>
    [
        .. payments
            .Where(payment => payment.IsOut && Rare.Contains(payment.Cadence) && payment.Next >= today && payment.Next <= today.AddDays(DaysBefore))
            .OrderBy(payment => payment.Next).ThenBy(payment => payment.Key, StringComparer.Ordinal)
            .Select(Renewal),
        .. payments
            .Where(payment => payment.CoveredTo >= today.AddDays(-DaysWithoutStatement) && OverdueSince(payment) < today)
            .GroupBy(payment => payment.AccountId)
            .Select(account => NoStatement([.. account.OrderBy(payment => payment.Next).ThenBy(payment => payment.Key, StringComparer.Ordinal)]))
            .OrderBy(news => news.Key, StringComparer.Ordinal),
    ];

    private static DateOnly OverdueSince(ExpectedAgain payment) => payment.Next.AddDays(CadenceRhythm.All.First(rhythm => rhythm.Cadence == payment.Cadence).Tolerance);

    // The month: a new statement may move the day a little.
    private static News Renewal(ExpectedAgain payment) => new(
        $"renewal:{payment.AccountId}:{payment.Key}:{payment.Next:yyyy-MM}", "payment.renewal",
        $"{payment.Payee}: about {Money(payment.Amount, payment.Currency)} due on {Day(payment.Next)}",
        $"{payment.Payee} takes {Money(payment.Amount, payment.Currency)} {Every(payment.Cadence)} from {payment.Account}; the last time was {Day(payment.Last)}.",
        "/recurring");

    private static News NoStatement(IReadOnlyList<ExpectedAgain> overdue)
    {
        var (account, coveredTo) = (overdue[0].Account, overdue[0].CoveredTo);
        return new(
            $"statement_due:{overdue[0].AccountId}:{coveredTo:yyyy-MM-dd}", "statement.due",
            $"No statement of {account} since {Day(coveredTo)}",
            $"Due since then: {Listed([.. overdue.Select(payment => $"{payment.Payee} on {Day(payment.Next)}")], Named)}. "
                + $"A newer statement shows whether {(overdue.Count == 1 ? "it was" : "they were")} paid.",
            "/statements");
    }
}
