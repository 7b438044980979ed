using Npgsql;
using NpgsqlTypes;

namespace Workforce.Jobs.Storage;

/// <summary>Takes due jobs under a lease.</summary>
internal static class ClaimStatement
{
    // lane:    what this worker can do, one line per queue, kind and priority, because that is how job_claim is sorted:
    //          each lane is one exact range of the index. Ranging over priorities inside one scan would walk over every
    //          job scheduled for later before it came to the next priority. Empty once the worker was declared lost.
    // ahead:   the first @limit due jobs of each lane, unlocked, to see how the lanes compete. Order: priority, then due.
    // quota:   how many of the first @limit each lane has.
    // taken:   per lane the first so many that nobody else is claiming. Locks are taken lane by lane under a limit, so
    //          nothing is locked that is not taken; rows locked by others are skipped, not waited for.
    //          materialized: the locking scan runs once, however the planner would like to join it.
    // claimed: the lease. The epoch makes every older holder's writes stale.
    // started: one event row per tenant and kind.
    // The answer has at least one row: without a job it says whether others had locked what is due (ahead > 0), which
    // means look again, not sleep.
    internal const string Sql = """
        with lane as materialized (
            select l.queue, l.kind, p.priority::smallint as priority
            from unnest($1::text[], $2::text[]) as l(queue, kind) cross join generate_series(1, 10) as p(priority)
            where exists (select from jobs.worker w where w.id = $4 and w.lost_at is null)
        ), ahead as materialized (
            select lane.queue, lane.kind, lane.priority, due.due_at
            from lane cross join lateral (
                select j.due_at from jobs.job j
                where j.queue = lane.queue and j.kind = lane.kind and j.priority = lane.priority
                  and j.state in ('pending', 'retrying') and j.due_at <= now()
                order by j.due_at limit $3) due
        ), quota as materialized (
            select first.queue, first.kind, first.priority, count(*) as jobs
            from (select * from ahead order by priority, due_at limit $3) first
            group by first.queue, first.kind, first.priority
        ), taken as materialized (
            select due.tenant_id, due.id
            from quota cross join lateral (
                select j.tenant_id, j.id from jobs.job j
                where j.queue = quota.queue and j.kind = quota.kind and j.priority = quota.priority
                  and j.state in ('pending', 'retrying') and j.due_at <= now()
                order by j.due_at limit quota.jobs
                for update skip locked) due
        ), claimed as (
            update jobs.job j
            set state = 'processing', epoch = j.epoch + 1, attempt = j.attempt + 1, worker_id = $4, started_at = now()
            from taken where j.tenant_id = taken.tenant_id and j.id = taken.id
            returning j.tenant_id, j.id, j.epoch, j.user_id, j.correlation_id, j.parent_id, j.kind, j.queue, j.source, j.attempt,
                j.max_attempts, j.priority, j.due_at, j.started_at, j.timeout_ms, j.deadline, j.traceparent, j.payload
        ), started as (
            insert into jobs.event (tenant_id, type, queue, kind, source, job_ids, correlation_ids, attempts)
            select tenant_id, 'started', queue, kind, source, array_agg(id), array_agg(correlation_id), array_agg(attempt)
            from claimed group by tenant_id, queue, kind, source
        )
        select a.jobs > 0, c.* from (select count(*) as jobs from ahead) a left join claimed c on true
        """;

    /// <param name="Jobs">In claim order.</param>
    /// <param name="Contended">Nothing was taken although something is due: others are claiming it now.</param>
    public sealed record Answer(IReadOnlyList<ClaimedJob> Jobs, bool Contended);

    public static async Task<Answer> ExecuteAsync(NpgsqlDataSource source, Guid workerId, Lanes lanes, int limit, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Sql);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = lanes.Queues });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = lanes.Kinds });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = (long)limit });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = workerId });
        var jobs = new List<ClaimedJob>();
        var due = false;
        // The rows of "update … returning" arrive before the statement has committed. Nothing may be handed on until the
        // reader has come to its end: a completion that overtook the commit would find the job unclaimed and be lost.
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
            {
                due = reader.GetBoolean(0);
                if (!reader.IsDBNull(1))
                    jobs.Add(Read(reader));
            }
        jobs.Sort(static (a, b) => a.Priority != b.Priority ? a.Priority.CompareTo(b.Priority) : a.DueAt.CompareTo(b.DueAt));
        return new(jobs, due && jobs.Count == 0);
    }

    private static ClaimedJob Read(NpgsqlDataReader row) => new(
        TenantId: row.GetGuid(1), Id: row.GetGuid(2), Epoch: row.GetInt64(3), UserId: row.IsDBNull(4) ? null : row.GetGuid(4),
        CorrelationId: row.GetGuid(5), ParentId: row.IsDBNull(6) ? null : row.GetGuid(6), Kind: row.GetString(7), Queue: row.GetString(8),
        Source: row.IsDBNull(9) ? null : row.GetString(9), Attempt: row.GetInt16(10), MaxAttempts: row.GetInt16(11), Priority: row.GetInt16(12),
        DueAt: row.GetDateTime(13), ClaimedAt: row.GetDateTime(14), Timeout: TimeSpan.FromMilliseconds(row.GetInt32(15)),
        Deadline: row.IsDBNull(16) ? null : row.GetFieldValue<DateTimeOffset>(16), TraceParent: row.IsDBNull(17) ? null : row.GetString(17),
        PayloadJson: row.GetString(18));
}

/// <summary>The queues and kinds a worker has handlers for, side by side.</summary>
internal sealed record Lanes(string[] Queues, string[] Kinds)
{
    public static Lanes Of(IEnumerable<string> kinds)
    {
        string[] all = [.. kinds.Order(StringComparer.Ordinal)];
        return new([.. all.Select(JobKindName.QueueOf)], all);
    }
}
