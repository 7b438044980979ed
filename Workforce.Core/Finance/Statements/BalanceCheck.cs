using System.Globalization;

namespace Workforce.Core.Finance.Statements;

/// <summary>Opening balance plus booked lines must give the closing balance; where they do not, something is missing from the file.</summary>
internal static class BalanceCheck
{
    public static void Tie(ParsedAccount statement, string title, int? line, string field, ProblemList problems)
    {
        var opening = statement.Balances.FirstOrDefault(balance => balance.Kind is BalanceKind.Opening);
        var closing = statement.Balances.LastOrDefault(balance => balance.Kind is BalanceKind.Closing);
        if (opening is null || closing is null) return;

        var currency = opening.Currency ?? statement.Currency;
        // Sums over several currencies mean nothing.
        if (currency != (closing.Currency ?? statement.Currency)) return;

        var booked = statement.Transactions.Where(transaction => !transaction.Pending && !transaction.OpeningBalance).ToList();
        if (booked.Exists(transaction => (transaction.Currency ?? statement.Currency) != currency)) return;

        var sum = booked.Sum(transaction => transaction.Amount);
        if (opening.Amount + sum == closing.Amount) return;

        problems.Warning(line, field, string.Create(
            CultureInfo.InvariantCulture,
            $"The balances of {title} do not tie: {opening.Amount} + {sum} = {opening.Amount + sum}, but the file states {closing.Amount}; lines may be missing."));
    }
}
