using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.People;
using Workforce.Core.Data;
using Workforce.Core.People.Timekeeping;

namespace Workforce.Api.People;

/// <summary>Punches as managers see and correct them.</summary>
internal static class PunchCorrections
{
    private const int MostAtOnce = 2000;

    public static void MapPunchCorrections(this RouteGroupBuilder people)
    {
        var group = people.MapGroup("/punches").WithTags("People").RequireAuthorization(Policies.Manage);
        group.MapGet("", List).Produces<List<PunchRow>>().ProducesValidationProblem().WithSummary("Punches, latest first, with who corrected them and why")
            .WithDescription($"`from` and `to` are instants, both included; without them the last 90 days. Those that were removed are there, with `removed_at`. The first {MostAtOnce}.");
        group.MapPost("/manual", Add).Produces<PunchRow>(StatusCodes.Status201Created).ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Enter a punch that is missing").WithDescription("Not ahead of now, and within the days of employment. It counts at once, as one of the clock does. 409: the same punch is there.");
        group.MapPut("/{id:guid}", Correct).Produces<PunchRow>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Correct a punch").WithDescription("The answer is a punch that stands for it (`replaces`); the one that was wrong stays, removed, and a file that holds it does not bring it back.");
        group.MapPost("/{id:guid}/remove", Remove).Produces<PunchRow>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Have a punch not count");
    }

    private static async Task<IResult> List([FromQuery] Guid? employee, [FromQuery] DateTimeOffset? from, [FromQuery] DateTimeOffset? to, WorkforceDbContext db, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var (since, until) = ((from ?? now.AddDays(-90)).ToUniversalTime(), (to ?? now.AddMinutes(5)).ToUniversalTime());
        if (since > until) return Problems.Field("from", "must not be after 'to'");

        var found = db.Punches.AsNoTracking().Where(punch => punch.At >= since && punch.At <= until);
        if (employee is { } of) found = found.Where(punch => punch.EmployeeId == of);
        return TypedResults.Ok(await PunchRows.OfAsync(db, await found.OrderByDescending(punch => punch.At).ThenBy(punch => punch.Id).Take(MostAtOnce).ToListAsync(ct), ct));
    }

    private static async Task<IResult> Add(AddPunchRequest request, CorrectPunch correct, WorkforceDbContext db, CancellationToken ct) =>
        await AnswerAsync(db, await correct.AddAsync(request.EmployeeId!.Value, KindOf(request.Kind), Instant(request.At), request.Reason.Trim(), ct), row => TypedResults.Created((string?)null, row), ct);

    private static async Task<IResult> Correct(Guid id, CorrectPunchRequest request, CorrectPunch correct, WorkforceDbContext db, CancellationToken ct) =>
        await AnswerAsync(db, await correct.ChangeAsync(id, KindOf(request.Kind), Instant(request.At), request.Reason.Trim(), ct), TypedResults.Ok, ct);

    private static async Task<IResult> Remove(Guid id, RemovePunchRequest request, CorrectPunch correct, WorkforceDbContext db, CancellationToken ct) =>
        await AnswerAsync(db, await correct.RemoveAsync(id, request.Reason.Trim(), ct), TypedResults.Ok, ct);

    private static async Task<IResult> AnswerAsync(WorkforceDbContext db, PunchChange change, Func<PunchRow, IResult> done, CancellationToken ct) => change switch
    {
        PunchChange.Done { Punch: var punch } => done((await PunchRows.OfAsync(db, [punch], ct)).Single()),
        PunchChange.Invalid invalid => Problems.Fields(invalid.Problems),
        PunchChange.Conflict conflict => Problems.Conflict(conflict.Why, conflict.State),
        _ => Problems.NotFound("punch"),
    };

    private static PunchKind KindOf(string word) => word == "in" ? PunchKind.In : PunchKind.Out;

    // As many decimals as the clock's punches have.
    private static DateTimeOffset Instant(DateTimeOffset? at) => new(at!.Value.UtcTicks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
}
