using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Agents;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Proposals;
using Workforce.Core.Data;
using Workforce.Core.Proposals;

namespace Workforce.Api.Proposals;

/// <summary>What agents propose.</summary>
internal static class ProposalEndpoints
{
    private const int MostCounted = 10_000;

    public static void MapProposals(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/agents/proposals").WithTags("Proposals").RequireAuthorization(Policies.Read);
        group.MapGet("", List)
            .WithSummary("Proposals, newest first")
            .WithDescription("`status` is pending, auto_approved, approved, rejected or expired; `risk` low, medium or high; `apply` none, queued, applied, failed, undo_queued or undone; `recheck` open, confirmed or faulted; `mine` true: only what the caller may decide on; `search` looks into titles and summaries. `total` stops at 10000. Pass `next` as `after` for the next page.");
        group.MapGet("/types", Types).WithSummary("The types of proposal that there are");
        group.MapGet("/{id:guid}", Get).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("A proposal with all that is needed to decide on it").WithDescription("Its version is the ETag. `dependants` say what stands in the way of undoing it.");
    }

    private static async Task<Results<Ok<ProposalPage>, ValidationProblem>> List([AsParameters] ProposalQuery query, HttpContext http, WorkforceDbContext db, CancellationToken ct)
    {
        if (Paging.Check(query.After, query.Limit, out var cursor, out var size) is { } wrong)
        {
            return wrong;
        }

        if (query.Read(db, Caller.Of(http)!.Role, out var fitting) is { } unreadable)
        {
            return unreadable;
        }

        var total = await fitting.Take(MostCounted).CountAsync(ct);
        var page = fitting;
        if (cursor is { } from)
        {
            page = page.Where(row => EF.Functions.LessThan(ValueTuple.Create(row.CreatedAt, row.Id), ValueTuple.Create(from.At, from.Id)));
        }

        var found = await page.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Take(size + 1).ToListAsync(ct);
        var names = await ProposalNames.ReadAsync(db, found.Select(row => row.ReviewedBy), ct);
        return TypedResults.Ok(new ProposalPage(
            [.. found.Take(size).Select(row => ProposalRows.Of(row, names))], total, found.Count > size ? new Cursor(found[size - 1].CreatedAt, found[size - 1].Id).ToString() : null));
    }

    private static Ok<List<ProposalTypeRow>> Types() =>
        TypedResults.Ok(ProposalTypes.All.Select(type => new ProposalTypeRow(type.Name, type.Title, type.CanUndo, (int)type.Lifetime.TotalDays, type.Schema)).ToList());

    private static async Task<Results<Ok<ProposalDetail>, ProblemHttpResult>> Get(Guid id, HttpContext http, WorkforceDbContext db, CancellationToken ct)
    {
        if (await db.Proposals.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } proposal)
        {
            return Problems.NotFound("proposal");
        }

        var history = await db.ProposalHistory.AsNoTracking().Where(entry => entry.ProposalId == id).OrderBy(entry => entry.Id).ToListAsync(ct);
        var names = await ProposalNames.ReadAsync(db, [proposal.ReviewedBy], ct);
        var rule = proposal.RoutedByRule is { } by ? await db.ProposalRules.Where(row => row.Id == by).Select(row => row.Name).SingleOrDefaultAsync(ct) : null;
        var type = ProposalTypes.Find(proposal.ProposalType);
        EntityTag.Set(http, proposal.Version);
        return TypedResults.Ok(new ProposalDetail(
            ProposalRows.Of(proposal, names),
            AgentRows.Json(proposal.Detail),
            proposal.ProposedDetail is null ? null : AgentRows.Json(proposal.ProposedDetail),
            type?.Schema ?? JsonSerializer.SerializeToElement(new { }),
            [.. proposal.Changes.Select(change => new ChangeRow(change.Subject, change.Field, change.Before, change.After))],
            [.. proposal.Evidence.Select(evidence => new EvidenceRow(evidence.Text, evidence.Link))],
            [.. history.Select(ProposalRows.Of)],
            type?.CanUndo ?? false,
            await Undoing.DependantsAsync(db, proposal, ct),
            rule));
    }
}
