using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Statements.Pdf;

/// <summary>The dates of a statement outside its table: what the order is decided by, and the year where the lines have none.</summary>
internal static class PdfDates
{
    private static readonly string[] StatementLabels =
        ["statement date", "statement period", "period", "statement closing date", "closing date", "as of", "kontoauszug", "abrechnungsdatum", "rechnungsdatum", "auszug vom", "zeitraum", "date du releve", "releve du", "periode", "afschriftdatum", "fecha de corte", "periodo", "data", "statement", "from", "datum"];

    private static readonly string[] LaterLabels = ["due", "expiry", "expires", "valid", "fallig", "echeance", "vervaldatum", "vencimiento", "effective"];

    /// <summary>
    /// The last day that the statement covers: a date on a line with a label such as "statement date"; else the latest date
    /// that is not that of a payment due. Null where the document holds no date with a year.
    /// </summary>
    public static DateOnly? Reference(IReadOnlyList<PdfLine> lines, DateOrder order)
    {
        var labelled = new List<DateOnly>();
        var other = new List<DateOnly>();
        foreach (var line in lines)
        {
            foreach (var (date, at, _) in WrittenDate.Within(line.Text))
            {
                if (date.Value(date.Separator == '\0' ? DateOrder.DayFirst : order) is not { } day) continue;

                var before = Folded.Text(line.Text[..at]);
                if (Has(before, LaterLabels)) continue;

                if (Has(before, StatementLabels)) labelled.Add(day);
                else other.Add(day);
            }
        }

        return labelled.Count > 0 ? labelled.Max() : other.Count > 0 ? other.Max() : null;
    }

    /// <summary>The date of a line; one without a year lies in the last year that ends with the statement.</summary>
    public static DateOnly? Of(WrittenDate date, DateOrder order, DateOnly? reference)
    {
        if (date.Third is not null) return date.Value(order);
        if (reference is not { } last) return null;

        var day = date.Value(order, last.Year) ?? date.Value(order, last.Year - 1);
        // A few days behind the statement's date are bookings of that day, not of a year ago.
        return day > last.AddDays(7) ? date.Value(order, last.Year - 1) : day;
    }

    private static bool Has(string folded, string[] phrases) => Array.Exists(phrases, phrase => Folded.HasPhrase(folded, phrase));
}
