using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements.Tables;

namespace Workforce.Core.Finance.Statements.Csv;

/// <summary>What the lines above the table, the column names and the file's name say about the account.</summary>
internal sealed record FileCues(AccountType Type, string? AccountId, string? Currency, IReadOnlyList<WrittenDate> Dates, IReadOnlyList<(BalanceKind Kind, WrittenAmount Amount)> Balances)
{
    private static readonly string[] LedgerWords = ["ledger balance", "current balance", "account balance", "balance", "kontostand", "saldo", "solde"];

    public static FileCues Read(CsvTable table, string fileName)
    {
        var above = table.Preamble.Where(row => !row.IsBlank).ToList();
        var words = Folded.Text(string.Join(' ', above.SelectMany(row => row.Cells).Concat(table.Columns.Names).Append(fileName.Replace('_', ' '))));
        return new FileCues(
            AccountWords.TypeOf(words),
            above.Select(row => AccountWords.IdOf(string.Join(' ', row.Cells.Select(cell => cell.Trim())))).FirstOrDefault(id => id is not null),
            above.Where(row => HasAny(Folded.Text(row.Cell(0)), "currency", "wahrung", "devise", "munt", "divisa", "devizanem", "mena", "waluta")).Select(StatedIn).FirstOrDefault(code => code is not null)
                ?? above.SelectMany(row => row.Cells).Select(Currencies.CodeWithin).FirstOrDefault(code => code is not null),
            [.. above.SelectMany(row => row.Cells).SelectMany(WrittenDate.Within).Select(found => found.Date)],
            [.. above.Select(BalanceOf).OfType<(BalanceKind, WrittenAmount)>()]);
    }

    /// <summary>"Currency;EUR"; a cell in the form of a code that is none is refused, anything else ("Euro") is no code.</summary>
    private static string? StatedIn(CsvRow row)
    {
        var written = row.Cells.Skip(1).Select(cell => cell.Trim()).ToList();
        return written.Select(Currencies.Code).FirstOrDefault(code => code is not null)
            ?? (written.Find(cell => cell.Length == 3 && cell.All(char.IsAsciiLetterUpper)) is { } unknown
                ? throw StatedCurrency.Unknown(unknown, row.Line, $"the row {BankText.Quote(row.Cell(0))}")
                : null);
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
}
