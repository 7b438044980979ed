using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Workforce.Jobs.Bells;

namespace Workforce.Jobs.Storage;

/// <summary>Stores jobs: one or many, in whatever transaction the connection is in.</summary>
internal static class EnqueueStatement
{
    /// <summary>Whether it needs nothing but itself, and can wait for nobody.</summary>
    public static bool StandsAlone(NewJob job) => job is { IdempotencyKey: null, Unique: null, ParentId: null, SpawnLimits: null };

    /// <summary>At most 1000 jobs; the answers stand in the order of the jobs.</summary>
    /// <param name="connection">Whose transaction they become part of.</param>
    /// <param name="jobs">Checked.</param>
    /// <param name="bell">Rung when the statement's transaction commits; null: by nobody.</param>
    /// <param name="ct">Gives up waiting; whether anything was stored is then not known.</param>
    public static Task<EnqueueResult[]> ExecuteAsync(NpgsqlConnection connection, IReadOnlyList<TracedJob> jobs, string? bell, CancellationToken ct) =>
        Make(jobs, bell)(connection, ct);

    /// <summary>The same, with all that can be done before the connection is free done at once.</summary>
    /// <inheritdoc cref="ExecuteAsync" path="/param"/>
    public static Func<NpgsqlConnection, CancellationToken, Task<EnqueueResult[]>> Make(IReadOnlyList<TracedJob> jobs, string? bell)
    {
        var ids = new Guid[jobs.Count];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = JobIds.Next();
        var alone = true;
        foreach (var (job, _) in jobs)
            alone &= StandsAlone(job);
        string?[]? keys = alone ? null : [.. jobs.Select(j => j.Job.Unique?.KeyOf(j.Job.Kind, j.Job.PayloadJson) ?? j.Job.IdempotencyKey)];
        var batch = new NpgsqlBatch();
        if (alone && ids.Length == 1)
            AddOne(batch, ids[0], jobs[0]);
        else
            batch.BatchCommands.Add(Many(jobs, ids, keys));
        if (bell is not null)
            batch.BatchCommands.Add(new($"select pg_notify('{BellRinger.Channel}', $1)") { Parameters = { new NpgsqlParameter<string> { TypedValue = bell } } });
        return (connection, ct) => StoreAsync(connection, batch, jobs, ids, keys, ct);
    }

    private static async Task<EnqueueResult[]> StoreAsync(NpgsqlConnection connection, NpgsqlBatch made, IReadOnlyList<TracedJob> jobs, Guid[] ids, string?[]? keys, CancellationToken ct)
    {
        await using var batch = made;
        batch.Connection = connection;
        var added = new HashSet<Guid>();
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(ct);
            // What stands alone is stored, or the statement has failed.
            while (keys is not null && await reader.ReadAsync(ct))
                added.Add(reader.GetGuid(0));
            while (await reader.NextResultAsync(ct))
            {
                // The event's and the bell's, which have nothing to say.
            }
        }
        catch (PostgresException refused) when (refused.SqlState == "WF001")
        {
            throw new ArgumentException(refused.MessageText, refused);
        }
        catch (PostgresException refused) when (refused.SqlState == "WF002")
        {
            throw new SpawnLimitException(refused.MessageText, refused);
        }

