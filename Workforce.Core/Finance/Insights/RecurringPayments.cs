using Workforce.Core.Finance.Categories;

namespace Workforce.Core.Finance.Insights;

/// <summary>
/// Finds payments that come back. Lines of one merchant, direction and currency are offered to every cadence: all of them
/// together, then those of like amounts; the best fit that is no chance is taken out, and the rest is looked at again.
/// </summary>
public static class RecurringPayments
{
    private const int MaxPerMerchant = 5;

    // Two like amounts among many say nothing.
    private const int SmallestCluster = 3;

    /// <summary>Largest yearly sum first. Whether one is late is judged by the last day its account's lines cover, not by today.</summary>
    public static IReadOnlyList<RecurringPayment> Find(IReadOnlyList<LedgerLine> lines)
    {
        var coveredTo = lines.GroupBy(line => line.AccountId).ToDictionary(group => group.Key, group => group.Max(line => line.Date));
        return
        [
            .. lines
                .Where(RecurringRules.CanRecur)
                .Select(line => (Line: line, Merchant: MerchantOf(line)))
                .GroupBy(pair => (Scope: MoneyScope.Of(pair.Line), pair.Merchant.Key, IsOut: pair.Line.Amount < 0))
                .SelectMany(group => OfMerchant(group.Key.Scope, group.Key.Key, [.. group.OrderBy(pair => pair.Line.Date).ThenBy(pair => pair.Line.Id)], coveredTo))
                .OrderBy(payment => payment.Scope)
                .ThenByDescending(payment => Math.Abs(payment.TypicalAmount) * 365 / CadenceRhythm.All.First(rhythm => rhythm.Cadence == payment.Cadence).Days)
                .ThenBy(payment => payment.Key, StringComparer.Ordinal),
        ];
    }

    internal static Merchant MerchantOf(LedgerLine line) =>
        line.Merchant is { Length: > 0 } name ? new(name, Merchants.KeyOf(name)) : Merchants.Normalise(line.Description, line.Counterparty);

    private static List<RecurringPayment> OfMerchant(
        MoneyScope scope, string merchantKey, IReadOnlyList<(LedgerLine Line, Merchant Merchant)> offered, Dictionary<Guid, DateOnly> coveredTo)
    {
        var found = new List<RecurringPayment>();
        var rest = offered.Select(pair => pair.Line).ToList();
        while (found.Count < MaxPerMerchant && Best(rest, merchantKey) is { } fit)
        {
            var last = fit.Members[^1].Line;
            var payment = RecurringDetails.Of(fit, scope, offered.First(pair => pair.Line.Id == last.Id).Merchant, coveredTo[last.AccountId], isFirst: found.Count == 0);
            found.Add(payment);
            var taken = payment.LineIds.ToHashSet();
            rest.RemoveAll(line => taken.Contains(line.Id));
        }

        return found;
    }

    private static RhythmFit? Best(List<LedgerLine> rest, string merchantKey) =>
        rest.Count >= 2
            && Hypotheses(rest)
                .Where(offered => offered.Count >= 2)
                .SelectMany(offered => CadenceRhythm.All.Select(rhythm => RhythmFit.Of(rhythm, offered)))
                .OfType<RhythmFit>()
                .Where(fit => RecurringRules.Accepts(fit, merchantKey))
                .MaxBy(fit => fit.Score) is { } best ? Widened(best, rest, merchantKey) : null;

    // Found among like amounts, a rhythm may well have met other due dates with somewhat other amounts.
    private static RhythmFit Widened(RhythmFit fit, List<LedgerLine> rest, string merchantKey)
    {
        var typical = Statistics.Median([.. fit.Members.Select(member => member.Line.Amount)]);
        var wider = fit.With(rest.Where(line => IsOfSize(line, typical, 1.5m)));
        return wider.Filled > fit.Filled && RecurringRules.Accepts(wider, merchantKey) ? wider : fit;
    }

    private static bool IsOfSize(LedgerLine line, decimal typical, decimal factor) =>
        Math.Abs(line.Amount) <= Math.Abs(typical) * factor && Math.Abs(line.Amount) >= Math.Abs(typical) / factor;

    // All but the odd sizes together; apart where neighbours in size differ by a quarter; apart where they differ at all.
    private static IEnumerable<IReadOnlyList<LedgerLine>> Hypotheses(List<LedgerLine> oldestFirst)
    {
        var typical = Statistics.Median([.. oldestFirst.Select(line => line.Amount)]);
        yield return [.. oldestFirst.Where(line => IsOfSize(line, typical, 3))];
        foreach (var cluster in Clusters(oldestFirst, 1.25m).Concat(Clusters(oldestFirst, 1.005m)).Where(cluster => cluster.Count >= SmallestCluster && cluster.Count < oldestFirst.Count))
        {
            yield return cluster;
        }
    }

    private static IEnumerable<List<LedgerLine>> Clusters(List<LedgerLine> lines, decimal ratio)
    {
        var cluster = new List<LedgerLine>();
        foreach (var line in lines.OrderBy(line => Math.Abs(line.Amount)).ThenBy(line => line.Date).ThenBy(line => line.Id))
        {
            if (cluster.Count > 0 && Math.Abs(line.Amount) > Math.Abs(cluster[^1].Amount) * ratio)
            {
                yield return Ordered(cluster);
                cluster = [];
            }

            cluster.Add(line);
        }

        yield return Ordered(cluster);
    }

    private static List<LedgerLine> Ordered(IEnumerable<LedgerLine> lines) => [.. lines.OrderBy(line => line.Date).ThenBy(line => line.Id)];
}
