using Npgsql;

namespace Workforce.Jobs.Storage;

/// <summary>Puts jobs in line whose time has come.</summary>
internal static class PromoteStatement
{
    private const int Batch = 2000;

    // Any worker does it for all, whatever it can do itself. Rows locked by others are being promoted or changed by them.
    internal const string Sql = """
        with due as materialized (
            select j.ctid from jobs.job j
            where j.rank_at is null and j.state in ('pending', 'retrying') and j.due_at <= now()
            order by j.due_at limit $1 for update skip locked
        ), promoted as (
            update jobs.job j set rank_at = jobs.rank_at(j.due_at, j.priority, j.deadline) from due where j.ctid = due.ctid returning j.queue
        )
        select queue, count(*) from promoted group by queue
        """;

    /// <summary>The queues they are in; and whether there may be more.</summary>
    public static async Task<(IReadOnlyList<string> Queues, bool Full)> ExecuteAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Batch });
        var queues = new List<string>();
        var jobs = 0L;
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            queues.Add(row.GetString(0));
            jobs += row.GetInt64(1);
        }
        return (queues, jobs >= Batch);
    }
}
