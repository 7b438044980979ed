using System.Text.Json;
using Npgsql;

namespace Workforce.Jobs.Storage;

/// <summary>The columns of a job as details, hot or history, and how to read them.</summary>
internal static class JobRow
{
    private const string Shared = """
        j.id, j.tenant_id, j.user_id, j.correlation_id, j.parent_id, j.kind, j.queue, j.source, j.state, j.priority, j.attempt, j.max_attempts,
        j.epoch, j.created_at, j.due_at, j.started_at, j.deadline, j.reason, j.idempotency_key, j.tags, j.keys, j.needs, j.costs, j.errors, j.payload
        """;

    /// <summary>From jobs.job j.</summary>
    public const string Hot = $"{Shared}, null::timestamptz as finished_at, j.lease_expires_at, null::json as result";

    /// <summary>From jobs.job_history j.</summary>
    public const string History = $"{Shared}, j.finished_at, null::timestamptz as lease_expires_at, j.result";

    /// <summary>Joined to the rows of both, named x.</summary>
    public const string Progress = "left join jobs.progress p on p.tenant_id = x.tenant_id and p.job_id = x.id";

    public const string Columns = """
        x.id, x.tenant_id, x.user_id, x.correlation_id, x.parent_id, x.kind, x.queue, x.source, x.state, x.priority, x.attempt, x.max_attempts,
        x.epoch, x.created_at, x.due_at, x.started_at, x.deadline, x.reason, x.idempotency_key, x.tags, x.errors::text, x.payload::text,
        x.finished_at, x.lease_expires_at, x.result::text, p.percent, p.message, x.keys, x.needs, x.costs::text
        """;

    private static readonly JsonSerializerOptions Errors = new(JsonSerializerDefaults.Web);

    public static async Task<List<JobDetails>> ReadAllAsync(NpgsqlCommand command, CancellationToken ct)
    {
        var jobs = new List<JobDetails>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            jobs.Add(Read(reader));
        return jobs;
    }

    private static JobDetails Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        TenantId = row.GetGuid(1),
        UserId = Value<Guid>(row, 2),
        CorrelationId = row.GetGuid(3),
        ParentId = Value<Guid>(row, 4),
        Kind = row.GetString(5),
        Queue = row.GetString(6),
        Source = Text(row, 7),
        State = JobStates.Parse(row.GetString(8)),
        Priority = row.GetInt16(9),
        Attempt = row.GetInt16(10),
        MaxAttempts = row.GetInt16(11),
        LeaseEpoch = row.GetInt64(12),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(13),
        DueAt = row.GetFieldValue<DateTimeOffset>(14),
        StartedAt = Value<DateTimeOffset>(row, 15),
        Deadline = Value<DateTimeOffset>(row, 16),
        Reason = Text(row, 17),
        IdempotencyKey = Text(row, 18),
        Tags = row.GetFieldValue<string[]>(19),
        Errors = JsonSerializer.Deserialize<JobError[]>(row.GetString(20), Errors)!,
        PayloadJson = row.GetString(21),
        FinishedAt = Value<DateTimeOffset>(row, 22),
        LeaseExpiresAt = Value<DateTimeOffset>(row, 23),
        ResultJson = Text(row, 24),
        Percent = Value<short>(row, 25),
        Message = Text(row, 26),
        Keys = row.IsDBNull(27) ? [] : row.GetFieldValue<string[]>(27),
        Needs = row.IsDBNull(28) ? [] : row.GetFieldValue<string[]>(28),
        Costs = row.IsDBNull(29) ? new Dictionary<string, decimal>() : JsonSerializer.Deserialize<Dictionary<string, decimal>>(row.GetString(29))!,
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static T? Value<T>(NpgsqlDataReader row, int column)
        where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);
}
