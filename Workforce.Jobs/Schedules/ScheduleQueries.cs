using Npgsql;
using NpgsqlTypes;

namespace Workforce.Jobs.Schedules;

/// <summary>What people ask about schedules.</summary>
internal static class ScheduleQueries
{
    // One row more than the page shows whether there is another.
    private const string List = $"""
        select {ScheduleColumns.All}, clock_timestamp() from jobs.schedule
        where tenant_id = $1 and ($2::text is null or name > $2) and ($3::text is null or kind = $3) and ($4::text is null or declared_by = $4)
          and ($5::text is null or position(lower($5) in lower(name)) > 0) and ($6::text is null or name = $6)
        order by name limit $7
        """;

    public static async Task<SchedulePage> ListAsync(NpgsqlDataSource source, Guid tenantId, ScheduleFilter filter, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filter.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(filter.Limit, 200);
        var found = await ReadAsync(source, tenantId, filter, null, ct);
        return found.Count > filter.Limit ? new([.. found.Take(filter.Limit)], found[filter.Limit - 1].Definition.Name) : new(found, null);
    }

    public static async Task<ScheduleDetails?> GetAsync(NpgsqlDataSource source, Guid tenantId, string name, int upcoming, CancellationToken ct) =>
        (await ReadAsync(source, tenantId, new() { Limit = 1, Upcoming = upcoming }, name, ct)) is [var one] ? one : null;

    private static async Task<IReadOnlyList<ScheduleDetails>> ReadAsync(NpgsqlDataSource source, Guid tenantId, ScheduleFilter filter, string? name, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filter.Upcoming, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(filter.Upcoming, 100);
        await using var command = source.CreateCommand(List);
        command.Parameters.Add(new() { Value = tenantId });
        foreach (var text in (ReadOnlySpan<string?>)[filter.After, filter.Kind, filter.DeclaredBy, filter.Text, name])
            command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)text ?? DBNull.Value });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = filter.Limit + 1L });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var schedules = new List<ScheduleDetails>();
        while (await reader.ReadAsync(ct))
            schedules.Add(ScheduleDetails.Of(ScheduleColumns.Read(reader), reader.GetFieldValue<DateTimeOffset>(ScheduleColumns.Count), filter.Upcoming));
        return schedules;
    }
}
