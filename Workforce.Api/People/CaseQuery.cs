using Microsoft.AspNetCore.Mvc;
using Workforce.Api.Wire;
using Workforce.Core.Data;
using Workforce.Core.People.Timekeeping;

namespace Workforce.Api.People;

/// <summary>What <c>GET /api/people/cases</c> may be asked for.</summary>
internal sealed record CaseQuery
{
    [FromQuery(Name = "employee")] public Guid? Employee { get; init; }

    [FromQuery(Name = "clinic")] public Guid? Clinic { get; init; }

    [FromQuery(Name = "status")] public string? Status { get; init; }

    [FromQuery(Name = "kind")] public string? Kind { get; init; }

    [FromQuery(Name = "skip")] public int? Skip { get; init; }

    [FromQuery(Name = "take")] public int? Take { get; init; }

    public const int MostAtOnce = 200;

    /// <summary>What is wrong with the wish, by field.</summary>
    public IEnumerable<(string Field, string Message)> Errors()
    {
        if (Status is not (null or "open" or "closed")) yield return ("status", "must be open or closed");
        if (Kind is not null && Array.TrueForAll(Enum.GetValues<AttendanceCaseKind>(), kind => Words.Of(kind) != Kind)) yield return ("kind", $"must be one of {string.Join(", ", Enum.GetValues<AttendanceCaseKind>().Select(Words.Of))}");
        if (Skip < 0) yield return ("skip", "must not be negative");
        if (Take is < 1 or > MostAtOnce) yield return ("take", $"must be between 1 and {MostAtOnce}");
    }

    public IQueryable<AttendanceCase> Filter(WorkforceDbContext db)
    {
        var found = db.AttendanceCases.AsQueryable();
        if (Employee is { } employee) found = found.Where(row => row.EmployeeId == employee);
        if (Clinic is { } clinic) found = found.Where(row => db.Employees.Any(one => one.Id == row.EmployeeId && one.ClinicId == clinic));
        if (Status is not null) found = Status == "open" ? found.Where(row => row.ClosedAt == null) : found.Where(row => row.ClosedAt != null);
        if (Kind is { } word)
        {
            var kind = Array.Find(Enum.GetValues<AttendanceCaseKind>(), one => Words.Of(one) == word);
            found = found.Where(row => row.Kind == kind);
        }

        return found;
    }
}
