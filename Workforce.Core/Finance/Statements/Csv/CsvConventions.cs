using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements.Tables;

namespace Workforce.Core.Finance.Statements.Csv;

/// <summary>What holds for every line of a file.</summary>
internal sealed record CsvConventions(char Decimal, DateOrder Dates, SignStyle Signs)
{
    /// <exception cref="UnreadableStatementException">The file can be read in two ways.</exception>
    public static CsvConventions Decide(CsvTable table, FileCues cues, CsvLines sorted, string? currency, CsvHints hints, ProblemList problems)
    {
        var sign = DecimalSign.Decide([.. sorted.Lines.SelectMany(line => line.Amounts), .. sorted.Balances.Select(balance => balance.Amount), .. cues.Balances.Select(balance => balance.Amount)], hints.DecimalSeparator, currency);
        if (sign.Sign is not { } point) throw Ambiguity.OfAmount(sign.Undecided!, LineOf(sorted, line => line.Amounts.Contains(sign.Undecided)));

        var dates = DateOrderDecision.Decide(
            [.. sorted.Lines.Select(line => line.Date).OfType<WrittenDate>()],
            sorted.Lines.Select(line => line.OtherDate).OfType<WrittenDate>().Concat(cues.Dates).Concat(sorted.Balances.Select(balance => balance.Date).OfType<WrittenDate>()),
            hints.DateOrder,
            separator => Locale.ImpliedOrder(table.Columns.Languages, currency, table.Delimiter == ';' ? ',' : point, separator));
        if (dates.Order is not { } order) throw Ambiguity.OfDate(dates, LineOf(sorted, line => line.Date == dates.Undecided));
        if (dates.Implied is not null)
            problems.Warning(null, table.Columns.Name(table.Columns.Dates[0]), Ambiguity.Implied(dates));

        var signs = SignDetection.Decide([.. sorted.Lines.Select(line => Case(line, point, table))], cues.Type == AccountType.CreditCard, hints.SpendingIsPositive);
        if (signs.Style is not { } style) throw Ambiguity.OfSign(signs, table.Columns.Name(table.Columns.Amount), sorted.Lines.FirstOrDefault(line => line.Amount is { Negative: false })?.Amount?.Number, LineOf(sorted, line => line.Amount is { Negative: false }));
        if (signs.Doubt is not null) problems.Warning(null, table.Columns.Name(table.Columns.Amount), Sentence(signs.Doubt));

        return new CsvConventions(point, order, style);
    }

    public SignCase Case(CsvLine line, CsvTable table) => Case(line, Decimal, table);

    private static SignCase Case(CsvLine line, char point, CsvTable table) => new(
        line.Amount?.Value(point), line.Debit?.Value(point), line.Credit?.Value(point),
        line.Direction != DirectionMark.None ? line.Direction : line.Amount?.Mark ?? DirectionMark.None,
        line.Balance?.Value(point), CsvTexts.Description(line, table.TextColumns));

    private static int? LineOf(CsvLines sorted, Func<CsvLine, bool> holds) => sorted.Lines.FirstOrDefault(holds)?.Row.Line;

    private static string Sentence(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}.";
}
