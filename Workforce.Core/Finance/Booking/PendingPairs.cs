using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Receipts;

namespace Workforce.Core.Finance.Booking;

/// <summary>
/// Tells which booked line a pending one has become. The two are of one account, amount and currency and at most
/// <see cref="Days"/> days apart; the booked line came with a statement that is newer than all that show the pending one, so
/// that no statement shows both and what the newest still shows as pending stays; and a booked line was one pending line at
/// most. Where several fit, those of the most similar text are one, then the nearest. Texts that name two different
/// parties never are; banks often write no name at all before they book, and that is in nobody's way.
/// </summary>
public static class PendingPairs
{
    /// <summary>Card payments are booked within a week as a rule, and holidays come on top.</summary>
    public const int Days = 10;

    // Names that share a telling word reach it; unrelated ones share some letters at most.
    private const double SameParty = 0.35;

    public static IReadOnlyList<(ShownLine Pending, ShownLine Booked)> Find(IReadOnlyList<ShownLine> pending, IReadOnlyList<ShownLine> booked)
    {
        var byAmount = booked.ToLookup(line => (line.AccountId, line.Amount));
        var fits = pending
            .SelectMany(line => byAmount[(line.AccountId, line.Amount)].Where(other => MayBe(line, other)).Select(other => (Pending: line, Booked: other, Similar: Similarity(line, other))))
            .Where(fit => fit.Similar is not null)
            .OrderByDescending(fit => fit.Similar)
            .ThenBy(fit => Apart(fit.Pending, fit.Booked))
            // Equal lines of one day are paired in the order they came, whichever that is: they are exchangeable.
            .ThenBy(fit => fit.Pending.Id).ThenBy(fit => fit.Booked.Id);
        var taken = new HashSet<Guid>();
        var pairs = new List<(ShownLine, ShownLine)>();
        foreach (var (line, other, _) in fits)
        {
            if (!taken.Contains(line.Id) && !taken.Contains(other.Id))
            {
                taken.UnionWith([line.Id, other.Id]);
                pairs.Add((line, other));
            }
        }

        return pairs;
    }

    private static bool MayBe(ShownLine pending, ShownLine booked) =>
        Apart(pending, booked) <= Days
        && pending.Last < booked.First
        && (pending.Currency is null || booked.Currency is null || pending.Currency == booked.Currency)
        && (booked.PendingFingerprint is null || booked.PendingFingerprint == pending.PendingFingerprint);

    /// <summary>0 to 2, null where the two name different parties.</summary>
    private static double? Similarity(ShownLine pending, ShownLine booked)
    {
        if (pending.BankReference is { } reference && reference == booked.BankReference) return 2;

        var (before, after) = (Merchants.Normalise(pending.Description, pending.Counterparty).Key, Merchants.Normalise(booked.Description, booked.Counterparty).Key);
        if (IsNobody(before) || IsNobody(after)) return 0;
        if (before == after) return 1;

        return MerchantSimilarity.Of(Text(pending), Text(booked)) is var similar and >= SameParty ? similar : null;
    }

    private static bool IsNobody(string key) => Merchants.IsGeneric(key);

    private static string Text(ShownLine line) => $"{line.Counterparty} {line.Description}";

    private static int Apart(ShownLine one, ShownLine other) => Math.Abs(one.Date.DayNumber - other.Date.DayNumber);
}
