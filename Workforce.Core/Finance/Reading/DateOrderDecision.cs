namespace Workforce.Core.Finance.Reading;

/// <summary>The order of the dates of a whole file.</summary>
/// <param name="Order">Null where two orders are possible and nothing decides.</param>
/// <param name="Possible">The orders that the dates themselves allow.</param>
/// <param name="Undecided">A date that the possible orders read differently, where there is one.</param>
/// <param name="Implied">Set where only the place of origin decided: the reason, for a warning.</param>
internal sealed record DateOrderDecision(DateOrder? Order, IReadOnlyList<DateOrder> Possible, WrittenDate? Undecided, string? Implied)
{
    /// <summary>A run of this many different dates in line order is not sorted by accident under the wrong reading (1 in 60 for five).</summary>
    private const int SortedRun = 5;

    /// <summary>
    /// Decides, in this order, by: the dates themselves (a 13 is no month), any other dates in the file that are written
    /// alike (a statement period, a second date column), the order of the lines, and last what the place implies.
    /// </summary>
    public static DateOrderDecision Decide(IReadOnlyList<WrittenDate> dates, IEnumerable<WrittenDate> others, DateOrder? hint, Func<char, (DateOrder Order, string Why)?> implied)
    {
        if (hint is { } told) return new DateOrderDecision(told, [told], null, null);

        var numeric = dates.Where(date => date.Separator != '\0').ToList();
        if (numeric.Count == 0) return new DateOrderDecision(DateOrder.YearFirst, [DateOrder.YearFirst], null, null);

        var possible = MostReadable(numeric);
        if (possible.Count > 1) possible = Narrow(possible, others.Where(other => other.Separator == numeric[0].Separator));
        if (possible.Count == 1) return new DateOrderDecision(possible[0], possible, null, null);

        var undecided = numeric.Find(date => possible.Select(order => date.Value(order, 2000)).Distinct().Count() > 1);
        if (undecided is null) return new DateOrderDecision(possible[0], possible, null, null);

        var sorted = possible.Where(order => IsSorted(numeric, order)).ToList();
        if (sorted.Count == 1) return new DateOrderDecision(sorted[0], possible, undecided, null);
        if (implied(numeric[0].Separator) is { } place && possible.Contains(place.Order)) return new DateOrderDecision(place.Order, possible, undecided, place.Why);

        return new DateOrderDecision(null, possible, undecided, null);
    }

    /// <summary>The orders under which most dates are dates: one bad line must not turn the others round.</summary>
    private static List<DateOrder> MostReadable(List<WrittenDate> dates)
    {
        var readable = dates.SelectMany(date => date.Orders).GroupBy(order => order).Select(group => (Order: group.Key, Count: group.Count())).ToList();
        var most = readable.Select(entry => entry.Count).DefaultIfEmpty().Max();
        var best = readable.Where(entry => entry.Count == most).Select(entry => entry.Order).Order().ToList();
        return best.Count > 0 ? best : [DateOrder.DayFirst];
    }

    private static List<DateOrder> Narrow(List<DateOrder> possible, IEnumerable<WrittenDate> others)
    {
        var left = possible.ToList();
        foreach (var other in others)
        {
            var fits = left.Intersect(other.Orders).ToList();
            if (fits.Count > 0) left = fits;
        }

        return left;
    }

    private static bool IsSorted(List<WrittenDate> dates, DateOrder order)
    {
        var values = dates.Select(date => date.Value(order, 2000)).OfType<DateOnly>().ToList();
        if (values.Distinct().Count() < SortedRun) return false;

        var pairs = values.Zip(values.Skip(1)).ToList();
        return pairs.TrueForAll(pair => pair.First <= pair.Second) || pairs.TrueForAll(pair => pair.First >= pair.Second);
    }
}
