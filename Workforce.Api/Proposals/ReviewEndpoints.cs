using Microsoft.AspNetCore.Http.HttpResults;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Proposals;
using Workforce.Core.Data;
using Workforce.Core.Proposals;
using Workforce.Jobs;

namespace Workforce.Api.Proposals;

/// <summary>Deciding on proposals.</summary>
internal static class ReviewEndpoints
{
    private const string Conflicts = "409 with `current` where somebody was faster, with `moved` where what it would change is not what was shown (it is then shown as it is now). If-Match: only if it is as it was seen. 403 where an admin has to decide.";

    public static void MapReviews(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/agents/proposals").WithTags("Proposals").RequireAuthorization(Policies.Manage);
        group.MapPost("/review", Bulk).WithSummary("Decide on many at once").WithDescription("Each by itself: what could not be decided on is named with its reason, the others are done.");
        group = group.MapGroup("/{id:guid}").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict);
        group.MapPost("/approve", Approve).WithSummary("Approve, as it is or edited")
            .WithDescription($"With `detail` it is that which is applied, once it has been checked against the type's schema and rules; errors name the field, e.g. `detail.level`. Applying is a job that follows. {Conflicts}");
        group.MapPost("/reject", Reject).WithSummary("Reject, with a reason").WithDescription($"The agent does not propose the same again for 90 days. {Conflicts}");
        group.MapPost("/undo", Undo).WithSummary("Take back what was applied").WithDescription($"409 with `dependants` where other things have come to rest on it. {Conflicts}");
        group.MapPost("/retry", Retry).WithSummary("Apply once more what failed").WithDescription($"To things as they are now. {Conflicts}");
        group.MapPost("/recheck", Recheck).WithSummary("Say whether what was approved automatically was right").WithDescription("It counts for the agent's trust. What was wrong is undone by `undo`.");
    }

    private static Task<Results<Ok<ProposalRow>, ValidationProblem, ProblemHttpResult>> Approve(
        Guid id, ApproveProposalRequest request, HttpContext http, ReviewProposal review, WorkforceDbContext db, Announcer announcer, CancellationToken ct) =>
        AnswerAsync(http, db, announcer, version => review.ApproveAsync(id, version, request.Detail, request.Notes, Caller.Of(http)!.Role, ct), ct);

    private static Task<Results<Ok<ProposalRow>, ValidationProblem, ProblemHttpResult>> Reject(
        Guid id, RejectProposalRequest request, HttpContext http, ReviewProposal review, WorkforceDbContext db, Announcer announcer, CancellationToken ct) =>
        AnswerAsync(http, db, announcer, version => review.RejectAsync(id, version, request.Reason, Caller.Of(http)!.Role, ct), ct);

    private static Task<Results<Ok<ProposalRow>, ValidationProblem, ProblemHttpResult>> Undo(
        Guid id, UndoProposalRequest request, HttpContext http, ReviewProposal review, WorkforceDbContext db, Announcer announcer, CancellationToken ct) =>
        AnswerAsync(http, db, announcer, version => review.UndoAsync(id, version, request.Reason, Caller.Of(http)!.Role, ct), ct);

    private static Task<Results<Ok<ProposalRow>, ValidationProblem, ProblemHttpResult>> Retry(
        Guid id, HttpContext http, ReviewProposal review, WorkforceDbContext db, Announcer announcer, CancellationToken ct) =>
        AnswerAsync(http, db, announcer, version => review.RetryAsync(id, version, Caller.Of(http)!.Role, ct), ct);

    private static Task<Results<Ok<ProposalRow>, ValidationProblem, ProblemHttpResult>> Recheck(
        Guid id, RecheckProposalRequest request, HttpContext http, ReviewProposal review, WorkforceDbContext db, Announcer announcer, CancellationToken ct) =>
        AnswerAsync(http, db, announcer, _ => review.RecheckAsync(id, request.Right, request.Notes, Caller.Of(http)!.Role, ct), ct);

    private static async Task<Results<Ok<BulkReviewResult>, ValidationProblem>> Bulk(
        BulkReviewRequest request, HttpContext http, ReviewProposal review, WorkforceDbContext db, Announcer announcer, CancellationToken ct)
    {
        if (request.Action == "reject" && string.IsNullOrWhiteSpace(request.Notes))
        {
            return Problems.Field("notes", "is required to reject: the reason");
        }

        var failed = new List<BulkReviewFailure>();
        foreach (var id in request.Ids.Distinct())
        {
            db.ChangeTracker.Clear();
            var role = Caller.Of(http)!.Role;
            var result = request.Action == "approve" ? await review.ApproveAsync(id, null, null, request.Notes, role, ct) : await review.RejectAsync(id, null, request.Notes!, role, ct);
            if (ReviewAnswers.Reason(result) is { } reason)
            {
                failed.Add(new(id, reason));
            }
        }

        announcer.Announce(db.Tenant.Required, Proposal.Subject);
        return TypedResults.Ok(new BulkReviewResult(request.Ids.Distinct().Count() - failed.Count, failed));
    }

    private static async Task<Results<Ok<ProposalRow>, ValidationProblem, ProblemHttpResult>> AnswerAsync(
        HttpContext http, WorkforceDbContext db, Announcer announcer, Func<int?, Task<ReviewResult>> review, CancellationToken ct)
    {
        if (!EntityTag.TryReadIfMatch(http, out var version))
        {
            return Problems.Field("if-match", "must be the ETag of the proposal");
        }

        var result = await review(version);
        if (result is ReviewResult.Done or ReviewResult.Moved)
        {
            announcer.Announce(db.Tenant.Required, Proposal.Subject);
        }

        return await ReviewAnswers.OfAsync(result, http, db, ct);
    }
}
