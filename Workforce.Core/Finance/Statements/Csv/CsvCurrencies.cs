using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Csv;

/// <summary>The currency of each line: the header of its amount, its own column, the sign at the amount, what stands above the table, the hint.</summary>
internal sealed class CsvCurrencies(CsvColumns columns, FileCues cues, CsvHints hints, IReadOnlyList<CsvLine> lines)
{
    /// <summary>The currency that all lines share, null where they differ or none is named.</summary>
    public string? Common { get; } = lines.Select(line => Of(line, columns, cues, hints)).Distinct().ToList() is [var only] ? only : null;

    public void Warn(ProblemList problems)
    {
        if (Common == "USD" && hints.Currency is null && lines.All(line => Of(line, columns, cues, CsvHints.None, withSigns: false) is null))
            problems.Warning(null, "currency", "Amounts carry a $ sign and the file names no currency, so they were read as US dollars.");
    }

    public string? Of(CsvLine line) => Of(line, columns, cues, hints);

    private static string? Of(CsvLine line, CsvColumns columns, FileCues cues, CsvHints hints, bool withSigns = true) =>
        columns.HeaderCurrency
        ?? Stated(line, columns)
        ?? (withSigns ? (line.Amount ?? line.Debit ?? line.Credit)?.Currency : null)
        ?? cues.Currency
        ?? hints.Currency;

    /// <summary>A code or a sign.</summary>
    private static string? Stated(CsvLine line, CsvColumns columns) =>
        line.Row.Cell(columns.Currency).Trim() is not { Length: > 0 } written ? null
        : Currencies.Code(written) ?? throw StatedCurrency.Unknown(written, line.Row.Line, $"the column {BankText.Quote(columns.Name(columns.Currency))}");
}
