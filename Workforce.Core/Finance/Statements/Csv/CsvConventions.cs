using System.Globalization;
using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Csv;

/// <summary>What holds for every line of a file.</summary>
internal sealed record CsvConventions(char Decimal, DateOrder Dates, SignStyle Signs, IReadOnlyList<StatementProblem> Warnings)
{
    /// <exception cref="UnreadableStatementException">The file can be read in two ways.</exception>
    public static CsvConventions Decide(CsvTable table, FileCues cues, CsvLines sorted, string? currency, CsvHints hints)
    {
        var warnings = new List<StatementProblem>();
        var sign = DecimalSign.Decide([.. sorted.Lines.SelectMany(line => line.Amounts), .. sorted.Balances.Select(balance => balance.Amount), .. cues.Balances.Select(balance => balance.Amount)], hints.DecimalSeparator, currency);
        if (sign.Sign is not { } point) throw TwoAmounts(sign.Undecided!, sorted);

        var dates = DateOrderDecision.Decide(
            [.. sorted.Lines.Select(line => line.Date).OfType<WrittenDate>()],
            sorted.Lines.Select(line => line.OtherDate).OfType<WrittenDate>().Concat(cues.Dates).Concat(sorted.Balances.Select(balance => balance.Date).OfType<WrittenDate>()),
            hints.DateOrder,
            separator => Locale.ImpliedOrder(table.Columns.Languages, currency, table.Delimiter == ';' ? ',' : point, separator));
        if (dates.Order is not { } order) throw TwoDates(dates, sorted);
        if (dates.Implied is not null)
            warnings.Add(new StatementProblem(ProblemSeverity.Warning, null, table.Columns.Name(table.Columns.Dates[0]), $"Dates such as {dates.Undecided!.Text} were read {Words(order)} because {dates.Implied}; no line decides it."));

        var signs = SignDetection.Decide([.. sorted.Lines.Select(line => Case(line, point, table))], cues.Type == AccountType.CreditCard, hints);
        if (signs.Style is not { } style) throw TwoSigns(signs, table, sorted);
        if (signs.Doubt is not null) warnings.Add(new StatementProblem(ProblemSeverity.Warning, null, table.Columns.Name(table.Columns.Amount), Sentence(signs.Doubt)));

        return new CsvConventions(point, order, style, warnings);
    }

    public SignCase Case(CsvLine line, CsvTable table) => Case(line, Decimal, table);

    private static SignCase Case(CsvLine line, char point, CsvTable table) => new(
        line.Amount?.Value(point), line.Debit?.Value(point), line.Credit?.Value(point),
        line.Direction != DirectionMark.None ? line.Direction : line.Amount?.Mark ?? DirectionMark.None,
        line.Balance?.Value(point), CsvTexts.Description(line, table.TextColumns));

    private static UnreadableStatementException TwoAmounts(WrittenAmount amount, CsvLines sorted)
    {
        var line = sorted.Lines.FirstOrDefault(line => line.Amounts.Contains(amount))?.Row.Line;
        return new UnreadableStatementException(
            $"The decimal sign is not clear: {amount.Number} is {Shown(amount.Value('.'))} with a decimal point or {Shown(amount.Value(','))} with a decimal comma, and the other lines do not settle it. Say which (decimal separator \".\" or \",\").", line, "decimal_separator");
    }

    private static UnreadableStatementException TwoDates(DateOrderDecision dates, CsvLines sorted)
    {
        var date = dates.Undecided!;
        var line = sorted.Lines.FirstOrDefault(line => line.Date == date)?.Row.Line;
        var readings = string.Join(" or ", dates.Possible.Select(order => $"{date.Value(order)?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} ({Words(order)})"));
        return new UnreadableStatementException($"The order of the dates is not clear: {date.Text} is {readings}, and nothing in the file settles it. Say which (date order dmy, mdy or ymd).", line, "date_order");
    }

    private static UnreadableStatementException TwoSigns(SignDetection signs, CsvTable table, CsvLines sorted)
    {
        var line = sorted.Lines.FirstOrDefault(line => line.Amount is { Negative: false });
        var shown = line?.Amount?.Number ?? "the amount";
        return new UnreadableStatementException(
            $"Which way the money went is not clear in column {table.Columns.Name(table.Columns.Amount)}: {signs.Doubt}. {shown} on line {line?.Row.Line} is +{shown} or -{shown}. Say whether spending is positive.", line?.Row.Line, "spending_is_positive");
    }

    private static string Shown(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "no number";

    private static string Sentence(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}.";

    private static string Words(DateOrder order) => order switch
    {
        DateOrder.DayFirst => "day first",
        DateOrder.MonthFirst => "month first",
        _ => "year first",
    };
}
