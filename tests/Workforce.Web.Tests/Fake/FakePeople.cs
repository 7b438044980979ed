using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Workforce.Contracts.People;

namespace Workforce.Web.Tests.Fake;

/// <summary>A clinic with a handful of employees, as the real API would show them.</summary>
internal static class FakePeople
{
    public static readonly Guid Vera = new("77777777-0000-0000-0000-000000000001");

    private static readonly ClinicRow[] Clinics = [new(Id(11), "Harbour Animal Hospital", "14 Wharf Street", "America/New_York", 3), new(Id(12), "Cedar Hill Pet Care", null, "America/Chicago", 1)];
    private static readonly PositionRow[] Positions = [new(Id(21), "Vet Technician", null, 3, 2), new(Id(22), "Veterinarian", null, 1, 3)];
    private static readonly SkillRow[] Skills =
    [
        new(Id(31), "Dental radiography", SkillField.Diagnostics, "Full-mouth images.", ["Vet Technician"], "manual", null, 2, 2, 1),
        new(Id(32), "Telephone triage", SkillField.ClientCommunication, "The right questions.", [], "agent_scout", Id(90), 1, 0, 0),
        new(Id(33), "CPR", SkillField.Emergency, "As RECOVER describes.", ["Veterinarian"], "manual", null, 4, 2, 2),
    ];

    private static readonly List<ExpectationRow> Expectations = [new(Id(21), Id(31), 3, "manual"), new(Id(21), Id(33), 4, "manual"), new(Id(22), Id(31), 4, "agent_mapper")];

    private static readonly EmployeeRow[] Employees =
    [
        Employee(1, "Vera Lindqvist", 0, 0, 58.33m, 2), Employee(2, "Otto Brandt", 0, 0, 78.4m, 0), Employee(3, "Amara Okafor", 1, 0, 97m, 1), Employee(4, "Jonas Meyer-Wolkenstein-Hohenberg", 0, 1, null, 0),
    ];

    public static void MapFakePeople(this IEndpointRouteBuilder app, FakeApi api)
    {
        var empty = api.Company.Statements.Count == 0;
        app.MapGet("/api/people/clinics", () => empty ? [] : Clinics);
        app.MapGet("/api/people/positions", () => empty ? [] : Positions);
        app.MapGet("/api/people/skills", () => empty ? [] : Skills);
        app.MapGet("/api/people/expectations", () => Expectations);
        app.MapPut("/api/people/expectations", (SetExpectationRequest request) =>
        {
            Expectations.RemoveAll(row => row.PositionId == request.PositionId && row.SkillId == request.SkillId);
            if (request.Level is { } level) Expectations.Add(new(request.PositionId, request.SkillId, level, "manual"));
            return Results.NoContent();
        });
        app.MapGet("/api/people/employees", (string? text, Guid? clinic) =>
        {
            EmployeeRow[] found = empty ? [] : [.. Employees.Where(row => (text is null || row.Name.Contains(text, StringComparison.OrdinalIgnoreCase)) && (clinic is null || row.ClinicId == clinic))];
            return new StaffPage(found, found.Length);
        });
        app.MapGet("/api/people/employees/{id:guid}", (Guid id) => Details(id));
        app.MapGet("/api/people/shifts", (string? status) =>
        {
            ShiftRow[] found = [.. Shifts().Where(row => status is null || status == (row.Status is AttendanceState.Late ? "late" : row.Status is AttendanceState.NoCallNoShow ? "no_call_no_show" : ""))];
            return new ShiftPage(found, found.Length);
        });
        app.MapGet("/api/people/punches", () => new[]
        {
            new PunchRow(Id(61), Vera, "out", FakeCompany.Now.AddHours(-3), "clock"), new PunchRow(Id(62), Vera, "in", FakeCompany.Now.AddHours(-11), "manual", "The clock was an hour behind.", "Robin Vermeer", Id(63)),
            new PunchRow(Id(63), Vera, "in", FakeCompany.Now.AddHours(-12), "clock", RemovedAt: FakeCompany.Now.AddHours(-1), RemovedBy: "Robin Vermeer", RemovedReason: "The clock was an hour behind."),
        });
        app.MapPost("/api/people/punches/manual", (AddPunchRequest request) => new PunchRow(Id(64), Vera, request.Kind, request.At!.Value, "manual", request.Reason, "Robin Vermeer"));
        app.MapPost("/api/people/shifts", (AddShiftRequest request) => request.StartsAt!.Value.Year > 2100
            ? Results.ValidationProblem(new Dictionary<string, string[]> { ["starts_at"] = ["must be within two years of now"] }, detail: "starts_at: must be within two years of now")
            : Results.Ok(Shift(9, request.StartsAt.Value, AttendanceState.Planned, null, null, [])));
        app.MapPut("/api/people/shifts/{id:guid}", (Guid id) => Shifts().First());
        app.MapGet("/api/people/persons", () => new[] { new SignInName(Id(71), "Robin Vermeer", "robin@example.com", "admin", null), new SignInName(Id(72), "Mia Novak", "mia@example.com", "member", new(Id(2), "V2", "Otto Brandt")) });
        app.MapPut("/api/people/employees/{id:guid}/person", () => Results.NoContent());
        app.MapGet("/api/people/employees/{id:guid}/attendance", () => History());
        app.MapGet("/api/people/me", () => empty
            ? Results.Problem("No employee is linked to your sign-in.", statusCode: 404) : Results.Ok(new OwnAttendance(new(Vera, "V1", "Vera Lindqvist"), "Vet Technician", "Harbour Animal Hospital", History(), [.. Shifts()])));
        app.MapGet("/api/people/calendar", (DateOnly? from, int days) => Calendar(from ?? new DateOnly(FakeCompany.Now.Year, FakeCompany.Now.Month, 1), days));
        app.MapGet("/api/people/imports", () => new ImportPage(empty ? [] : [Import(ImportState.Imported, 0), Import(ImportState.Refused, 2)], null));
        app.MapGet("/api/people/imports/{id:guid}", () => Problems(ImportState.Refused));
        app.MapPost("/api/people/imports", () => Problems(ImportState.Checked)).DisableAntiforgery();
        app.MapPost("/api/people/imports/{id:guid}/apply", () => Problems(ImportState.Partial));
    }

