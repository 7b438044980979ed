namespace Workforce.Jobs.Storage;

/// <summary>When a worker counts as lost, written once for the look-out (beat) and for the deed (rescue).</summary>
internal static class LivenessSql
{
    /// <summary>First key of the advisory lock a worker's session holds; the second is its lock_id.</summary>
    public const string LockClass = "1464467457";

    // held:   the sessions that are there, read once.
    // server: the checkpointer starts anew with the server and also after the crash of one backend, when the postmaster
    //         stays. Every session is dropped then, so for a while a missing session says nothing.
    public const string Ctes = $"""
        held as materialized (
            select objid::bigint as lock_id from pg_locks
            where locktype = 'advisory' and classid = {LockClass}::oid and objsubid = 2 and granted
              and database = (select oid from pg_database where datname = current_database())
        ), server as materialized (
            select greatest(pg_postmaster_start_time(), (select max(backend_start) from pg_stat_activity where backend_type = 'checkpointer')) as up_since
        )
        """;

    // The instant from which worker w is lost, of parameters (ms): after disconnect $1, after silence $2, server grace $3.
    public const string LostFrom = """
        least(
            case when not exists (select from held where held.lock_id = w.lock_id)
                then greatest(w.heartbeat_at + $1 * interval '1 millisecond', server.up_since + $3 * interval '1 millisecond') end,
            greatest(w.heartbeat_at, server.up_since) + $2 * interval '1 millisecond')
        """;
}
