using Npgsql;
using NpgsqlTypes;

namespace Workforce.Jobs.Storage;

/// <summary>Reads of jobs for people. A job moves from hot to history in one statement, so one snapshot shows it exactly once.</summary>
internal static class JobQueries
{
    private const string One = $"""
        select {JobRow.Columns} from (
            select {JobRow.Hot} from jobs.job j where j.tenant_id = $1 and j.id = $2
            union all
            select {JobRow.History} from jobs.job_history j where j.tenant_id = $1 and j.id = $2) x {JobRow.Progress}
        """;

    // The first job of a correlation usually gave it its own id and is found by key; the index holds the others.
    private const string Correlated = "j.tenant_id = $1 and j.correlation_id = $2 and j.correlation_id <> j.id";
    private const string Root = "j.tenant_id = $1 and j.id = $2 and j.correlation_id = $2";

    private const string Timeline = $"""
        select {JobRow.Columns} from (
            select {JobRow.Hot} from jobs.job j where {Root} union all select {JobRow.History} from jobs.job_history j where {Root}
            union all
            select {JobRow.Hot} from jobs.job j where {Correlated} union all select {JobRow.History} from jobs.job_history j where {Correlated}) x
        {JobRow.Progress} order by x.created_at, x.id limit 1000
        """;

    private const string Filter = """
        ($3::uuid is null or j.id < $3) and ($4::text is null or j.state = $4) and ($5::text is null or j.queue = $5)
        and ($6::text is null or j.kind = $6) and ($7::uuid is null or j.user_id = $7)
        and ($8::text is null or j.payload::text ilike $8 or j.errors::text ilike $8 or j.kind ilike $8)
        and ($10::jsonb is null or j.payload::jsonb @> $10)
        """;

    // Ids of version 7 sort by time, so the key (tenant_id, id) read backwards is newest first, in each table.
    private const string List = $"""
        select {JobRow.Columns} from (
            (select {JobRow.Hot} from jobs.job j where j.tenant_id = $1 and $2::uuid is null and {Filter} order by j.id desc limit $9)
            union all
            (select {JobRow.History} from jobs.job_history j where j.tenant_id = $1 and $2::uuid is null and {Filter} order by j.id desc limit $9)) x
        {JobRow.Progress} order by x.id desc limit $9
        """;

    private const string ListCorrelated = $"""
        select {JobRow.Columns} from (
            select {JobRow.Hot} from jobs.job j where {Root} and {Filter} union all select {JobRow.History} from jobs.job_history j where {Root} and {Filter}
            union all
            select {JobRow.Hot} from jobs.job j where {Correlated} and {Filter} union all select {JobRow.History} from jobs.job_history j where {Correlated} and {Filter}) x
        {JobRow.Progress} order by x.id desc limit $9
        """;

    private const string Unfinished = $"select j.id from jobs.job j where j.tenant_id = $1 and ($2::uuid is null or j.correlation_id = $2) and {Filter} order by j.id limit $9";

    private const string Failed = $"select j.id from jobs.job_history j where j.tenant_id = $1 and j.state = 'failed' and ($2::uuid is null or j.correlation_id = $2) and {Filter} order by j.id limit $9";

    public static async Task<JobDetails?> GetAsync(NpgsqlDataSource source, Guid tenantId, Guid jobId, CancellationToken ct)
    {
        await using var command = source.CreateCommand(One);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = jobId });
        return (await JobRow.ReadAllAsync(command, ct)).SingleOrDefault();
    }

    public static async Task<IReadOnlyList<JobDetails>> TimelineAsync(NpgsqlDataSource source, Guid tenantId, Guid correlationId, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Timeline);
        command.Parameters.Add(new() { Value = tenantId });
        command.Parameters.Add(new() { Value = correlationId });
        return await JobRow.ReadAllAsync(command, ct);
    }

    public static async Task<JobPage> ListAsync(NpgsqlDataSource source, Guid tenantId, JobFilter filter, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filter.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(filter.Limit, 200);
        await using var command = source.CreateCommand(filter.CorrelationId is null ? List : ListCorrelated);
        // One more than the page shows whether there is another page.
        AddFilter(command, tenantId, filter, filter.Limit + 1);
        var jobs = await JobRow.ReadAllAsync(command, ct);
        return jobs.Count > filter.Limit ? new(jobs[..filter.Limit], jobs[filter.Limit - 1].Id) : new(jobs, null);
    }

    /// <summary>Ids of unfinished jobs, oldest first.</summary>
    public static Task<List<Guid>> UnfinishedAsync(NpgsqlDataSource source, Guid tenantId, JobFilter filter, int most, CancellationToken ct) =>
        IdsAsync(source, Unfinished, tenantId, filter with { Before = null }, most, ct);

    /// <summary>Ids of failed jobs, oldest first.</summary>
    public static Task<List<Guid>> FailedAsync(NpgsqlDataSource source, Guid tenantId, JobFilter filter, int most, CancellationToken ct) =>
        IdsAsync(source, Failed, tenantId, filter with { Before = null, State = null }, most, ct);

    private static async Task<List<Guid>> IdsAsync(NpgsqlDataSource source, string sql, Guid tenantId, JobFilter filter, int most, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        AddFilter(command, tenantId, filter, most);
        var ids = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            ids.Add(reader.GetGuid(0));
        return ids;
    }

    private static void AddFilter(NpgsqlCommand command, Guid tenantId, JobFilter filter, long limit)
    {
        if (filter.PayloadContainsJson is { } part)
            NewJobCheck.ThrowIfNoJson(nameof(filter.PayloadContainsJson), part);
        void Add(NpgsqlDbType type, object? value) => command.Parameters.Add(new() { NpgsqlDbType = type, Value = value ?? DBNull.Value });
        Add(NpgsqlDbType.Uuid, tenantId);
        Add(NpgsqlDbType.Uuid, filter.CorrelationId);
        Add(NpgsqlDbType.Uuid, filter.Before);
        Add(NpgsqlDbType.Text, filter.State?.Wire());
        Add(NpgsqlDbType.Text, filter.Queue);
        Add(NpgsqlDbType.Text, filter.Kind);
        Add(NpgsqlDbType.Uuid, filter.UserId);
        Add(NpgsqlDbType.Text, string.IsNullOrEmpty(filter.Text) ? null : $"%{Literal(filter.Text)}%");
        Add(NpgsqlDbType.Bigint, limit);
        Add(NpgsqlDbType.Jsonb, filter.PayloadContainsJson);
    }

    /// <summary>The text itself, in a pattern.</summary>
    private static string Literal(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
