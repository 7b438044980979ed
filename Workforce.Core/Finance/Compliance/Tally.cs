namespace Workforce.Core.Finance.Compliance;

/// <summary>What an account, or all of them, contribute to one check under one key.</summary>
/// <param name="Key">What is counted together: a year, a day, a currency.</param>
/// <param name="Part">What of it: a check may need several figures under one key.</param>
/// <param name="Sum">As the check sums: signed, or of sizes.</param>
/// <param name="LineIds">The lines counted, oldest first; of very many the first <see cref="MostLines"/>.</param>
public sealed record Tally(string Key, string Part, int Count, decimal Sum, string? Currency, DateOnly First, DateOnly Last, IReadOnlyList<Guid> LineIds)
{
    /// <summary>More than anybody looks through one by one.</summary>
    public const int MostLines = 200;

    /// <param name="lines">At least one.</param>
    /// <param name="sum">What of a line is summed; its amount where nothing is said.</param>
    public static Tally Of(string key, IEnumerable<LedgerLine> lines, string? currency, string part = "", Func<LedgerLine, decimal>? sum = null)
    {
        var counted = lines.OrderBy(line => line.Date).ThenBy(line => line.Id).ToList();
        return new(key, part, counted.Count, counted.Sum(sum ?? (line => line.Amount)), currency, counted[0].Date, counted[^1].Date, [.. counted.Take(MostLines).Select(line => line.Id)]);
    }

    /// <summary>Tallies of several accounts as one per key and part. The database does the same to those it keeps.</summary>
    public static IReadOnlyList<Tally> Merge(IEnumerable<Tally> ofAccounts) =>
    [
        .. ofAccounts
            .GroupBy(tally => (tally.Key, tally.Part))
            .OrderBy(group => group.Key.Key, StringComparer.Ordinal).ThenBy(group => group.Key.Part, StringComparer.Ordinal)
            .Select(group => new Tally(
                group.Key.Key, group.Key.Part, group.Sum(tally => tally.Count), group.Sum(tally => tally.Sum), group.First().Currency,
                group.Min(tally => tally.First), group.Max(tally => tally.Last), [.. group.SelectMany(tally => tally.LineIds).Take(MostLines)])),
    ];
}

/// <summary>All tallies of one check, merged.</summary>
public sealed record Tallies(IReadOnlyList<Tally> All, TaxProfile Profile)
{
    /// <summary>Those of one part, by key.</summary>
    public IEnumerable<Tally> Of(string part) => All.Where(tally => tally.Part == part);

    public Tally? Find(string key, string part = "") => All.FirstOrDefault(tally => tally.Key == key && tally.Part == part);
}
