using Microsoft.AspNetCore.Http.HttpResults;
using Workforce.Api.Wire;
using Workforce.Contracts.Proposals;
using Workforce.Core.Data;
using Workforce.Core.Proposals;

namespace Workforce.Api.Proposals;

/// <summary>What a reviewer is told.</summary>
internal static class ReviewAnswers
{
    public static async Task<Results<Ok<ProposalRow>, ValidationProblem, ProblemHttpResult>> OfAsync(ReviewResult result, HttpContext http, WorkforceDbContext db, CancellationToken ct)
    {
        switch (result)
        {
            case ReviewResult.Done done:
                EntityTag.Set(http, done.Proposal.Version);
                return TypedResults.Ok(await RowAsync(done.Proposal, db, ct));
            case ReviewResult.Conflict conflict:
                return Conflict(conflict.Why, ("current", await RowAsync(conflict.Proposal, db, ct)));
            case ReviewResult.Moved moved:
                return Conflict(Reason(moved)!, ("current", await RowAsync(moved.Proposal, db, ct)), ("moved", true));
            case ReviewResult.Depended depended:
                return Conflict(Reason(depended)!, ("current", await RowAsync(depended.Proposal, db, ct)), ("dependants", depended.Dependants));
            case ReviewResult.Invalid invalid:
                return Problems.Fields([.. invalid.Problems.Select(problem => (problem.Path.Length == 0 ? "detail" : $"detail.{problem.Path}", problem.Problem))]);
            case ReviewResult.Forbidden forbidden:
                return TypedResults.Problem(Reason(forbidden), statusCode: StatusCodes.Status403Forbidden);
            default:
                return Problems.NotFound("proposal");
        }
    }

    /// <summary>Why it was not done; null: it was.</summary>
    public static string? Reason(ReviewResult result) => result switch
    {
        ReviewResult.Done => null,
        ReviewResult.Conflict conflict => conflict.Why,
        ReviewResult.Moved => "What it would change is not what you saw any more. Look at it again.",
        ReviewResult.Depended depended => $"It can no longer be undone: {string.Join("; ", depended.Dependants)}.",
        ReviewResult.Invalid invalid => string.Join("; ", invalid.Problems),
        ReviewResult.Forbidden => "An admin has to decide on this.",
        _ => "There is no such proposal.",
    };

    private static ProblemHttpResult Conflict(string why, params (string Name, object? Value)[] more) =>
        TypedResults.Problem(why, statusCode: StatusCodes.Status409Conflict, extensions: more.Select(one => KeyValuePair.Create(one.Name, one.Value)));

    private static async Task<ProposalRow> RowAsync(Proposal proposal, WorkforceDbContext db, CancellationToken ct) =>
        ProposalRows.Of(proposal, await ProposalNames.ReadAsync(db, [proposal.ReviewedBy], ct));
}
