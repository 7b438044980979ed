using System.Text.RegularExpressions;
using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Tables;

/// <summary>What a text says of the account that a statement is about.</summary>
internal static partial class AccountWords
{
    private static readonly string[] CardWords =
        ["credit card", "creditcard", "kreditkarte", "kreditkartenabrechnung", "kredietkaart", "mastercard", "visa", "amex", "american express", "card member", "cardmember", "carte de credit", "tarjeta de credito", "carta di credito", "hitelkartya", "kreditni karta", "kreditkort"];

    private static readonly string[] SavingsWords = ["savings", "saving", "sparkonto", "tagesgeld", "epargne", "livret", "spaarrekening", "ahorro", "risparmio", "megtakaritas", "sporici ucet", "oszczednosciowe", "sparkonto"];
    private static readonly string[] CheckingWords = ["checking", "current account", "giro", "girokonto", "kontokorrent", "compte courant", "compte cheques", "zichtrekening", "betaalrekening", "cuenta corriente", "conto corrente", "folyoszamla", "bezny ucet", "transaction account"];
    private static readonly string[] Labels = ["account", "konto", "kontonummer", "compte", "rekening", "rekeningnummer", "cuenta", "conto", "conta", "szamlaszam", "cislo uctu", "rachunek", "numer rachunku", "kontonr", "saskaita", "iban", "acct", "card number", "kartennummer"];

    /// <summary>The kind of account that folded words name.</summary>
    public static AccountType TypeOf(string words) =>
        HasAny(words, CardWords) ? AccountType.CreditCard
        : HasAny(words, SavingsWords) ? AccountType.Savings
        : HasAny(words, CheckingWords) ? AccountType.Checking
        : AccountType.Unknown;

    /// <summary>The account's number as a line above a table states it: an IBAN anywhere, a card number, or a number behind a word for account.</summary>
    public static string? IdOf(string line)
    {
        if (Iban().Match(line) is { Success: true } iban) return iban.Value.Replace(" ", "");
        if (Card().Match(line) is { Success: true } card) return card.Value;
        return HasAny(Folded.Text(line), Labels) && Number().Match(line) is { Success: true } number ? number.Value : null;
    }

    private static bool HasAny(string folded, string[] phrases) => Array.Exists(phrases, phrase => Folded.HasPhrase(folded, phrase));

    [GeneratedRegex("""\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b""", RegexOptions.CultureInvariant)]
    private static partial Regex Iban();

    [GeneratedRegex("""(?<![\w-])(?:[\dXx*•]{4}[ -]){3}\d{4}(?![\w-])""", RegexOptions.CultureInvariant)]
    private static partial Regex Card();

    // Digits in groups, masked ones too ("****1234"), not a date and not an amount.
    [GeneratedRegex("""(?<![\d./])(?:[\dXx*]{2,}(?:[- ][\dXx*]+)*\d{2,}(?:-\d+)*)(?![\d./:,])""", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