        var results = new EnqueueResult[ids.Length];
        for (var i = 0; i < ids.Length; i++)
            results[i] = new(ids[i], Existing: false, jobs[i].Job.CorrelationId ?? ids[i]);
        if (keys is not null && added.Count < ids.Length)
            await FillExistingAsync(connection, jobs, keys, results, added, ct);
        JobsTelemetry.Enqueued.Add(keys is null ? ids.Length : added.Count);
        return results;
    }

    private static void AddOne(NpgsqlBatch batch, Guid id, TracedJob traced)
    {
        var job = traced.Job;
        batch.BatchCommands.Add(new(EnqueueSql.One)
        {
            Parameters =
            {
                Of(id), Of(job.TenantId), OfAny(job.UserId, NpgsqlDbType.Uuid), OfAny(job.CorrelationId, NpgsqlDbType.Uuid),
                OfAny(job.ScheduledFor?.ToUniversalTime(), NpgsqlDbType.TimestampTz), OfAny(job.Deadline?.ToUniversalTime(), NpgsqlDbType.TimestampTz),
                Of((int)Math.Ceiling(job.Timeout.TotalMilliseconds)), Of((short)job.Priority), Of((short)job.MaxAttempts), Of(job.Kind),
                OfAny(job.Source, NpgsqlDbType.Text), OfAny(traced.TraceParent, NpgsqlDbType.Text), Of(job.Tags.ToArray()),
                OfAny(job.Keys.Count == 0 ? null : Sorted(job.Keys), NpgsqlDbType.Array | NpgsqlDbType.Text), OfAny(job.Needs.Count == 0 ? null : Sorted(job.Needs), NpgsqlDbType.Array | NpgsqlDbType.Text),
                OfAny(job.Costs.Count == 0 ? null : JsonSerializer.Serialize(job.Costs), NpgsqlDbType.Jsonb), OfAny(job.PayloadJson, NpgsqlDbType.Json),
            },
        });
        batch.BatchCommands.Add(new(EnqueueSql.OneTold) { Parameters = { Of(id), Of(job.TenantId), Of(job.CorrelationId ?? id), Of(job.Kind), OfAny(job.Source, NpgsqlDbType.Text) } });
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter OfAny(object? value, NpgsqlDbType type) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };

    private static NpgsqlBatchCommand Many(IReadOnlyList<TracedJob> jobs, Guid[] ids, string?[]? keys)
    {
        var insert = new NpgsqlBatchCommand(keys is null ? EnqueueSql.Alone : EnqueueSql.Bound)
        {
            Parameters =
            {
                Column.Of(ids), Column.Of(jobs, static j => j.Job.TenantId), Column.OfAny(jobs, static j => j.Job.UserId), Column.OfAny(jobs, static j => j.Job.CorrelationId),
                Column.OfAny(jobs, static j => j.Job.ScheduledFor?.ToUniversalTime()), Column.OfAny(jobs, static j => j.Job.Deadline?.ToUniversalTime()),
                Column.Of(jobs, static j => (int)Math.Ceiling(j.Job.Timeout.TotalMilliseconds)),
                Column.Of(jobs, static j => (short)j.Job.Priority), Column.Of(jobs, static j => (short)j.Job.MaxAttempts),
                Column.Of(jobs, static j => j.Job.Kind), Column.OfAny(jobs, static j => j.Job.Source), Column.OfAny(jobs, static j => j.TraceParent),
                Column.OfAny(jobs, static j => j.Job.Tags.Count == 0 ? null : JsonSerializer.Serialize(j.Job.Tags)), Column.Of(jobs, static j => j.Job.PayloadJson),
                Column.OfAny(jobs, static j => Names(j.Job.Keys)), Column.OfAny(jobs, static j => Names(j.Job.Needs)),
                Column.OfAny(jobs, static j => j.Job.Costs.Count == 0 ? null : JsonSerializer.Serialize(j.Job.Costs)),
            },
        };
        if (keys is not null)
        {
            insert.Parameters.Add(Column.Of(keys));
            insert.Parameters.Add(Column.OfAny(jobs, static j => (long?)j.Job.Unique?.For.TotalMilliseconds));
            insert.Parameters.Add(Column.OfAny(jobs, static j => j.Job.ParentId));
            insert.Parameters.Add(Column.OfAny(jobs, static j => (short?)j.Job.SpawnLimits?.Depth));
            insert.Parameters.Add(Column.OfAny(jobs, static j => j.Job.SpawnLimits?.FanOut));
            insert.Parameters.Add(Column.OfAny(jobs, static j => j.Job.SpawnLimits?.Total));
        }
        return insert;
    }

    private static async Task FillExistingAsync(NpgsqlConnection connection, IReadOnlyList<TracedJob> jobs, string?[] keys, EnqueueResult[] results, HashSet<Guid> added, CancellationToken ct)
    {
        int[] taken = [.. Enumerable.Range(0, results.Length).Where(i => !added.Contains(results[i].JobId))];
        await using var command = new NpgsqlCommand(EnqueueSql.Existing, connection)
        {
            Parameters =
            {
                Column.Of(taken, i => jobs[i].Job.TenantId), Column.Of(taken, i => keys[i]),
            },
        };
        var holders = new Dictionary<(Guid, string), EnqueueResult>();
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                holders[(reader.GetGuid(0), reader.GetString(1))] = new(reader.GetGuid(2), Existing: true, reader.GetGuid(3));
        foreach (var i in taken)
            // Gone between the two statements: pruned in this very moment, so the key is free.
            results[i] = holders.TryGetValue((jobs[i].Job.TenantId, keys[i]!), out var holder)
                ? holder
                : (await ExecuteAsync(connection, [jobs[i]], bell: null, ct))[0];
    }

    // Sorted, so that the same names are the same lane.
    private static string[] Sorted(IReadOnlyList<string> names) => [.. names.Order(StringComparer.Ordinal)];

    private static string? Names(IReadOnlyList<string> names) => names.Count == 0 ? null : JsonSerializer.Serialize(Sorted(names));
}

/// <summary>A job with the trace it is enqueued in.</summary>
internal readonly record struct TracedJob(NewJob Job, string? TraceParent);
