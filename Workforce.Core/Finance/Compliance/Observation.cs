namespace Workforce.Core.Finance.Compliance;

/// <summary>What a check saw, before it is put together with the check's title and source.</summary>
/// <param name="Key">Stable within the check: a year, a day, an account.</param>
/// <param name="Tallies">What it rests on where it is about the person; empty where it is about one account.</param>
public sealed record Observation(string Key, string Text, decimal? Amount, string? Currency, IReadOnlyList<Guid> LineIds, IReadOnlyList<Tally> Tallies)
{
    public Observation(string key, string text, decimal? amount, string? currency, IReadOnlyList<Guid> lineIds)
        : this(key, text, amount, currency, lineIds, [])
    {
    }

    public static Observation On(IReadOnlyList<Tally> tallies, string key, string text, decimal? amount, string? currency) =>
        new(key, text, amount, currency, [.. tallies.SelectMany(tally => tally.LineIds).Distinct().Take(Tally.MostLines)], tallies);
}
