using Npgsql;

namespace Workforce.Jobs.History.Recording;

/// <summary>Reads a job out of the JSON of its row, as one array of texts.</summary>
internal static class VersionRow
{
    /// <param name="row">Name of a jsonb: a row of jobs.job or jobs.job_history.</param>
    public static string Columns(string row) => $"""
        (case when {row} is not null then array[{row} ->> 'id', {row} ->> 'tenant_id', {row} ->> 'state', {row} ->> 'kind', {row} -> 'payload' ->> 'number', {row} ->> 'epoch', {row} ->> 'attempt',
            {row} ->> 'max_attempts', {row} ->> 'priority', {row} ->> 'worker_id', {row} ->> 'parent_id', history.us({row} ->> 'due_at'), history.us({row} ->> 'rank_at'), history.us({row} ->> 'deadline'),
            {row} ->> 'idempotency_key', (select string_agg(k, ' ') from jsonb_array_elements_text(nullif({row} -> 'keys', 'null')) k), {row} ->> 'reason', {row} -> 'errors' -> -1 ->> 'error',
            {row} -> 'result' ->> 'epoch', {row} -> 'result' ->> 'process', jsonb_array_length({row} -> 'errors')::text] end)
        """;

    public static Version? At(NpgsqlDataReader row, int column)
    {
        if (row.IsDBNull(column))
            return null;
        var v = row.GetFieldValue<string?[]>(column);
        long? Of(int at) => v[at] is { } text ? long.Parse(text) : null;
        Guid? Id(int at) => v[at] is { } text ? Guid.Parse(text) : null;
        return new()
        {
            JobId = Id(0)!.Value,
            TenantId = Id(1)!.Value,
            State = v[2]!,
            Kind = v[3]!,
            Number = (int)Of(4)!,
            Epoch = (long)Of(5)!,
            Attempt = (int)Of(6)!,
            MaxAttempts = (int)Of(7)!,
            Priority = (int)Of(8)!,
            WorkerId = Id(9),
            ParentId = Id(10),
            DueAt = (long)Of(11)!,
            RankAt = Of(12),
            Deadline = Of(13),
            IdempotencyKey = v[14],
            Keys = v[15]?.Split(' ') ?? [],
            Reason = v[16],
            Error = v[17],
            ResultEpoch = Of(18),
            ResultProcess = v[19],
            Errors = (int)Of(20)!,
        };
    }
}
