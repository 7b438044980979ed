using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements.Csv;
using Workforce.Core.Finance.Statements.Tables;

namespace Workforce.Core.Finance.Statements.Pdf;

/// <summary>Reads a statement from the words of a PDF and their places. It is made for people, so nothing in it is marked as what it is: lines are found by how a statement is laid out.</summary>
public static class PdfStatement
{
    /// <exception cref="UnreadableStatementException">It can be read in two ways and nothing decides.</exception>
    public static ParsedStatementFile Parse(PdfText text, string fileName, CsvHints? hints = null)
    {
        hints ??= CsvHints.None;
        var format = text.FromImage ? StatementFormat.PdfImage : StatementFormat.PdfText;
        var problems = new ProblemList();
        var layout = PdfLayout.Of(text, problems);
        if (layout.Rows.Count == 0)
        {
            problems.Warning(null, null, NoLines(text));
            return new ParsedStatementFile(format, [], problems.ToList());
        }


        var amounts = layout.Rows.SelectMany(row => row.Line.Amounts).Select(placed => placed.Amount).Concat(layout.Balances.Select(balance => balance.Amount)).ToList();
        var currency = PdfColumns.Currency(layout.MoneyNames.Concat(amounts.Select(amount => amount.Currency).OfType<string>())) ?? hints.Currency;
        var decimals = DecimalSign.Decide(amounts, hints.DecimalSeparator, currency);
        if (decimals.Sign is not { } point) throw Ambiguity.OfAmount(decimals.Undecided!, layout.Rows[0].Line.Line.Page);

        var dates = DateOrderDecision.Decide(
            [.. layout.Rows.Select(row => row.Line.Date)],
            layout.Others.SelectMany(line => WrittenDate.Within(line.Text)).Select(found => found.Date).Concat(layout.Rows.Select(row => row.Line.SecondDate).OfType<WrittenDate>()),
            hints.DateOrder,
            separator => Locale.ImpliedOrder([], currency, point, separator));
        if (dates.Order is not { } order) throw Ambiguity.OfDate(dates, layout.Rows.First(row => row.Line.Date == dates.Undecided).Line.Line.Page);

        if (dates.Implied is not null) problems.Warning(null, "date", Ambiguity.Implied(dates));
        var account = PdfAccount.Read(layout, fileName, currency, point, order, hints, problems);
        return new ParsedStatementFile(format, [account], [.. problems.ToList().OrderBy(problem => problem.Line ?? 0)]);
    }

    private static string NoLines(PdfText text) =>
        $"No transaction lines were found on {text.Pages.Count} {(text.Pages.Count == 1 ? "page" : "pages")}: no line begins with a date, goes on in words and ends with an amount.";
}
