namespace Workforce.Core.People.Imports;

/// <summary>Clinics and positions by name; those that are missing are made where the person asked for it.</summary>
internal sealed class NamedPlaces(PeopleDirectory directory, ImportHints hints, Guid tenant, DateTimeOffset now)
{
    private const int Listed = 12;
    private const int LongestName = 120;

    private readonly Dictionary<string, Clinic> newClinics = [];
    private readonly Dictionary<string, JobPosition> newPositions = [];

    /// <summary>Its id, or what is expected instead.</summary>
    public (Guid? Id, string Expected) Clinic(string name)
    {
        var key = NameKey.Of(name);
        if (directory.Clinics.TryGetValue(key, out var known) || newClinics.TryGetValue(key, out known)) return (known.Id, "");
        if (!hints.CreateMissing || !Nameable(name, key)) return (null, Expected("clinic", directory.Clinics.Values.Select(clinic => clinic.Name)));
        if (hints.TimeZone is not { } zone) return (null, "This clinic is new; say the time zone (time_zone) of new clinics to have it made.");

        newClinics[key] = new() { Id = Guid.CreateVersion7(now), TenantId = tenant, Key = key, Name = name, TimeZone = zone, CreatedAt = now };
        return (newClinics[key].Id, "");
    }

    public (Guid? Id, string Expected) Position(string name)
    {
        var key = NameKey.Of(name);
        if (directory.Positions.TryGetValue(key, out var known) || newPositions.TryGetValue(key, out known)) return (known.Id, "");
        if (!hints.CreateMissing || !Nameable(name, key)) return (null, Expected("position", directory.Positions.Values.Select(position => position.Name)));

        newPositions[key] = new() { Id = Guid.CreateVersion7(now), TenantId = tenant, Key = key, Name = name, CreatedAt = now };
        return (newPositions[key].Id, "");
    }

    /// <summary>Only those that a row needs which is stored.</summary>
    public IReadOnlyList<Clinic> ClinicsFor(IEnumerable<Employee> employees) => [.. newClinics.Values.IntersectBy(employees.Select(employee => employee.ClinicId), clinic => clinic.Id)];

    public IReadOnlyList<JobPosition> PositionsFor(IEnumerable<Employee> employees) => [.. newPositions.Values.IntersectBy(employees.Select(employee => employee.PositionId), position => position.Id)];

    private static bool Nameable(string name, string key) => key.Length > 0 && name.Length <= LongestName;

    private static string Expected(string what, IEnumerable<string> names) => names.Order(StringComparer.Ordinal).ToArray() switch
    {
        [] => $"There is no {what} yet; expected is the name of one, or that missing ones are made (create_missing).",
        var all when all.Length > Listed => $"There is no such {what}; expected is the name of one of the {all.Length} there are.",
        var all => $"There is no such {what}; expected is {string.Join(", ", all)}.",
    };
}
