using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Workforce.Contracts.People;

namespace Workforce.Web.Tests.Fake;

/// <summary>Three attendance cases, as the real API would show them.</summary>
internal static class FakeCases
{
    public static readonly Guid First = Id(1);

    public static void MapFakeCases(this IEndpointRouteBuilder app, FakeApi api)
    {
        var empty = api.Company.Statements.Count == 0;
        List<CaseRow> cases = empty ? [] :
        [
            Case(1, "Vera Lindqvist", CaseKind.DisciplinaryReview, "Vera Lindqvist stayed away from 3 shifts in 90 days without a word.", 1),
            Case(2, "Otto Brandt", CaseKind.SupervisorNotice, "Otto Brandt was on time for 12 of 20 shifts in 90 days, late for 7 and absent without a word from 1: 77.5 %, below 80 %.", 9),
            Case(3, "Vera Lindqvist", CaseKind.HrNotice, "Vera Lindqvist was at 58.33 %, below 60 %.", 30) with { ClosedAt = FakeCompany.Now.AddDays(-2), ClosedBy = "Robin Vermeer", Outcome = CaseOutcome.Plan, ClosingReason = "Starts at nine from now on.", Version = 2 },
        ];
        app.MapGet("/api/people/cases", (string? status, string? kind) =>
        {
            CaseRow[] found = [.. cases.Where(row => (status is null || (row.ClosedAt is null) == (status == "open")) && (kind is null || (kind == "hr_notice") == (row.Kind is CaseKind.HrNotice)))];
            return new CasePage(found, found.Length, found.Count(row => row.ClosedAt is null));
        });
        app.MapGet("/api/people/cases/{id:guid}", (Guid id) => Details(cases.Single(row => row.Id == id)));
        app.MapPost("/api/people/cases/{id:guid}/close", (Guid id, CloseCaseRequest request) =>
            Put(id, row => row with { ClosedAt = FakeCompany.Now, ClosedBy = "Robin Vermeer", Outcome = request.Outcome, ClosingReason = request.Reason }));
        app.MapPost("/api/people/cases/{id:guid}/reopen", (Guid id) => Put(id, row => row with { ClosedAt = null, ClosedBy = null, Outcome = null, ClosingReason = null }));

        IResult Put(Guid id, Func<CaseRow, CaseRow> change)
        {
            var at = cases.FindIndex(row => row.Id == id);
            cases[at] = change(cases[at]) with { Version = cases[at].Version + 1 };
            return Results.Ok(cases[at]);
        }
    }

    private static CaseDetails Details(CaseRow row) => new(
        row, "America/New_York", FakeCompany.Now.AddDays(-91), FakeCompany.Now.AddDays(-1), row.Kind is CaseKind.DisciplinaryReview ? null : 58.33m, new(61.2m, 20, 11, 3, 1),
        [.. FakePeople.Shifts().Where(shift => shift.Status is AttendanceState.Late or AttendanceState.NoCallNoShow or AttendanceState.Excused).Select(shift => new CaseShift(
            shift, shift.ClockedInAt is { } came ? [new PunchRow(Id(50), shift.EmployeeId, "in", came, "clock")] : []))],
        [new(row.OpenedAt, "opened", "Robin Vermeer", null, null), .. row.ClosedAt is { } closed ? [new CaseEvent(closed, "closed", row.ClosedBy, row.Outcome, row.ClosingReason)] : Array.Empty<CaseEvent>()]);

    private static CaseRow Case(int n, string name, CaseKind kind, string reason, int daysAgo) => new(
        Id(n), FakePeople.Vera, name, $"V{n}", Id(11), "Harbour Animal Hospital", kind, FakeProposals.First, reason, "Hear the employee first: a shift that turns out to be excused leaves the count. Then decide as the company's policy says.",
        FakeCompany.Now.AddDays(-daysAgo), null, null, null, null, 1);

    private static Guid Id(int n) => new($"99999999-0000-0000-0000-{n:000000000000}");
}
