using Workforce.Core.Finance.Reading;
using Workforce.Core.Finance.Statements.Tables;

namespace Workforce.Core.Finance.Statements.Pdf;

/// <summary>A document sorted by layout: transaction lines under their headers, balances, and everything else.</summary>
internal sealed class PdfLayout
{
    /// <summary>Text this many line heights below a transaction no longer belongs to it.</summary>
    private const double ContinuationGap = 2.2;

    private const int MostContinuations = 4;

    public List<PdfRow> Rows { get; } = [];
    public List<PdfBalanceLine> Balances { get; } = [];
    public List<PdfLine> Others { get; } = [];
    public List<string> MoneyNames { get; } = [];

    public static PdfLayout Of(PdfText text, ProblemList problems)
    {
        var layout = new PdfLayout();
        var lines = text.Pages.SelectMany(PdfLine.Of).ToList();
        IReadOnlyList<PdfColumn> header = [];
        PdfLine? previous = null;
        var belowHeader = false;
        foreach (var line in lines)
        {
            var columns = PdfColumns.Header(line);
            if (columns.Count > 0)
            {
                header = columns;
                layout.MoneyNames.AddRange(columns.Select(column => column.Name));
                layout.Others.Add(line);
            }
            else
            {
                // A narrow column breaks its name: "Balance" and below it "(EUR)".
                if (belowHeader && PlacedAmount.On(line, 0).Count == 0) layout.MoneyNames.AddRange(line.Cells().Select(cell => cell.Text));
                layout.Take(line, header, previous);
            }

            belowHeader = columns.Count > 0;

            previous = line;
        }

        layout.KeepAligned(problems);
        return layout;
    }

    private void Take(PdfLine line, IReadOnlyList<PdfColumn> header, PdfLine? previous)
    {
        var candidate = PdfCandidate.Read(line);
        if (Balance(line, candidate) is { } balance) Balances.Add(balance);
        else if (candidate is not null && !LineWords.IsTurnover(candidate.Text)) Rows.Add(new PdfRow(candidate, header));
        else if (candidate is null && !Continues(line, previous)) Others.Add(line);
    }

    private static PdfBalanceLine? Balance(PdfLine line, PdfCandidate? candidate)
    {
        var amounts = candidate?.Amounts ?? PlacedAmount.On(line, 0);
        if (amounts.Count == 0) return null;

        var label = candidate?.Text ?? string.Join(' ', line.Words.Take(amounts[0].FirstWord).Select(word => word.Text));
        return LineWords.Balance(label) is { } kind ? new PdfBalanceLine(line.Page, kind, candidate?.Date, amounts[^1].Amount) : null;
    }

    /// <summary>Words under the description of the line above, with no date and no amount of their own.</summary>
    private bool Continues(PdfLine line, PdfLine? previous)
    {
        if (Rows.Count == 0 || previous is null || line.Page != previous.Page || PlacedAmount.On(line, 0).Count > 0) return false;

        var above = Rows[^1].Line;
        var belongs = ReferenceEquals(above.Line, previous) || above.Continued.Contains(previous.Text);
        var underText = line.Words[0].Left >= above.TextLeft - above.Line.Height && line.Words[0].Left <= above.Amounts[0].Left;
        if (!belongs || !underText || above.Continued.Count >= MostContinuations || line.Top - previous.Top > above.Line.Height * ContinuationGap || LineWords.IsTotal(line.Text)) return false;

        above.Continued.Add(line.Text);
        return true;
    }

    /// <summary>The dates of a table stand one under the other; a line that merely begins with a date elsewhere is none of it.</summary>
    private void KeepAligned(ProblemList problems)
    {
        if (Rows.Count < 3) return;

        var usual = Rows.GroupBy(row => Math.Round(row.Line.DateLeft / row.Line.Line.PageWidth * 20)).MaxBy(group => group.Count())!.Average(row => row.Line.DateLeft / row.Line.Line.PageWidth);
        foreach (var row in Rows.Where(row => Math.Abs(row.Line.DateLeft / row.Line.Line.PageWidth - usual) > 0.08).ToList())
        {
            Rows.Remove(row);
            Others.Add(row.Line.Line);
            problems.Warning(row.Line.Line.Page, null, $"\"{row.Line.Line.Text}\" does not stand under the other dates and was left out.");
        }
    }
}

/// <summary>A balance that the statement prints on a line of its own.</summary>
internal sealed record PdfBalanceLine(int Page, BalanceKind Kind, WrittenDate? Date, WrittenAmount Amount);
