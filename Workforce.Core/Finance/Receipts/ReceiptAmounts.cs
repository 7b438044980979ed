namespace Workforce.Core.Finance.Receipts;

/// <summary>The money on a receipt, chosen by labels and checked by arithmetic over all looks at the paper.</summary>
internal sealed record ReceiptAmounts(decimal? Total, double TotalConfidence, decimal? Subtotal, decimal? Tax, double TaxConfidence, decimal? Tip, decimal? Cash, decimal? Change)
{
    /// <summary>No sales tax is higher (Hungary has 27 %); more than that beside a total is something else.</summary>
    private const decimal HighestTaxShare = 0.3m;

    public static ReceiptAmounts Read(IReadOnlyList<ReceiptLine> lines)
    {
        var found = Labelled(lines);
        var values = found.Select(item => item.Value).Where(value => value > 0).ToHashSet();
        var candidates = values.Concat(Sums(found)).Concat(Paid(found)).Where(value => value > 0).ToHashSet();
        var best = candidates.Select(value => (Value: value, Score: Score(value, found, values)))
            .OrderByDescending(candidate => candidate.Score).ThenByDescending(candidate => candidate.Value).FirstOrDefault();
        if (best.Score < 1) return new ReceiptAmounts(null, 0, null, null, 0, null, null, null);

        var (subtotal, tax, tip) = Parts(best.Value, found, values);
        var (cash, change) = CashAndChange(best.Value, found);
        return new ReceiptAmounts(
            best.Value, Confidence(best.Score),
            subtotal ?? Most(found, AmountRole.Subtotal, value => value <= best.Value),
            tax ?? Unproven(best.Value, found), tax is null ? 0.4 : 0.9,
            tip, cash, change);
    }

    private static List<(AmountRole Role, decimal Value, int Look)> Labelled(IReadOnlyList<ReceiptLine> lines)
    {
        var found = new List<(AmountRole, decimal, int)>();
        for (var at = 0; at < lines.Count; at++)
        {
            var line = lines[at];
            var role = AmountWords.Of(line.Label);
            // A line ends with what it comes to; amounts before that are prices of one piece.
            foreach (var amount in line.Amounts) found.Add((amount == line.Amounts[^1] ? role : AmountRole.UnitPrice, amount.Value, line.Look));

            // A label alone, and its amount alone on the next line.
            if (line.Amounts.Count == 0 && role != AmountRole.None && at + 1 < lines.Count && lines[at + 1] is { Amounts.Count: 1, Label: "" } next && next.Look == line.Look) found.Add((role, next.Amounts[0].Value, line.Look));
            // The words of a tax table's row stand above it: net, tax and gross in one line tell themselves.
            if (line.Amounts.Count == 3 && line.Amounts[0].Value + line.Amounts[1].Value == line.Amounts[2].Value && line.Amounts[1].Value <= line.Amounts[2].Value * HighestTaxShare)
            {
                found.Add((AmountRole.Subtotal, line.Amounts[0].Value, line.Look));
                found.Add((AmountRole.Tax, line.Amounts[1].Value, line.Look));
            }
        }

        return found;
    }

    private static IEnumerable<decimal> Of(List<(AmountRole Role, decimal Value, int Look)> found, AmountRole role) => found.Where(item => item.Role == role).Select(item => item.Value).Distinct();

    /// <summary>Totals that the parts make even where the total itself was not recognised.</summary>
    private static IEnumerable<decimal> Sums(List<(AmountRole Role, decimal Value, int Look)> found) =>
        from subtotal in Of(found, AmountRole.Subtotal)
        from tax in Of(found, AmountRole.Tax)
        where tax <= subtotal * HighestTaxShare
        select subtotal + tax;

    private static IEnumerable<decimal> Paid(List<(AmountRole Role, decimal Value, int Look)> found) =>
        from cash in Of(found, AmountRole.Cash)
        from change in Of(found, AmountRole.Change)
        select cash - change;

