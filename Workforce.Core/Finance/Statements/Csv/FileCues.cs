using System.Text.RegularExpressions;
using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Csv;

/// <summary>What the lines above the table, the column names and the file's name say about the account.</summary>
internal sealed partial record FileCues(AccountType Type, string? AccountId, string? Currency, IReadOnlyList<WrittenDate> Dates, IReadOnlyList<(BalanceKind Kind, WrittenAmount Amount)> Balances)
{
    private static readonly string[] CardWords =
        ["credit card", "creditcard", "kreditkarte", "kreditkartenabrechnung", "kredietkaart", "mastercard", "visa", "amex", "american express", "card member", "cardmember", "carte de credit", "tarjeta de credito", "carta di credito", "hitelkartya", "kreditni karta", "kreditkort"];

    private static readonly string[] SavingsWords = ["savings", "saving", "sparkonto", "tagesgeld", "epargne", "livret", "spaarrekening", "ahorro", "risparmio", "megtakaritas", "sporici ucet", "oszczednosciowe", "sparkonto"];
    private static readonly string[] CheckingWords = ["checking", "current account", "giro", "girokonto", "kontokorrent", "compte courant", "compte cheques", "zichtrekening", "betaalrekening", "cuenta corriente", "conto corrente", "folyoszamla", "bezny ucet", "transaction account"];
    private static readonly string[] AccountWords = ["account", "konto", "kontonummer", "compte", "rekening", "rekeningnummer", "cuenta", "conto", "conta", "szamlaszam", "cislo uctu", "rachunek", "numer rachunku", "kontonr", "saskaita", "iban", "acct", "card number", "kartennummer"];
    private static readonly string[] LedgerWords = ["ledger balance", "current balance", "account balance", "balance", "kontostand", "saldo", "solde"];

    public static FileCues Read(CsvTable table, string fileName)
    {
        var above = table.Preamble.Where(row => !row.IsBlank).ToList();
        var words = Folded.Text(string.Join(' ', above.SelectMany(row => row.Cells).Concat(table.Columns.Names).Append(fileName.Replace('_', ' '))));
        return new FileCues(
            TypeOf(words),
            above.Select(AccountIdOf).FirstOrDefault(id => id is not null),
            above.Where(row => HasAny(Folded.Text(row.Cell(0)), "currency", "wahrung", "devise", "munt", "divisa", "devizanem", "mena", "waluta")).Select(row => row.Cells.Skip(1).Select(Currencies.Code).FirstOrDefault(code => code is not null)).FirstOrDefault(code => code is not null)
                ?? above.SelectMany(row => row.Cells).Select(Currencies.CodeWithin).FirstOrDefault(code => code is not null),
            [.. above.SelectMany(row => row.Cells).SelectMany(WrittenDate.Within).Select(found => found.Date)],
            [.. above.Select(BalanceOf).OfType<(BalanceKind, WrittenAmount)>()]);
    }

    private static AccountType TypeOf(string words) =>
        HasAny(words, CardWords) ? AccountType.CreditCard
        : HasAny(words, SavingsWords) ? AccountType.Savings
        : HasAny(words, CheckingWords) ? AccountType.Checking
        : AccountType.Unknown;

    private static string? AccountIdOf(CsvRow row)
    {
        var text = string.Join(' ', row.Cells.Select(cell => cell.Trim()));
        if (Iban().Match(text) is { Success: true } iban) return iban.Value.Replace(" ", "");
        return HasAny(Folded.Text(text), AccountWords) && Number().Match(text) is { Success: true } number ? number.Value : null;
    }

    private static (BalanceKind, WrittenAmount)? BalanceOf(CsvRow row)
    {
        var filled = row.Cells.Select(cell => cell.Trim().TrimEnd(':')).Where(cell => cell.Length > 0).ToList();
        if (filled.Count < 2 || filled.Skip(1).Select(WrittenAmount.Parse).FirstOrDefault(amount => amount is { Proof: not DecimalProof.Broken }) is not { } amount) return null;

        var label = Folded.Text(filled[0]);
        if (LineWords.Balance(filled[0]) is { } kind) return (kind, amount);
        if (Folded.HasPhrase(label, "available")) return (BalanceKind.Available, amount);
        return Array.Exists(LedgerWords, phrase => label.StartsWith(phrase, StringComparison.Ordinal)) ? (BalanceKind.Closing, amount) : null;
    }

    private static bool HasAny(string folded, params string[] phrases) => Array.Exists(phrases, phrase => Folded.HasPhrase(folded, phrase));

    [GeneratedRegex("""\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b""", RegexOptions.CultureInvariant)]
    private static partial Regex Iban();

    // Digits in groups, masked ones too ("****1234"), not a date and not an amount.
    [GeneratedRegex("""(?<![\d./])(?:[\dXx*]{2,}(?:[- ][\dXx*]+)*\d{2,}(?:-\d+)*)(?![\d./:,])""", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
