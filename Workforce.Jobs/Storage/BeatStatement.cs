using Npgsql;
using NpgsqlTypes;

namespace Workforce.Jobs.Storage;

/// <summary>The one query an idle worker runs: heartbeat, own leases, due work and lost workers in a single round trip.</summary>
internal static class BeatStatement
{
    // me:       the heartbeat; nothing when this worker was declared lost.
    // suspect:  when which worker is lost. One already declared lost stays suspect while a job is still in its name: a
    //           claim of its own may commit just after the rescue.
    // leases:   what this worker runs and no longer holds.
    // in line:  a bell that was lost is made good by looking whether something can be claimed: one entry per kind.
    // next due: of all that waits for its time, whoever can do it: one entry of job_due. Last: the earliest schedule.
    internal const string Sql = $"""
        with me as (
            update jobs.worker set heartbeat_at = now() where id = $4 and lost_at is null and stopped_at is null returning id
        ), {LivenessSql.Ctes}, suspect as (
            select case when w.lost_at is not null then now() else {LivenessSql.LostFrom} end as lost_from
            from jobs.worker w cross join server
            where w.id <> $4 and w.stopped_at is null and (w.lost_at is null or exists (select from jobs.job j where j.worker_id = w.id))
        )
        select
            exists (select from me),
            array(select l.id from unnest($5::uuid[], $6::uuid[], $7::bigint[]) as l(tenant_id, id, epoch)
                where not exists (select from jobs.job j where j.tenant_id = l.tenant_id and j.id = l.id and j.epoch = l.epoch and j.state = 'processing')),
            exists (select from unnest($8::text[]) as k(kind) cross join lateral (
                select from jobs.job j where j.kind = k.kind and j.rank_at is not null order by j.tenant_id limit 1) first),
            (select extract(epoch from j.due_at - now()) * 1000 from jobs.job j
                where j.rank_at is null and j.state in ('pending', 'retrying') order by j.due_at limit 1)::double precision,
            (extract(epoch from least(
                (select min(lost_from) from suspect),
                (select min(lease_expires_at) from jobs.job where lease_expires_at is not null)) - now()) * 1000)::double precision,
            (select (extract(epoch from min(due_at) - now()) * 1000)::double precision from jobs.schedule where due_at is not null)
        """;

    /// <param name="Alive">False: this worker was declared lost and must start anew.</param>
    /// <param name="Lost">Jobs it runs and no longer holds.</param>
    /// <param name="InLine">Something can be claimed.</param>
    /// <param name="NextDue">Time until the next job comes due, negative when it has; null: none will.</param>
    /// <param name="NextRescue">Time until a worker or a lease is to be rescued unless it shows up; null: none.</param>
    /// <param name="NextSchedule">Time until a schedule is to be looked at; null: none is waiting.</param>
    public sealed record Answer(bool Alive, IReadOnlyList<Guid> Lost, bool InLine, TimeSpan? NextDue, TimeSpan? NextRescue, TimeSpan? NextSchedule);

    public static async Task<Answer> ExecuteAsync(NpgsqlDataSource source, JobsOptions options, Guid workerId, IReadOnlyList<LeaseKey> running, string[] kinds, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Sql);
        Add(command, options);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = workerId });
        command.Parameters.Add(Column.Of(running, static r => r.TenantId));
        command.Parameters.Add(Column.Of(running, static r => r.JobId));
        command.Parameters.Add(Column.Of(running, static r => r.Epoch));
        command.Parameters.Add(Column.Of(kinds));
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new(reader.GetBoolean(0), reader.GetFieldValue<Guid[]>(1), reader.GetBoolean(2), Milliseconds(reader, 3), Milliseconds(reader, 4), Milliseconds(reader, 5));
    }

    /// <summary>The first three parameters of everything that uses <see cref="LivenessSql.LostFrom"/>.</summary>
    public static void Add(NpgsqlCommand command, JobsOptions options)
    {
        foreach (var limit in (ReadOnlySpan<TimeSpan>)[options.LostAfterDisconnect, options.LostAfterSilence, options.ServerStartGrace])
            command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Double, Value = limit.TotalMilliseconds });
    }

    private static TimeSpan? Milliseconds(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : TimeSpan.FromMilliseconds(Math.Clamp(row.GetDouble(column), -1e9, 1e9));
}