    private static double Score(decimal value, List<(AmountRole Role, decimal Value, int Look)> found, HashSet<decimal> values)
    {
        var score = 0.0;
        var roles = found.Where(item => item.Value == value).ToList();
        if (roles.Exists(item => item.Role == AmountRole.DueTotal)) score += 3;
        else if (roles.Exists(item => item.Role == AmountRole.Total)) score += 2.5;
        if (roles.Exists(item => item.Role == AmountRole.Card)) score += 1.5;
        if (Parts(value, found, values).Subtotal is not null) score += 3;
        if (Paid(found).Contains(value)) score += 2.5;
        // Seen by several looks, or printed several times: once is chance.
        score += Math.Min(1.5, (roles.Count - 1) * 0.5);
        if (values.Count > 0 && value == values.Max()) score += 0.5;
        if (roles.Exists(item => item.Role == AmountRole.Cash) && Of(found, AmountRole.Change).Any(change => change > 0 && values.Contains(value - change))) score -= 3;
        if (roles.Count > 0 && roles.TrueForAll(item => item.Role is AmountRole.Subtotal or AmountRole.Tax or AmountRole.Tip or AmountRole.Change or AmountRole.Discount or AmountRole.Ignored or AmountRole.Rounding or AmountRole.UnitPrice)) score -= 2;
        return score;
    }

    /// <summary>Subtotal, tax and tip that make this total to the cent; of several, those that their labels name.</summary>
    private static (decimal? Subtotal, decimal? Tax, decimal? Tip) Parts(decimal total, List<(AmountRole Role, decimal Value, int Look)> found, HashSet<decimal> values)
    {
        var subtotals = Of(found, AmountRole.Subtotal).ToHashSet();
        decimal?[] tips = [null, .. Of(found, AmountRole.Tip).Select(tip => (decimal?)tip)];
        var taxes = Of(found, AmountRole.Tax).ToList();
        // Two rates have two lines of tax.
        var sums = taxes.SelectMany((first, at) => taxes.Skip(at + 1).Select(second => first + second));
        var withTax = taxes.Concat(sums).Where(tax => tax > 0 && tax <= total * HighestTaxShare)
            .SelectMany(tax => tips.Select(tip => (Subtotal: (decimal?)(total - tax - (tip ?? 0)), Tax: (decimal?)tax, Tip: tip)))
            .Where(parts => values.Contains(parts.Subtotal!.Value) && parts.Subtotal > parts.Tax)
            .OrderByDescending(parts => subtotals.Contains(parts.Subtotal!.Value)).ThenBy(parts => parts.Tip is null).FirstOrDefault();
        if (withTax.Tax is not null) return withTax;

        var tipped = tips.OfType<decimal>().Where(tip => tip > 0 && subtotals.Contains(total - tip)).Select(tip => (decimal?)tip).FirstOrDefault();
        return tipped is null ? (null, null, null) : (total - tipped, null, tipped);
    }

    /// <summary>A tax that stands alone: zero where every line of tax says so, the only one there is where it is plausible.</summary>
    private static decimal? Unproven(decimal total, List<(AmountRole Role, decimal Value, int Look)> found)
    {
        var taxes = Of(found, AmountRole.Tax).ToList();
        if (taxes.Count > 0 && taxes.TrueForAll(tax => tax == 0)) return 0;
        return taxes.Where(tax => tax > 0 && tax <= total * HighestTaxShare).ToList() is [var only] ? only : null;
    }

    private static (decimal? Cash, decimal? Change) CashAndChange(decimal total, List<(AmountRole Role, decimal Value, int Look)> found)
    {
        var pairs = from cash in Of(found, AmountRole.Cash) from change in Of(found, AmountRole.Change) where cash - change == total select ((decimal?)cash, (decimal?)change);
        return pairs.FirstOrDefault((Most(found, AmountRole.Cash, value => value >= total), null));
    }

    private static decimal? Most(List<(AmountRole Role, decimal Value, int Look)> found, AmountRole role, Predicate<decimal> holds) =>
        found.Where(item => item.Role == role && item.Value > 0 && holds(item.Value)).GroupBy(item => item.Value).OrderByDescending(group => group.Count()).Select(group => (decimal?)group.Key).FirstOrDefault();

    private static double Confidence(double score) => score switch
    {
        >= 5.5 => 0.98,
        >= 3.5 => 0.9,
        >= 3 => 0.75,
        >= 2 => 0.5,
        _ => 0.25,
    };
}
