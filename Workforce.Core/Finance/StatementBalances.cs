using Workforce.Core.Finance.Compliance;
using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Finance;

/// <summary>What one statement's booked lines of one currency add up to.</summary>
internal sealed record CurrencySum(string? Currency, decimal Sum);

/// <summary>What the balances of a statement can be held against: lines of their own currency.</summary>
internal static class StatementBalances
{
    public static StatementFacts Facts(StatementAccount part, string? accountCurrency, IEnumerable<CurrencySum> sums)
    {
        var (opening, closing) = (Single(part.Balances, BalanceKind.Opening), Single(part.Balances, BalanceKind.Closing));
        var currency = opening?.Currency ?? closing?.Currency ?? accountCurrency;
        // Balances of two currencies, or of one nobody names among lines of several, are no two ends of one sum.
        var sum = sums.Where(part => part.Currency is null || currency is null || part.Currency == currency).ToList();
        var ties = (closing?.Currency ?? currency) == currency && (currency is not null || sum.Count <= 1);
        return new(part.AccountId, part.FirstDate, part.LastDate, ties ? opening?.Amount : null, ties ? closing?.Amount : null, sum.Sum(part => part.Sum), currency);
    }

    // A file with several statements of one account has several opening balances: no one sum then ties them.
    private static ParsedBalance? Single(List<ParsedBalance> balances, BalanceKind kind) =>
        balances.Where(balance => balance.Kind == kind).ToList() is [var only] ? only : null;
}
