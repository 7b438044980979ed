namespace Workforce.Core.Finance.Transfers;

/// <summary>What was found out about one line.</summary>
/// <param name="Other">The other side; null where there are candidates and none of them is clearly it.</param>
public sealed record OtherSide(Guid? Other)
{
    public static OtherSide Unclear { get; } = new((Guid?)null);
}

/// <summary>
/// Finds transfers between the accounts of one owner. Two lines are the sides of one when
/// they are of different accounts, in one currency, of one amount with opposite signs, at most <see cref="Days"/> days apart;
/// one of them is filed as a transfer, or both name the same party;
/// and each is the nearest such line of the other, no third being as near to either.
/// Several lines of one account that are alike in all of that on one day count as one here: with as many on either side they
/// are paired one by one, otherwise none is. A line whose candidates leave a doubt stays unpaired.
/// Whether two lines are a pair hangs on lines within twice <see cref="Days"/> of them alone.
/// </summary>
public static class TransferPairs
{
    /// <summary>Three working days and a weekend.</summary>
    public const int Days = 5;

    /// <summary>The lines that have a candidate, and what came of it; the others are in no doubt: they are no transfer between these accounts.</summary>
    public static IReadOnlyDictionary<Guid, OtherSide> Find(IEnumerable<TransferSide> sides)
    {
        var found = new Dictionary<Guid, OtherSide>();
        foreach (var amount in sides.Where(side => side.Amount != 0).GroupBy(side => (side.Currency, Math.Abs(side.Amount))))
        {
            var (outs, ins) = (Groups(amount.Where(side => side.Amount < 0)), Groups(amount.Where(side => side.Amount > 0)));
            if (outs.Count > 0 && ins.Count > 0)
            {
                Pair(outs, ins, found);
            }
        }

        return found;
    }

    private static List<Alike> Groups(IEnumerable<TransferSide> sides) =>
    [
        .. sides
            .GroupBy(side => (side.AccountId, side.Date, side.Party, side.IsFiled))
            .Select(alike => new Alike(alike.First(), [.. alike.Select(side => side.Id).Order()]))
            .OrderBy(alike => alike.Side.Date),
    ];

    private static void Pair(List<Alike> outs, List<Alike> ins, Dictionary<Guid, OtherSide> found)
    {
        foreach (var one in outs)
        {
            var nearest = Nearest(one, ins);
            var isMutual = nearest.Clear is { } other && other.Ids.Count == one.Ids.Count && ReferenceEquals(Nearest(other, outs).Clear, one);
            for (var i = 0; i < one.Ids.Count && nearest.Any; i++)
            {
                found[one.Ids[i]] = isMutual ? new(nearest.Clear!.Ids[i]) : OtherSide.Unclear;
                if (isMutual)
                {
                    found[nearest.Clear!.Ids[i]] = new(one.Ids[i]);
                }
            }
        }

        foreach (var id in ins.Where(one => Nearest(one, outs).Any).SelectMany(one => one.Ids))
        {
            found.TryAdd(id, OtherSide.Unclear);
        }
    }

    private static (bool Any, Alike? Clear) Nearest(Alike one, List<Alike> others)
    {
        var (any, clear, best) = (false, (Alike?)null, int.MaxValue);
        for (var i = First(others, one.Side.Date.DayNumber - Days); i < others.Count && others[i].Side.Date.DayNumber <= one.Side.Date.DayNumber + Days; i++)
        {
            var distance = Math.Abs(others[i].Side.Date.DayNumber - one.Side.Date.DayNumber);
            if (distance <= best && AreCandidates(one.Side, others[i].Side))
            {
                (any, clear, best) = (true, distance < best ? others[i] : null, distance);
            }
        }

        return (any, clear);
    }

    /// <summary>Index of the first one on or after the day.</summary>
    private static int First(List<Alike> oldestFirst, int day)
    {
        var (low, high) = (0, oldestFirst.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = oldestFirst[middle].Side.Date.DayNumber < day ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static bool AreCandidates(TransferSide a, TransferSide b) =>
        a.AccountId != b.AccountId && (a.IsFiled || b.IsFiled || (a.Party.Length > 0 && a.Party == b.Party));

    private sealed record Alike(TransferSide Side, IReadOnlyList<Guid> Ids);
}
