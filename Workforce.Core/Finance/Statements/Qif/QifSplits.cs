namespace Workforce.Core.Finance.Statements.Qif;

/// <summary>Reads the parts of a record: S category, E memo and $ amount, in this order, once for each part.</summary>
internal static class QifSplits
{
    public static IReadOnlyList<ParsedSplit> Read(QifRecord record, decimal total, QifConventions conventions, ProblemList problems)
    {
        var parts = new List<(string? Category, string? Memo, string? Amount)>();
        foreach (var field in record.Fields)
        {
            if (field.Code == 'S') parts.Add((BankText.OrNull(field.Value), null, null));
            else if (field.Code == 'E' && parts.Count > 0) parts[^1] = parts[^1] with { Memo = BankText.OrNull(field.Value) };
            else if (field.Code == '$' && parts.Count > 0) parts[^1] = parts[^1] with { Amount = field.Value };
        }

        var splits = new List<ParsedSplit>();
        foreach (var (category, memo, written) in parts)
        {
            // Empty parts are placeholders that Quicken leaves behind.
            if (written is null && category is null && memo is null) continue;

            if (QifAmounts.Read(written, conventions.DecimalMark) is { } amount)
            {
                splits.Add(new(amount, category, memo));
                continue;
            }

            problems.Warning(record.Line, "$", $"A part of this record has the amount {BankText.Quote(written)}, which cannot be read; the parts are left out and the whole is kept.");
            return [];
        }

        var sum = splits.Sum(split => split.Amount);
        if (splits.Count > 0 && sum != total)
        {
            problems.Warning(record.Line, "$", FormattableString.Invariant($"The parts of this record add up to {sum}, the record itself says {total}."));
        }

        return splits;
    }
}
