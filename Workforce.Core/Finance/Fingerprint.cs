using System.Globalization;
using Workforce.Core.Finance.Statements;

namespace Workforce.Core.Finance;

/// <summary>Tells a line again when another statement brings it: by date and amount, with the number of a cheque, else the bank's own reference, else the text. Lines alike in all of that within one file are told apart by their count.</summary>
public static class Fingerprint
{
    /// <summary>Fingerprint and occurrence of each line, in the order given.</summary>
    public static IReadOnlyList<(string Fingerprint, int Occurrence)> Of(IReadOnlyList<ParsedTransaction> lines)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. lines.Select(line =>
        {
            var fingerprint = Of(line);
            return (fingerprint, seen[fingerprint] = seen.GetValueOrDefault(fingerprint) + 1);
        })];
    }

    private static string Of(ParsedTransaction line)
    {
        var what = line.BankReference is { Length: > 0 } reference ? $"ref:{IndexedText.Of(reference)}" : $"text:{IndexedText.Of(Fold(line.Description))}";
        var amount = (line.Amount / 1.000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
        // Not every format says the currency of a cheque, which is that of its account.
        var (currency, told) = Cheque(line) is { } cheque ? ("", $"cheque:{cheque}") : (line.Currency, what);
        // A reference alone is not enough: some banks use one for both sides of a correction.
        return $"{(line.Pending ? "pending" : "booked")}|{line.Date:yyyy-MM-dd}|{amount}|{currency}|{told}";
    }

    /// <summary>The number of a cheque is the same in every format; references and texts are not. Some banks write words or codes there.</summary>
    private static string? Cheque(ParsedTransaction line) =>
        line.CheckNumber?.Trim().TrimStart('0') is { Length: >= 2 and <= 12 } number && number.All(char.IsAsciiDigit) ? number : null;

    private static string Fold(string text) =>
        string.Join(' ', text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
