using Npgsql;

namespace Workforce.Jobs.Schedules;

/// <summary>What a declaration changed, by name.</summary>
/// <param name="Added">New ones.</param>
/// <param name="Changed">Others than before, or newly part of the set.</param>
/// <param name="Removed">No longer in it.</param>
public sealed record DeclaredChanges(IReadOnlyList<string> Added, IReadOnlyList<string> Changed, IReadOnlyList<string> Removed);

/// <summary>Makes a tenant's schedules of a set those that code declares.</summary>
internal static class DeclaredSet
{
    public static void ThrowIfBad(Guid tenantId, string set, IReadOnlyList<NewSchedule> schedules)
    {
        if (set.Length is < 1 or > 200)
            throw new ArgumentException($"set has {set.Length} characters; expected 1 to 200.", nameof(set));
        foreach (var schedule in schedules)
            ThrowIfBad(tenantId, schedule);
        if (schedules.GroupBy(s => s.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Schedule '{twice.Key}' is in set '{set}' twice.", nameof(schedules));
    }

    public static void ThrowIfBad(Guid tenantId, NewSchedule schedule)
    {
        try
        {
            ScheduleCheck.ThrowIfBad(schedule);
        }
        catch (ArgumentException bad)
        {
            throw new ArgumentException($"Schedule '{schedule.Name}': {bad.Message}", nameof(schedule), bad);
        }
        if (schedule.Job.TenantId != tenantId)
            throw new ArgumentException($"Schedule '{schedule.Name}': Job.TenantId is {schedule.Job.TenantId}; the set is declared for {tenantId}.", nameof(schedule));
    }

    public static async Task<DeclaredChanges> WriteAsync(NpgsqlConnection connection, Guid tenantId, string set, IReadOnlyList<NewSchedule> schedules, CancellationToken ct)
    {
        await LockAsync(connection, tenantId, set, ct);
        var before = (await ScheduleStatements.LockDeclaredAsync(connection, tenantId, set, ct)).ToDictionary(row => row.Name, StringComparer.Ordinal);
        var now = await ScheduleStatements.NowAsync(connection, ct);
        var (added, changed) = (new List<string>(), new List<string>());
        foreach (var schedule in schedules.OrderBy(s => s.Name, StringComparer.Ordinal))
        {
            before.Remove(schedule.Name, out var was);
            was ??= await ScheduleStatements.LockAsync(connection, tenantId, schedule.Name, ct);
            if (was?.DeclaredBy is { } other && other != set)
                throw new InvalidOperationException($"Schedule '{schedule.Name}' is declared by set '{other}' and cannot be by '{set}' as well.");
            var row = ScheduleRules.Put(was, schedule, set, now);
            if (was is not null && ScheduleRules.Same(was, row))
                continue;
            await ScheduleStatements.PutAsync(connection, row, ct);
            (was is null ? added : changed).Add(schedule.Name);
        }
        foreach (var gone in before.Values)
            await ScheduleStatements.DeleteAsync(connection, gone, ct);
        return new(added, changed, [.. before.Keys]);
    }

    // Replicas declare the same set when they start together: one after the other, so the second finds nothing to do.
    private static async Task LockAsync(NpgsqlConnection connection, Guid tenantId, string set, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended($1, 0))", connection) { Parameters = { new() { Value = $"jobs.schedule {tenantId} {set}" } } };
        await command.ExecuteNonQueryAsync(ct);
    }
}
