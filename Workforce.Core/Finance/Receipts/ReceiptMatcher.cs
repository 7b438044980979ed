namespace Workforce.Core.Finance.Receipts;

/// <summary>A receipt as matching sees it.</summary>
public sealed record ReceiptToMatch(Guid Id, DocumentKind Document, string? Merchant, DateOnly? Date, decimal? Total, string? Currency);

/// <summary>A bank line as matching sees it; money out is negative. <paramref name="Text"/> is all of its words with the other side's name.</summary>
public sealed record LineToMatch(Guid Id, DateOnly? Date, decimal Amount, string? Currency, string Text);

/// <param name="Score">0 to 1, see <see cref="ReceiptMatcher"/>.</param>
public sealed record ReceiptMatch(Guid ReceiptId, Guid LineId, decimal Score);

/// <summary>What belongs together for certain, and what a person should decide.</summary>
/// <param name="Suggestions">Pairs of receipts that are not matched with lines that are not taken, best first.</param>
public sealed record ReceiptMatches(IReadOnlyList<ReceiptMatch> Matches, IReadOnlyList<ReceiptMatch> Suggestions);

/// <summary>
/// Finds the bank line of each receipt. A pair is possible where the amounts are equal to the cent (or, in a restaurant
/// whose name agrees, the line is up to 25 % higher: a tip added by hand), no two known currencies differ, and the line is
/// dated 0 to 5 days after the receipt (45 after an invoice, which is paid when it is due). Its score is 45 % amount,
/// 25 % nearness in time, 30 % likeness of names. A pair is a match where it scores 0.65 and leads every other pair of the
/// same receipt and of the same line by 0.1; any other possible pair is a suggestion from 0.4. A payslip is never matched.
/// </summary>
public static class ReceiptMatcher
{
    private const decimal MatchScore = 0.65m;
    private const decimal Lead = 0.1m;
    private const decimal SuggestionScore = 0.4m;

    /// <summary>From the amount with the highest tip up to the amount itself, both negative; a refund comes in and has no tip.</summary>
    public static (decimal Least, decimal Most) AmountsOf(decimal total) => total > 0 ? (-total * (1 + MatchScoring.HighestTip), -total) : (-total, -total);

    /// <param name="refused">Pairs that a person took apart.</param>
    public static ReceiptMatches Match(IReadOnlyList<ReceiptToMatch> receipts, IReadOnlyList<LineToMatch> lines, IReadOnlySet<(Guid Receipt, Guid Line)>? refused = null)
    {
        var open = Pairs(receipts, lines);
        open.RemoveAll(pair => refused?.Contains((pair.ReceiptId, pair.LineId)) == true);
        var matches = new List<ReceiptMatch>();
        while (true)
        {
            // Every pair that leads is settled at once, so that the order of receipts and lines cannot matter.
            var certain = open.FindAll(pair => pair.Score >= MatchScore && Leads(pair, open));
            if (certain.Count == 0) break;

            matches.AddRange(certain);
            var taken = certain.SelectMany(pair => new[] { pair.ReceiptId, pair.LineId }).ToHashSet();
            // What is settled no longer stands in the way of others.
            open = open.FindAll(pair => !taken.Contains(pair.ReceiptId) && !taken.Contains(pair.LineId));
        }

        return new ReceiptMatches(
            [.. matches.OrderByDescending(pair => pair.Score).ThenBy(pair => pair.ReceiptId)],
            [.. open.Where(pair => pair.Score >= SuggestionScore).OrderByDescending(pair => pair.Score).ThenBy(pair => pair.ReceiptId).ThenBy(pair => pair.LineId)]);
    }

    private static bool Leads(ReceiptMatch pair, List<ReceiptMatch> open) =>
        open.TrueForAll(other => other == pair || (other.ReceiptId != pair.ReceiptId && other.LineId != pair.LineId) || other.Score + Lead <= pair.Score);

    private static List<ReceiptMatch> Pairs(IReadOnlyList<ReceiptToMatch> receipts, IReadOnlyList<LineToMatch> lines)
    {
        var byAmount = lines.Where(line => line.Amount != 0).OrderBy(line => line.Amount).ToList();
        var amounts = byAmount.ConvertAll(line => line.Amount);
        var pairs = new List<ReceiptMatch>();
        foreach (var receipt in receipts)
        {
            if (receipt.Total is not { } total || total == 0 || receipt.Document is DocumentKind.Payslip or DocumentKind.Other) continue;

            var (least, most) = AmountsOf(total);
            var from = amounts.BinarySearch(least) is var at && at < 0 ? ~at : at;
            while (from > 0 && amounts[from - 1] >= least) from--;
            for (; from < byAmount.Count && amounts[from] <= most; from++)
            {
                if (MatchScoring.Score(receipt, total, byAmount[from]) is { } score) pairs.Add(new ReceiptMatch(receipt.Id, byAmount[from].Id, score));
            }
        }

        return pairs;
    }
}
