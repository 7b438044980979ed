using Workforce.Core.Finance.Reading;

namespace Workforce.Core.Finance.Receipts;

/// <summary>The date of a receipt among all the dates that stand on it.</summary>
/// <param name="Doubt">What to tell where the order of its numbers is not certain.</param>
internal sealed record ReceiptDates(DateOnly? Date, double Confidence, string? Doubt)
{
    private static readonly string[] Own =
        ["date", "datum", "fecha", "data", "dato", "invoice date", "factuur datum", "factuurdatum", "rechnungsdatum", "date de facture", "fecha de factura", "date of issue", "pay date", "belegdatum", "issued", "kelt", "vystaveno", "datum vystaveni", "bon", "order date"];

    private static readonly string[] Others =
        ["due", "due date", "verval", "vervaldatum", "fallig", "falligkeit", "zahlbar bis", "echeance", "vencimiento", "scadenza", "expiry", "exp", "valid", "period", "period start", "period end", "until", "delivery", "lieferdatum", "leverdatum", "return", "splatnost", "best before", "born", "since"];

    public static ReceiptDates Read(IReadOnlyList<ReceiptLine> lines, string? currency)
    {
        var found = lines.SelectMany(Within).ToList();
        if (found.Count == 0) return new ReceiptDates(null, 0, null);

        var order = DateOrderDecision.Decide([.. found.Select(item => item.Date)], [], null, separator => Locale.ImpliedOrder([], currency, null, separator));
        var days = found
            .Select(item => (item.Score, Day: item.Date.Value(order.Order ?? order.Possible[0]), Other: order.Possible.Where(other => other != (order.Order ?? order.Possible[0])).Select(other => item.Date.Value(other)).FirstOrDefault()))
            .Where(item => item.Day is not null)
            .GroupBy(item => item.Day!.Value)
            // Several looks that agree are worth more than one; of equals the earliest, since what is due is due later.
            .Select(group => (Day: group.Key, group.First().Other, Score: group.Max(item => item.Score) + Math.Min(1.5, (group.Count() - 1) * 0.5)))
            .OrderByDescending(item => item.Score).ThenBy(item => item.Day).ToList();
        if (days.Count == 0) return new ReceiptDates(null, 0, null);

        var best = days[0];
        var both = best.Other is { } other && other != best.Day ? $"{best.Day:yyyy-MM-dd} or {other:yyyy-MM-dd}" : null;
        if (order.Order is null && both is not null) return new ReceiptDates(null, 0, $"The date is {both}: nothing on the paper says whether the day or the month stands first.");

        var certain = order.Implied is null || both is null;
        return new ReceiptDates(best.Day, (certain ? 0.9 : 0.7) - (best.Score < 1 ? 0.3 : 0), certain ? null : $"The date is {both}; the first was taken because {order.Implied}.");
    }

    private static IEnumerable<(WrittenDate Date, double Score)> Within(ReceiptLine line)
    {
        foreach (var (date, at, length) in WrittenDate.Within(line.Text))
        {
            // "1 set 12.00" is a menu; a month by name has a year of four digits or signs between.
            if (date.NamedMonth is not null && date.Third < 100 && date.Text.IndexOfAny(['-', '/', '\'']) < 0) continue;

            var before = Folded.Text(line.Text[..at]);
            var score = 1.0;
            if (Has(before, Own)) score += 2;
            if (Has(before, Others)) score -= 3;
            // The till prints the time beside the date of the purchase.
            if (line.Text[(at + length)..].AsSpan().TrimStart() is [>= '0' and <= '2', _, ':', ..] || line.Folded.Contains("time", StringComparison.Ordinal) || line.Folded.Contains("uhr", StringComparison.Ordinal)) score += 1;
            yield return (date, score);
        }
    }

    private static bool Has(string folded, string[] phrases) => Array.Exists(phrases, phrase => Folded.HasPhrase(folded, phrase));
}
