using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.People;
using Workforce.Core.Data;
using Workforce.Core.People.Timekeeping;

namespace Workforce.Api.People;

/// <summary>What somebody was told of an employee's attendance, and what came of it.</summary>
internal static class CaseEndpoints
{
    private const int Page = 50;
    private const string Conflicts = "409 with `current` where it is so already, 412 with `current` where it is not as it was seen (If-Match).";

    public static void MapCases(this RouteGroupBuilder people)
    {
        var group = people.MapGroup("/cases").WithTags("People").RequireAuthorization(Policies.Manage);
        group.MapGet("", List).WithSummary("Attendance cases, the open ones first, then newest first")
            .WithDescription("`status`: open or closed. `kind`: supervisor_notice, hr_notice or disciplinary_review. `clinic` is that of the employee. `take` 1 to 200, else 50.");
        group.MapGet("/{id:guid}", Get).WithSummary("One case with the shifts and punches it rests on").WithDescription("Its version is the ETag. `now` counts the same days as they stand today.");
        group.MapPost("/{id:guid}/close", Close).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .WithSummary("Close a case, with what came of it").WithDescription($"While it is closed, the proposal that opened it cannot be undone. {Conflicts}");
        group.MapPost("/{id:guid}/reopen", Reopen).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).WithSummary("Open a closed case again").WithDescription(Conflicts);
    }

    private static async Task<Results<Ok<CasePage>, ValidationProblem>> List([AsParameters] CaseQuery wish, WorkforceDbContext db, CancellationToken ct)
    {
        if (wish.Errors().ToList() is { Count: > 0 } errors)
        {
            return Problems.Fields(errors);
        }

        var found = wish.Filter(db);
        var page = found.OrderByDescending(row => row.ClosedAt == null).ThenByDescending(row => row.OpenedAt).ThenBy(row => row.Id).Skip(wish.Skip ?? 0).Take(wish.Take ?? Page);
        return TypedResults.Ok(new CasePage(await CaseRows.OfAsync(db, page, ct), await found.CountAsync(ct), await found.CountAsync(row => row.ClosedAt == null, ct)));
    }

    private static async Task<Results<Ok<CaseDetails>, ProblemHttpResult>> Get(Guid id, HttpContext http, WorkforceDbContext db, CancellationToken ct)
    {
        if (await CaseRows.FindAsync(db, id, ct) is not { } row)
        {
            return Problems.NotFound("case");
        }

        EntityTag.Set(http, row.Version);
        return TypedResults.Ok(await CaseEvidence.OfAsync(db, row, ct));
    }

    private static Task<Results<Ok<CaseRow>, ValidationProblem, ProblemHttpResult>> Close(Guid id, CloseCaseRequest request, HttpContext http, DecideCase decide, WorkforceDbContext db, CancellationToken ct) =>
        AnswerAsync(http, db, version => decide.CloseAsync(id, version, (AttendanceCaseOutcome)request.Outcome!, request.Reason.Trim(), ct), ct);

    private static Task<Results<Ok<CaseRow>, ValidationProblem, ProblemHttpResult>> Reopen(Guid id, ReopenCaseRequest request, HttpContext http, DecideCase decide, WorkforceDbContext db, CancellationToken ct) =>
        AnswerAsync(http, db, version => decide.ReopenAsync(id, version, request.Reason.Trim(), ct), ct);

    private static async Task<Results<Ok<CaseRow>, ValidationProblem, ProblemHttpResult>> AnswerAsync(HttpContext http, WorkforceDbContext db, Func<int?, Task<CaseChange>> change, CancellationToken ct)
    {
        if (!EntityTag.TryReadIfMatch(http, out var version))
        {
            return Problems.Field("if-match", "must be the ETag of the case");
        }

        switch (await change(version))
        {
            case CaseChange.Done done:
                EntityTag.Set(http, done.Case.Version);
                return TypedResults.Ok((await CaseRows.FindAsync(db, done.Case.Id, ct))!);
            case CaseChange.Stale stale:
                return TypedResults.Problem("Somebody changed the case since you looked at it.", statusCode: StatusCodes.Status412PreconditionFailed, extensions: [new("current", await CaseRows.FindAsync(db, stale.Case.Id, ct))]);
            case CaseChange.Conflict conflict:
                return TypedResults.Problem(conflict.Why, statusCode: StatusCodes.Status409Conflict, extensions: [new("current", await CaseRows.FindAsync(db, conflict.Case.Id, ct))]);
            default:
                return Problems.NotFound("case");
        }
    }
}
