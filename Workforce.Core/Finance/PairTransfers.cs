using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Workforce.Core.Data;
using Workforce.Core.Finance.Categories;
using Workforce.Core.Finance.Transfers;

namespace Workforce.Core.Finance;

/// <summary>
/// Keeps the known other sides in step with the lines, inside a transaction that holds the tenant's lock on categories
/// (<see cref="CategoryLock"/>), so that of two statements that bring the two sides the later one sees both.
/// </summary>
public static class PairTransfers
{
    /// <summary>Lines of these changed, came or went. Returns the accounts in which an other side became known, or is so no more.</summary>
    public static Task<IReadOnlyList<Guid>> AroundAsync(WorkforceDbContext db, Guid[] lines, CancellationToken ct) => AroundAsync(db, lines, [], ct);

    /// <summary>What is needed to look around lines once they are gone.</summary>
    internal static Task<List<Place>> PlacesAsync(IQueryable<Transaction> lines, CancellationToken ct) =>
        lines.Where(line => line.PairKey != null && line.Date != null && (line.OtherSideId != null || line.OtherSideUnclear))
            .Select(line => new Place(line.PairKey!, line.Date!.Value)).Distinct().ToListAsync(ct);

    internal static async Task<IReadOnlyList<Guid>> AroundAsync(WorkforceDbContext db, Guid[] lines, IReadOnlyList<Place> places, CancellationToken ct)
    {
        var near = await NearAsync(db, lines, places, ct);
        var found = TransferPairs.Find(near.Where(line => TransferSide.MayBe(line.Category, line.CategorySource)).Select(line => line.Side()));
        // Farther away than this, nothing can have changed, and not all is known that it hangs on.
        var changed = near.Where(line => line.Distance <= 2 * TransferPairs.Days && line.OtherSide() != found.GetValueOrDefault(line.Id)).ToList();
        if (changed.Count > 0)
        {
            await StoreAsync(db, [.. changed.Select(line => (line.Id, found.GetValueOrDefault(line.Id)))], ct);
        }

        return [.. changed.Select(line => line.AccountId).Distinct()];
    }

    // Starts from the places and goes to each by the index: what it costs hangs on the lines given and not on all there are.
    private static Task<List<Near>> NearAsync(WorkforceDbContext db, Guid[] lines, IReadOnlyList<Place> places, CancellationToken ct)
    {
        string[] possible = [.. TransferSide.Filed, .. TransferSide.Open];
        string[] guessed = [DecisionSource.Offline.WireName(), DecisionSource.None.WireName()];
        string[] keys = [.. places.Select(place => place.Key)];
        DateOnly[] dates = [.. places.Select(place => place.Date)];
        return db.Database.SqlQuery<Near>(
            $"""
            with given as (
                select pair_key, date from finance.transaction
                where id = any({lines}) and pair_key is not null and date is not null
                  and (category = any({possible}) or category_source = any({guessed}) or other_side_id is not null or other_side_unclear)
                union
                select * from unnest({keys}, {dates})
            ), place as materialized (
                -- Bounds as columns: an index serves a bare comparison, which leaks nothing, and no arithmetic in it.
                select pair_key, date, date - {4 * TransferPairs.Days} as low, date + {4 * TransferPairs.Days} as high from given
            )
            select line.id as "Id", line.account_id as "AccountId", line.date as "Date", line.amount as "Amount", line.currency as "Currency",
                   coalesce(line.merchant_key, '') as "Party", line.category as "Category", line.category_source as "CategorySource",
                   line.other_side_id as "OtherSideId", line.other_side_unclear as "OtherSideUnclear", min(abs(line.date - place.date)) as "Distance"
            from place join finance.transaction line
              on line.pair_key = place.pair_key and line.date between place.low and place.high
            where line.category = any({possible}) or line.category_source = any({guessed}) or line.other_side_id is not null or line.other_side_unclear
            group by line.id
            """).ToListAsync(ct);
    }

    private static async Task StoreAsync(WorkforceDbContext db, IReadOnlyList<(Guid Line, OtherSide? Side)> changed, CancellationToken ct)
    {
        var ordered = changed.OrderBy(line => line.Line).ToArray();
        Guid[] ids = [.. ordered.Select(line => line.Line)];
        // Freed first: a line may be in one pair at most, at every moment of the next statement, too.
        await db.Transactions.Where(line => ids.Contains(line.Id) && line.OtherSideId != null)
            .ExecuteUpdateAsync(set => set.SetProperty(line => line.OtherSideId, (Guid?)null), ct);
        await using var command = new NpgsqlCommand(
            """
            update finance.transaction line set other_side_id = changed.other, other_side_unclear = changed.unclear
            from unnest(@ids, @others, @unclear) as changed (id, other, unclear)
            where line.id = changed.id
            """, (NpgsqlConnection)db.Database.GetDbConnection());
        command.Parameters.Add(new NpgsqlParameter("ids", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = ids });
        command.Parameters.Add(new NpgsqlParameter("others", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = ordered.Select(line => line.Side?.Other).ToArray() });
        command.Parameters.Add(new NpgsqlParameter("unclear", NpgsqlDbType.Array | NpgsqlDbType.Boolean) { Value = ordered.Select(line => line.Side is { Other: null }).ToArray() });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Where a line is, or was.</summary>
    internal sealed record Place(string Key, DateOnly Date);

    /// <param name="Distance">Days to the nearest place that was asked about.</param>
    private sealed record Near(
        Guid Id, Guid AccountId, DateOnly Date, decimal Amount, string Currency, string Party, string Category, string CategorySource, Guid? OtherSideId, bool OtherSideUnclear, int Distance)
    {
        public TransferSide Side() => new(Id, AccountId, Date, Amount, Currency, Party, TransferSide.Filed.Contains(Category));

        public OtherSide? OtherSide() => OtherSideUnclear ? Transfers.OtherSide.Unclear : OtherSideId is { } other ? new(other) : null;
    }
}
