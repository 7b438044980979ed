using Npgsql;

namespace Bench.Scenarios;

/// <summary>The limit to measure the engine by: the least that is still a queue, without history, leases or a worker.</summary>
internal static class PlainSql
{
    private const int Batch = 1000;

    private const string Table = """
        create table public.plain (id bigint generated always as identity primary key, state smallint not null default 0,
            run_at timestamptz not null default now(), locked_by text, locked_at timestamptz, payload jsonb not null default '{}');
        create index plain_ready on public.plain (run_at, id) where state = 0;
        """;

    private const string Claim = """
        with j as (select id from public.plain where state = 0 order by run_at, id limit $1 for update skip locked),
        u as (update public.plain set state = 1, locked_by = 'w', locked_at = now() from j where plain.id = j.id returning plain.id, plain.payload)
        select array_agg(id) from u
        """;

    public static Scenario Scenario { get; } = new(
        "plain-sql", "No engine: one session claims and deletes --jobs (100,000) rows of a bare table in batches of 1,000, as fast as SQL can.",
        [Options.Jobs],
        async (settings, store, ct) =>
        {
            var jobs = settings.Jobs ?? 100_000;
            var database = await store.EmptyAsync(ct);
            await Store.ExecuteAsync(database.Connection, Table, ct);
            await Store.ExecuteAsync(database.Connection, $"insert into public.plain (payload) select jsonb_build_object('i', i) from generate_series(1, {jobs}) i", ct);
            await Store.ExecuteAsync(database.Connection, "vacuum analyze public.plain", ct);
            await Store.ExecuteAsync(database.Connection, "checkpoint", ct);
            var seconds = await DrainAsync(database.Connection, ct);
            await store.DropAsync(database);
            return new { rate = jobs / seconds, jobs, seconds };
        });

    private static async Task<double> DrainAsync(string connection, CancellationToken ct)
    {
        await using var session = new NpgsqlConnection(connection);
        await session.OpenAsync(ct);
        await using var claim = new NpgsqlCommand(Claim, session) { Parameters = { new() { Value = (long)Batch } } };
        await using var finish = new NpgsqlCommand("delete from public.plain where id = any($1)", session) { Parameters = { new NpgsqlParameter<long[]> { TypedValue = [] } } };
        await claim.PrepareAsync(ct);
        await finish.PrepareAsync(ct);
        var start = Clock.Now;
        while (await claim.ExecuteScalarAsync(ct) is long[] ids)
        {
            ((NpgsqlParameter<long[]>)finish.Parameters[0]).TypedValue = ids;
            await finish.ExecuteNonQueryAsync(ct);
        }
        return Clock.SecondsSince(start);
    }
}