    private static AttendanceHistory History() => new("America/New_York", 80, 60, 90, [.. Enumerable.Range(0, 90).Select(n => new HistoryDay(
        DateOnly.FromDateTime(FakeCompany.Now.Date).AddDays(n - 89), n % 7 > 4 ? null : n % 11 == 3 ? AttendanceState.Late : n % 23 == 7 ? AttendanceState.NoCallNoShow : n % 29 == 8 ? AttendanceState.Excused : AttendanceState.OnTime, 12, n < 5 ? null : 95 - (n * 0.4m)))]);

    private static ClinicCalendar Calendar(DateOnly from, int days)
    {
        AttendanceState[] states = [AttendanceState.OnTime, AttendanceState.Late, AttendanceState.NoCallNoShow, AttendanceState.Excused, AttendanceState.Cancelled, AttendanceState.Planned];
        return new(Id(11), "Harbour Animal Hospital", "America/New_York", from, days, from.AddDays(2), [.. Employees.Select((row, at) => new CalendarEmployee(
            row.Id, row.Number, row.Name, row.Position, row.Reliability,
            [.. Enumerable.Range(0, days).Where(day => (day + at) % 7 < 5).Select(day => Shift(1000 + (at * 50) + day, new DateTimeOffset(from.AddDays(day).ToDateTime(new(13, 0)), TimeSpan.Zero), states[(day + at) % 6], 17, null, []) with { EmployeeId = row.Id, Employee = row.Name })],
            at == 1 ? [new PunchRow(Id(65), row.Id, "in", new DateTimeOffset(from.AddDays(5).ToDateTime(new(14, 2)), TimeSpan.Zero), "clock")] : []))]);
    }

    private static EmployeeDetails Details(Guid id) => new(
        Employees.First(row => row.Id == id), "America/New_York",
        [new(Id(31), "Dental radiography", SkillField.Diagnostics, null, 3, FakeCompany.Now.AddDays(-20)), new(Id(33), "CPR", SkillField.Emergency, 3, 4, FakeCompany.Now.AddDays(-3)), new(Id(32), "Telephone triage", SkillField.ClientCommunication, 4, null, null)],
        new(58.33m, FakeCompany.Now.AddDays(-90), FakeCompany.Now, 60, 26, 18, 16, ["below_supervisor", "below_hr"], FakeCompany.Now), [new(Id(2), "V2", "Otto Brandt")], null);

    public static IEnumerable<ShiftRow> Shifts()
    {
        var start = FakeCompany.Now.AddDays(-1);
        yield return Shift(1, start.AddDays(2), AttendanceState.Planned, null, null, []);
        yield return Shift(2, start, AttendanceState.OnTime, 0, start, []);
        yield return Shift(3, start.AddDays(-1), AttendanceState.Late, 23, start.AddDays(-1).AddMinutes(23), ["missing_out"]);
        yield return Shift(4, start.AddDays(-2), AttendanceState.NoCallNoShow, null, null, []);
        yield return Shift(5, start.AddDays(-3), AttendanceState.Excused, null, null, []);
    }

    private static ShiftRow Shift(int n, DateTimeOffset at, AttendanceState state, int? late, DateTimeOffset? came, string[] flags) => new(
        Id(50 + n), Vera, "Vera Lindqvist", Id(11), "Harbour Animal Hospital", "America/New_York", at, at.AddHours(9), state, late, came, came?.AddHours(9), flags, state is AttendanceState.Excused ? "ill, called at seven" : null, 1);

    private static ImportDetails Problems(ImportState state) => new(Import(state, 2),
    [
        new("error", 3, "clinic", "Harbor", "There is no such clinic; expected is Harbour Animal Hospital, Cedar Hill Pet Care."),
        new("error", 7, "hired", "2024-02-30", "Expected is a date such as 2026-10-31."),
        new("warning", 9, "end", "02:30", "02:30 comes twice on 2026-11-01 in America/New_York, where the clocks are put back; read as the first."),
    ]);

    private static ImportRow Import(ImportState state, int failed) => new(failed == 0 ? Id(81) : Id(82), "employees", failed == 0 ? "employees-october.csv" : "new-hires.csv", 4_120, state, "utf-8", 60, 58 - failed, 0, 2, failed, null, failed == 0 ? 0 : 3, FakeCompany.Now.AddHours(-2));

    private static EmployeeRow Employee(int n, string name, int clinic, int position, decimal? score, int gaps) => new(
        n == 1 ? Vera : Id(n), $"V{n}", name, $"{name.Split(' ')[0].ToLowerInvariant()}@clinic.example", Positions[position].Id, Positions[position].Name, Clinics[clinic].Id, Clinics[clinic].Name, n == 1 ? null : Vera, n == 1 ? null : "Vera Lindqvist",
        n == 3 ? EmployeeState.OnLeave : EmployeeState.Active, new(2021, 3, n), null, score, gaps);

    private static Guid Id(int n) => new($"77777777-0000-0000-0000-{n:000000000000}");
}
