using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Finance;

/// <summary>What makes two files speak of the same account, and how people see it.</summary>
public static class AccountKey
{
    // An IBAN starts with its country and two check digits; it names the bank itself.
    private const int ShortestIban = 15;

    public static string Of(ParsedAccount account)
    {
        if (account.AccountId is not { Length: > 0 } id)
        {
            return $"layout:{IndexedText.Of(account.LayoutKey ?? "unnamed")}";
        }

        var folded = Fold(id);
        return $"id:{IndexedText.Of(IsIban(folded) || account.BankId is not { Length: > 0 } bank ? folded : $"{Fold(bank)}/{folded}")}";
    }

    /// <summary>A name for lists: the kind of account and the end of its number, never the whole number.</summary>
    public static string NameOf(ParsedAccount account)
    {
        var kind = account.Type switch
        {
            AccountType.Checking => "Checking",
            AccountType.Savings => "Savings",
            AccountType.CreditCard => "Card",
            AccountType.Cash => "Cash",
            AccountType.Investment => "Investment",
            AccountType.Loan => "Loan",
            _ => "Account",
        };
        var id = Fold(account.AccountId ?? "");
        return id.Length switch
        {
            0 => account.Currency is { } currency ? $"{kind} ({currency})" : kind,
            <= 4 => $"{kind} {account.AccountId}",
            _ => $"{kind} …{id[^4..]}",
        };
    }

    private static string Fold(string id) => new([.. id.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);

    private static bool IsIban(string id) =>
        id.Length >= ShortestIban && char.IsAsciiLetter(id[0]) && char.IsAsciiLetter(id[1]) && char.IsAsciiDigit(id[2]) && char.IsAsciiDigit(id[3]);
}
