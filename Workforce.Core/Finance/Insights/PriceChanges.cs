namespace Workforce.Core.Finance.Insights;

/// <summary>
/// Finds where a steady payment moved to another amount. A new amount counts once it is paid twice running (within 1 %), or,
/// unconfirmed, when it is the latest after three or more of the old; a single odd payment between two of the old amount is none.
/// </summary>
internal static class PriceChanges
{
    private const decimal Same = 0.01m;
    private const int HeldBeforeUnconfirmed = 3;

    public static IReadOnlyList<PriceChange> In(IReadOnlyList<LedgerLine> oldestFirst)
    {
        var changes = new List<PriceChange>();
        if (!IsSteady(oldestFirst))
        {
            return changes;
        }

        var (level, held) = (oldestFirst[0].Amount, 1);
        for (var i = 1; i < oldestFirst.Count; i++)
        {
            var amount = oldestFirst[i].Amount;
            if (RhythmFit.Near(amount, level, Same))
            {
                held++;
                continue;
            }

            var isLast = i == oldestFirst.Count - 1;
            if (isLast ? held >= HeldBeforeUnconfirmed : RhythmFit.Near(amount, oldestFirst[i + 1].Amount, Same))
            {
                changes.Add(new(oldestFirst[i].Date, level, amount, !isLast));
                (level, held) = (amount, 1);
            }
        }

        return changes;
    }

    // Of bills by use every amount is new; only a payment that mostly stays the same has a price.
    private static bool IsSteady(IReadOnlyList<LedgerLine> lines) =>
        lines.Count >= 3 && lines.Zip(lines.Skip(1), (a, b) => RhythmFit.Near(a.Amount, b.Amount, Same) ? 1.0 : 0.0).Average() >= 0.5;
}
