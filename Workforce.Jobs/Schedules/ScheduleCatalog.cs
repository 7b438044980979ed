namespace Workforce.Jobs.Schedules;

/// <summary>A tenant's schedules of one set: an explicit list, declared when the process starts.</summary>
public sealed class ScheduleCatalog
{
    private readonly Dictionary<string, NewSchedule> schedules = new(StringComparer.Ordinal);

    internal ScheduleCatalog(Guid tenantId, string set) => (TenantId, Set) = (tenantId, set);

    internal Guid TenantId { get; }

    internal string Set { get; }

    internal IReadOnlyList<NewSchedule> Schedules => [.. schedules.Values];

    /// <summary>Adds a schedule.</summary>
    /// <exception cref="ArgumentException">It is malformed or another tenant's; the message names it and the member.</exception>
    /// <exception cref="InvalidOperationException">The name is in the set already.</exception>
    public ScheduleCatalog Add(NewSchedule schedule)
    {
        DeclaredSet.ThrowIfBad(TenantId, schedule);
        return schedules.TryAdd(schedule.Name, schedule) ? this : throw new InvalidOperationException($"Schedule '{schedule.Name}' is in set '{Set}' twice.");
    }
}
