namespace Workforce.Core.Finance.Insights;

/// <summary>How well some payments keep a rhythm.</summary>
/// <param name="Members">The payments that meet a due date, one per due date, oldest first, with the due date's number.</param>
internal sealed record RhythmFit(CadenceRhythm Rhythm, DateOnly Anchor, IReadOnlyList<(LedgerLine Line, int Step, int Offset)> Members, int Offered)
{
    private const int MaxAnchors = 31;

    public int Filled => Members.Count;

    public int Slots => Members[^1].Step - Members[0].Step + 1;

    /// <summary>Share of the due dates met.</summary>
    public double Coverage => (double)Filled / Slots;

    /// <summary>Share of the payments looked at that the rhythm explains.</summary>
    public double Purity => (double)Filled / Offered;

    /// <summary>Mean distance from the due date ÷ tolerance, 0 to 1.</summary>
    public double Wobble => Members.Average(member => Math.Abs(member.Offset)) / Rhythm.Tolerance;

    /// <summary>Share of neighbours whose amounts differ by at most a tenth: steps in price keep it high, bills by use do not.</summary>
    public double Steadiness => Filled < 2 ? 1 : Members.Zip(Members.Skip(1), (a, b) => Near(a.Line.Amount, b.Line.Amount, 0.10m) ? 1.0 : 0.0).Average();

    public bool IsSteady => Steadiness >= 0.7;

    /// <summary>Filled × coverage × purity × (1 − wobble ÷ 2), a fifth less for unsteady amounts. Compares fits of the same payments.</summary>
    public double Score => Filled * Coverage * Purity * (1 - Wobble / 2) * (IsSteady ? 1 : 0.8);

    /// <summary>0 to 1: coverage × purity × (1 − wobble ÷ 2) × n ÷ (n + 1), a fifth less for unsteady amounts.</summary>
    public double Confidence => Math.Round(Coverage * Purity * (1 - Wobble / 2) * Filled / (Filled + 1.0) * (IsSteady ? 1 : 0.8), 2);

    public static bool Near(decimal a, decimal b, decimal share) => Math.Abs(a - b) <= share * Math.Max(Math.Abs(a), Math.Abs(b));

    /// <summary>The best fit of the payments to a rhythm: each distinct day among them is tried as the anchor; most due dates met wins, then the smallest sum of distances.</summary>
    public static RhythmFit? Of(CadenceRhythm rhythm, IReadOnlyList<LedgerLine> oldestFirst)
    {
        // More payments than due dates could take: no rhythm of this length explains them.
        var span = oldestFirst[^1].Date.DayNumber - oldestFirst[0].Date.DayNumber;
        if (oldestFirst.Count < rhythm.MinCount || oldestFirst.Count > 2 * (span / rhythm.Days + 2))
        {
            return null;
        }

        var anchors = oldestFirst.Select(line => line.Date).DistinctBy(date => Phase(rhythm, date)).ToList();
        var stride = Math.Max(1, anchors.Count / MaxAnchors);
        var best = (Filled: 0, Sum: int.MaxValue, Anchor: default(DateOnly));
        for (var i = 0; i < anchors.Count; i += stride)
        {
            var (filled, sum) = Try(rhythm, anchors[i], oldestFirst);
            if (filled > best.Filled || filled == best.Filled && sum < best.Sum)
            {
                best = (filled, sum, anchors[i]);
            }
        }

        return best.Filled >= rhythm.MinCount ? At(rhythm, best.Anchor, oldestFirst) : null;
    }

    // Counts without building: this runs for every anchor of every cadence. Steps never fall, the lines being in order.
    private static (int Filled, int Sum) Try(CadenceRhythm rhythm, DateOnly anchor, IReadOnlyList<LedgerLine> oldestFirst)
    {
        var (filled, sum, last) = (0, 0, int.MinValue);
        foreach (var line in oldestFirst)
        {
            var (step, offset) = rhythm.Nearest(anchor, line.Date);
            var distance = Math.Abs(offset);
            sum += Math.Min(distance, rhythm.Tolerance + 1);
            if (distance <= rhythm.Tolerance && step != last)
            {
                filled++;
                last = step;
            }
        }

        return (filled, sum);
    }

    /// <summary>The same fit with further payments on due dates it has not met, none off by more than half the tolerance.</summary>
    public RhythmFit With(IEnumerable<LedgerLine> others)
    {
        var met = Members.Select(member => member.Step).ToHashSet();
        var added = others
            .Select(line => (Line: line, Nearest: Rhythm.Nearest(Anchor, line.Date)))
            .Where(pair => !met.Contains(pair.Nearest.Steps) && Math.Abs(pair.Nearest.Offset) * 2 <= Rhythm.Tolerance)
            .GroupBy(pair => pair.Nearest.Steps)
            .Select(slot => slot.OrderBy(pair => Math.Abs(pair.Nearest.Offset)).ThenBy(pair => pair.Line.Date).ThenBy(pair => pair.Line.Id).First())
            .Select(pair => (pair.Line, Step: pair.Nearest.Steps, pair.Nearest.Offset))
            .ToList();
        return this with { Members = [.. Members.Concat(added).OrderBy(member => member.Step)], Offered = Offered + added.Count };
    }

    private static (int, int) Phase(CadenceRhythm rhythm, DateOnly date) =>
        rhythm.Months == 0 ? (date.DayNumber % rhythm.Days, 0) : (date.Day, (date.Year * 12 + date.Month) % rhythm.Months);

    private static RhythmFit At(CadenceRhythm rhythm, DateOnly anchor, IReadOnlyList<LedgerLine> lines) =>
        new(
            rhythm,
            anchor,
            [
                .. lines
                    .Select(line => (Line: line, Nearest: rhythm.Nearest(anchor, line.Date)))
                    .Where(pair => Math.Abs(pair.Nearest.Offset) <= rhythm.Tolerance)
                    .GroupBy(pair => pair.Nearest.Steps)
                    .Select(slot => slot.OrderBy(pair => Math.Abs(pair.Nearest.Offset)).ThenBy(pair => pair.Line.Date).ThenBy(pair => pair.Line.Id).First())
                    .OrderBy(pair => pair.Nearest.Steps)
                    .Select(pair => (pair.Line, pair.Nearest.Steps, pair.Nearest.Offset)),
            ],
            lines.Count);
}
