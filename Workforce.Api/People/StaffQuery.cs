using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.People;

namespace Workforce.Api.People;

/// <summary>What <c>GET /api/people/employees</c> may be asked for.</summary>
internal sealed record StaffQuery
{
    [FromQuery(Name = "clinic")] public Guid? Clinic { get; init; }

    [FromQuery(Name = "position")] public Guid? Position { get; init; }

    [FromQuery(Name = "status")] public string? Status { get; init; }

    [FromQuery(Name = "text")] public string? Text { get; init; }

    [FromQuery(Name = "sort")] public string? Sort { get; init; }

    [FromQuery(Name = "skip")] public int? Skip { get; init; }

    [FromQuery(Name = "take")] public int? Take { get; init; }

    public const int MostAtOnce = 500;

    private static readonly string[] Sorts = ["name", "number", "reliability", "-gaps"];

    /// <summary>What is wrong with the wish, by field.</summary>
    public IEnumerable<(string Field, string Message)> Errors()
    {
        if (Sort is not null && !Sorts.Contains(Sort)) yield return ("sort", $"must be one of {string.Join(", ", Sorts)}");
        if (Status is not (null or "active" or "on_leave" or "left" or "all")) yield return ("status", "must be active, on_leave, left or all");
        if (Skip < 0) yield return ("skip", "must not be negative");
        if (Take is < 1 or > MostAtOnce) yield return ("take", $"must be between 1 and {MostAtOnce}");
        if (Text is { Length: > 200 }) yield return ("text", "must have at most 200 characters");
    }

    public IQueryable<Employee> Filter(WorkforceDbContext db)
    {
        var found = db.Employees.AsNoTracking();
        if (Clinic is { } clinic) found = found.Where(employee => employee.ClinicId == clinic);
        if (Position is { } position) found = found.Where(employee => employee.PositionId == position);
        found = Status switch
        {
            "active" => found.Where(employee => employee.Status == EmployeeStatus.Active),
            "on_leave" => found.Where(employee => employee.Status == EmployeeStatus.OnLeave),
            "left" => found.Where(employee => employee.Status == EmployeeStatus.Left),
            "all" => found,
            _ => found.Where(employee => employee.Status != EmployeeStatus.Left),
        };
        if (!string.IsNullOrWhiteSpace(Text))
        {
            var pattern = $"%{Text.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            found = found.Where(employee => EF.Functions.ILike(employee.Name, pattern, "\\") || EF.Functions.ILike(employee.Number, pattern, "\\") || EF.Functions.ILike(employee.Email!, pattern, "\\"));
        }

        return found;
    }

    /// <summary>Ends with the id, so that pages neither repeat nor miss anybody.</summary>
    public IOrderedQueryable<Employee> Order(WorkforceDbContext db, IQueryable<Employee> found) => (Sort switch
    {
        "number" => found.OrderBy(employee => employee.Number),
        // Whoever has no score is last, which is where Postgres puts null.
        "reliability" => found.OrderBy(employee => db.Reliabilities.Where(row => row.EmployeeId == employee.Id).Select(row => row.Score).SingleOrDefault()),
        "-gaps" => found.OrderByDescending(employee => db.SkillGaps.Count(gap => gap.EmployeeId == employee.Id)),
        _ => found.OrderBy(employee => employee.Name),
    }).ThenBy(employee => employee.Id);
}
