using Workforce.Core.People.Timekeeping;

namespace Workforce.Core.People.Imports;

/// <summary>What a file comes to, before anything of it is stored.</summary>
internal sealed record ImportPlan
{
    public required string Encoding { get; init; }

    public required int Rows { get; init; }

    public required int Failed { get; init; }

    public required IReadOnlyList<ImportProblem> Problems { get; init; }

    public int Unchanged { get; init; }

    public IReadOnlyList<Clinic> NewClinics { get; init; } = [];

    public IReadOnlyList<JobPosition> NewPositions { get; init; } = [];

    public IReadOnlyList<Planned<Employee>> Employees { get; init; } = [];

    public IReadOnlyList<Planned<Shift>> Shifts { get; init; } = [];

    public IReadOnlyList<Punch> Punches { get; init; } = [];

    public int Added => Employees.Count(row => row.New) + Shifts.Count(row => row.New) + PunchRows;

    public int Changed => Employees.Count(row => !row.New) + Shifts.Count(row => !row.New);

    /// <summary>A row may hold a clock-in and a clock-out.</summary>
    public int PunchRows { get; init; }
}

/// <param name="New">Not there before; else there and different.</param>
internal sealed record Planned<T>(T Value, bool New);
