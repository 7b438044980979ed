using System.Text.RegularExpressions;

namespace Workforce.Core.Finance.Statements.Mt940;

/// <summary>Reads one <c>:61:</c> statement line.</summary>
internal static partial class Mt940Line
{
    // 1105240524D9,N192NONREF//bank reference: value date, entry date, mark, funds letter, amount, type, references.
    [GeneratedRegex(@"^(?<value>\d{6})(?<entry>\d{4})? ?(?<mark>R[CD]|E[CD]|[CD])(?<funds>[A-Z])? ?(?<amount>[\d.,]{1,18}) ?(?<rest>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    public static ParsedTransaction? Read(Mt940Field field, ProblemList problems)
    {
        var text = field.Lines[0].Trim();
        if (Pattern().Match(text) is not { Success: true } match)
        {
            problems.Error(field.Line, ":61:", $"The statement line {BankText.Quote(text)} does not begin with a date, a credit or debit mark and an amount.");
            return null;
        }

        if (field.CutOff && match.Groups["rest"].Length < 4)
        {
            problems.Error(field.Line, ":61:", "The file breaks off inside this line, so its amount may be incomplete.");
            return null;
        }

        if (Mt940Values.Amount(match.Groups["amount"].Value) is not { } amount)
        {
            problems.Error(field.Line, ":61:", $"The amount {BankText.Quote(match.Groups["amount"].Value)} in {BankText.Quote(text)} cannot be read.");
            return null;
        }

        if (Dates(field.Line, match, problems) is not var (date, entry)) return null;

        var (bankReference, own) = References(match.Groups["rest"].Value);
        return new ParsedTransaction
        {
            Date = date,
            OtherDate = entry,
            // RC takes a credit back, so it is money out. EC and ED announce what is not booked yet.
            Amount = match.Groups["mark"].Value is "D" or "RC" or "ED" ? -amount : amount,
            Description = BankText.Join([own, .. field.Lines.Skip(1)]),
            BankReference = bankReference,
            CheckNumber = match.Groups["rest"].Value.StartsWith("NCHK", StringComparison.Ordinal) && own is not null && own.All(char.IsAsciiDigit) ? own : null,
            Pending = match.Groups["mark"].Value is "EC" or "ED",
            Line = field.Line,
        };
    }

    private static (DateOnly Date, DateOnly? Entry)? Dates(int line, Match match, ProblemList problems)
    {
        var written = match.Groups["value"].Value;
        var entry = match.Groups["entry"].Success ? Mt940Values.EntryDate(match.Groups["entry"].Value, written) : null;
        if (match.Groups["entry"].Success && entry is null)
        {
            problems.Warning(line, ":61:", $"The entry date {BankText.Quote(match.Groups["entry"].Value)} does not exist; it is left out.");
        }

        if (Mt940Values.Date(written) is { } date) return (date, entry);

        if (entry is null)
        {
            problems.Error(line, ":61:", $"The value date {BankText.Quote(written)} does not exist and there is no entry date in its place.");
            return null;
        }

        // Interest calendars of 30-day months give 30 February; the day of booking is the one that is known.
        problems.Warning(line, ":61:", $"The value date {BankText.Quote(written)} does not exist; the entry date {entry:yyyy-MM-dd} is used.");
        return (entry.Value, entry);
    }

    /// <summary>After the four characters of the type: the account owner's reference, then <c>//</c> and the bank's.</summary>
    private static (string? Bank, string? Own) References(string rest)
    {
        var references = rest.Length > 4 ? rest[4..] : "";
        var cut = references.IndexOf("//", StringComparison.Ordinal);
        return (Meant(cut < 0 ? null : references[(cut + 2)..]), Meant(cut < 0 ? references : references[..cut]));
    }

    private static string? Meant(string? reference) => BankText.OrNull(reference) is { } text && text is not ("NONREF" or "KREF+" or "NOTPROVIDED") ? text : null;
}
