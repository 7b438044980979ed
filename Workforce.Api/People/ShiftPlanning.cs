using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.People;
using Workforce.Core.Data;
using Workforce.Core.People.Timekeeping;

namespace Workforce.Api.People;

/// <summary>One shift by hand.</summary>
internal static class ShiftPlanning
{
    private const string Rules = "It ends after its start and within 24 hours, overlaps no other shift of the employee, and is within the days of employment. What came of a shift that is moved or cancelled is measured anew.";

    public static void MapShiftPlanning(this RouteGroupBuilder people)
    {
        var group = people.MapGroup("/shifts").WithTags("People").RequireAuthorization(Policies.Manage);
        group.MapPost("", Add).Produces<ShiftRow>(StatusCodes.Status201Created).ProducesValidationProblem().WithSummary("Add a shift").WithDescription(Rules);
        group.MapPut("/{id:guid}", Change).Produces<ShiftRow>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .WithSummary("Change or cancel a shift").WithDescription($"{Rules} 409 while it is excused, 412 with `current` where it is not as it was seen (If-Match: the `version`).");
        group.MapDelete("/{id:guid}", Remove).Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .WithSummary("Remove a shift that should not be there").WithDescription("What came of it goes with it; the audit trail keeps when it was. A shift that was planned and fell through is cancelled instead.");
    }

    private static async Task<IResult> Add(AddShiftRequest request, HttpContext http, PlanShift plan, WorkforceDbContext db, CancellationToken ct) =>
        await AnswerAsync(http, db, await plan.AddAsync(request.EmployeeId!.Value, request.ClinicId, request.StartsAt!.Value.ToUniversalTime(), request.EndsAt!.Value.ToUniversalTime(), ct), row => TypedResults.Created((string?)null, row), ct);

    private static Task<IResult> Change(Guid id, ChangeShiftRequest request, HttpContext http, PlanShift plan, WorkforceDbContext db, CancellationToken ct) => SeenAsync(http, async version =>
        await AnswerAsync(http, db, await plan.ChangeAsync(id, version, request.ClinicId, request.StartsAt!.Value.ToUniversalTime(), request.EndsAt!.Value.ToUniversalTime(), request.Cancelled, ct), TypedResults.Ok, ct));

    private static Task<IResult> Remove(Guid id, HttpContext http, PlanShift plan, WorkforceDbContext db, CancellationToken ct) => SeenAsync(http, async version =>
        await plan.RemoveAsync(id, version, ct) is var change && change is ShiftChange.Done ? TypedResults.NoContent() : await AnswerAsync(http, db, change, TypedResults.Ok, ct));

    private static async Task<IResult> SeenAsync(HttpContext http, Func<int?, Task<IResult>> change) =>
        EntityTag.TryReadIfMatch(http, out var version) ? await change(version) : Problems.Field("if-match", "must be the version of the shift as a tag");

    private static async Task<IResult> AnswerAsync(HttpContext http, WorkforceDbContext db, ShiftChange change, Func<ShiftRow, IResult> done, CancellationToken ct)
    {
        switch (change)
        {
            case ShiftChange.Done { Shift: var shift }:
                EntityTag.Set(http, shift.Version);
                return done(await RowAsync(db, shift.Id, ct));
            case ShiftChange.Invalid invalid:
                return Problems.Fields(invalid.Problems);
            case ShiftChange.Stale stale:
                return TypedResults.Problem("Somebody changed the shift since you looked at it.", statusCode: StatusCodes.Status412PreconditionFailed, extensions: [new("current", await RowAsync(db, stale.Shift.Id, ct))]);
            case ShiftChange.Conflict conflict:
                return Problems.Conflict(conflict.Why, conflict.State);
            default:
                return Problems.NotFound("shift");
        }
    }

    private static async Task<ShiftRow> RowAsync(WorkforceDbContext db, Guid id, CancellationToken ct) => (await ShiftRows.OfAsync(db, db.Shifts.AsNoTracking().Where(row => row.Id == id), ct)).Single();
}
