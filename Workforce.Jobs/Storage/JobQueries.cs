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
        void Add(NpgsqlDbType type, object? value) => command.Parameters.Add(new() { NpgsqlDbType = type, Value = value ?? DBNull.Value });
        Add(NpgsqlDbType.Uuid, tenantId);
        Add(NpgsqlDbType.Uuid, filter.CorrelationId);
        Add(NpgsqlDbType.Uuid, filter.Before);
        Add(NpgsqlDbType.Text, filter.State?.Wire());
        Add(NpgsqlDbType.Text, filter.Queue);
        Add(NpgsqlDbType.Text, filter.Kind);
        Add(NpgsqlDbType.Uuid, filter.UserId);
        Add(NpgsqlDbType.Text, string.IsNullOrEmpty(filter.Text) ? null : $"%{Literal(filter.Text)}%");
        // One more than the page shows whether there is another page.
        Add(NpgsqlDbType.Bigint, filter.Limit + 1L);
        var jobs = await JobRow.ReadAllAsync(command, ct);
        return jobs.Count > filter.Limit ? new(jobs[..filter.Limit], jobs[filter.Limit - 1].Id) : new(jobs, null);
    }

    /// <summary>The text itself, in a pattern.</summary>
    private static string Literal(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
