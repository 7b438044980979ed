using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Workforce.Contracts.Proposals;

namespace Workforce.Web.Tests.Fake;

internal static class FakeProposalRoutes
{
    public static void MapFakeProposals(this IEndpointRouteBuilder app, FakeApi api)
    {
        var company = api.Company;
        app.MapGet("/api/agents/proposals", (string? status, string? risk, string? agent, string? type, string? recheck, string? apply, string? search, string? after, int limit) =>
        {
            lock (company.Gate)
            {
                var rest = company.Proposals.Select(one => one.Proposal)
                    .Where(row => (status is null || row.Status == status) && (risk is null || row.RiskLevel == risk) && (agent is null || row.AgentId == agent) && (type is null || row.ProposalType == type)
                        && (recheck is null || row.Recheck == recheck) && (apply is null || row.ApplyStatus == apply) && (search is null || row.Title.Contains(search, StringComparison.OrdinalIgnoreCase)))
                    .OrderByDescending(row => row.CreatedAt).ToList();
                var from = after is null ? 0 : rest.FindIndex(row => row.Id.ToString() == after) + 1;
                return new ProposalPage([.. rest.Skip(from).Take(limit)], Math.Min(10_000, rest.Count), rest.Count > from + limit ? rest[from + limit - 1].Id.ToString() : null);
            }
        });
        app.MapGet("/api/agents/proposals/types", () => FakeProposals.Types);
        app.MapGet("/api/agents/proposals/{id:guid}", (Guid id) =>
        {
            lock (company.Gate)
                return company.Proposals.FirstOrDefault(one => one.Proposal.Id == id) is { } found ? Results.Ok(found) : Results.NotFound();
        });
        app.MapPost("/api/agents/proposals/{id:guid}/approve", (Guid id, ApproveProposalRequest request, HttpContext http) => Approve(api, id, request, http));
        app.MapPost("/api/agents/proposals/{id:guid}/reject", (Guid id, RejectProposalRequest request) => Decide(api, id, "pending", row => row with { Status = "rejected", ReviewNotes = request.Reason }, "rejected", request.Reason));
        app.MapPost("/api/agents/proposals/{id:guid}/undo", (Guid id, UndoProposalRequest request) => Undo(api, id, request));
        app.MapPost("/api/agents/proposals/{id:guid}/retry", (Guid id) => Change(api, id, row => row with { ApplyStatus = "applied", ApplyError = null }, "retried", null));
        app.MapPost("/api/agents/proposals/{id:guid}/recheck", (Guid id, RecheckProposalRequest request) => Change(api, id, row => row with { Recheck = request.Right ? "confirmed" : "faulted" }, request.Right ? "confirmed" : "faulted", request.Notes));
        app.MapPost("/api/agents/proposals/review", (BulkReviewRequest request) =>
        {
            var failed = new List<BulkReviewFailure>();
            foreach (var id in request.Ids)
            {
                var row = company.Proposals.Single(one => one.Proposal.Id == id).Proposal;
                if (row.ReviewRole == "admin" && company.Person.Role != "admin")
                    failed.Add(new(id, "An admin has to decide on this."));
                else if (row.Title == company.Moved)
                    failed.Add(new(id, "What it would change is not what you saw any more. Look at it again."));
                else
                    Change(api, id, seen => seen with { Status = request.Action == "approve" ? "approved" : "rejected", ApplyStatus = request.Action == "approve" ? "applied" : "none", ReviewNotes = request.Notes }, request.Action, request.Notes);
            }

            return new BulkReviewResult(request.Ids.Count - failed.Count, failed);
        });
        app.MapGet("/api/agents/rules", () => new RuleList(company.AgentRules));
        app.MapPut("/api/agents/rules", (RuleList list) =>
        {
            company.AgentRules = [.. list.Rules.Select(rule => rule.Id == Guid.Empty ? rule with { Id = Guid.NewGuid() } : rule)];
            return new RuleList(company.AgentRules);
        });
    }

    /// <summary>As the API and its workers do, at once.</summary>
    public static IResult Decide(FakeApi api, Guid id, string from, Func<ProposalRow, ProposalRow> change, string action, string? notes)
    {
        var row = api.Company.Proposals.Single(one => one.Proposal.Id == id).Proposal;
        return row.Status == from
            ? Change(api, id, seen => change(seen) with { ReviewedByName = api.Company.Person.DisplayName, ReviewedBy = api.Company.Person.UserId, ReviewedAt = FakeCompany.Now }, action, notes)
            : Conflict(row, $"It is {row.Status} already.");
    }

    private static IResult Approve(FakeApi api, Guid id, ApproveProposalRequest request, HttpContext http)
    {
        var one = api.Company.Proposals.Single(known => known.Proposal.Id == id);
        if (one.Proposal.Status == "pending" && http.Request.Headers.IfMatch != $"\"{one.Proposal.Version}\"")
            return Conflict(one.Proposal, "It has changed since you looked at it.");
        if (one.Proposal.Title == api.Company.Moved)
        {
            api.Company.Moved = null;
            Put(api, one with { Changes = [new("Ana Sousa", "trainings", "Dental radiography, 4 hours", "Dental radiography, 12 hours, basic")], Proposal = one.Proposal with { Version = one.Proposal.Version + 1 } });
            return Conflict(one.Proposal, "What it would change is not what you saw any more. Look at it again.", moved: true);
        }

        if (request.Detail is { } edited)
        {
            if (edited.GetProperty("hours").GetDecimal() > 40)
                return Results.ValidationProblem(new Dictionary<string, string[]> { ["detail.hours"] = [$"{edited.GetProperty("hours").GetRawText()} is above the maximum of 40"] });
            Put(api, one with { Detail = edited, ProposedDetail = one.Detail });
        }

        return Decide(api, id, "pending", row => row with { Status = "approved", ApplyStatus = "applied", ReviewNotes = request.Notes }, "approved", request.Notes);
    }

    private static IResult Undo(FakeApi api, Guid id, UndoProposalRequest request)
    {
        var one = api.Company.Proposals.Single(known => known.Proposal.Id == id);
        return one.Dependants.Count > 0 ? Results.Problem("It can no longer be undone.", statusCode: 409, extensions: new Dictionary<string, object?> { ["current"] = one.Proposal, ["dependants"] = one.Dependants })
            : one.Proposal.ApplyStatus != "applied" ? Conflict(one.Proposal, "Only what is applied can be undone.")
            : Change(api, id, row => row with { ApplyStatus = "undone" }, "undone", request.Reason);
    }

    private static IResult Change(FakeApi api, Guid id, Func<ProposalRow, ProposalRow> change, string action, string? notes)
    {
        var one = api.Company.Proposals.Single(known => known.Proposal.Id == id);
        var changed = change(one.Proposal) with { Version = one.Proposal.Version + 1 };
        Put(api, one with { Proposal = changed, History = [.. one.History, new(FakeCompany.Now, action, api.Company.Person.DisplayName, api.Company.Person.UserId, notes, null)] });
        api.Events.TellOf("proposals");
        return Results.Ok(changed);
    }

    private static void Put(FakeApi api, ProposalDetail changed)
    {
        lock (api.Company.Gate)
            api.Company.Proposals[api.Company.Proposals.FindIndex(one => one.Proposal.Id == changed.Proposal.Id)] = changed;
    }

    private static IResult Conflict(ProposalRow current, string why, bool moved = false) =>
        Results.Problem(why, statusCode: 409, extensions: new Dictionary<string, object?> { ["current"] = JsonSerializer.SerializeToElement(current, Contracts.WireJson.Options), ["moved"] = moved });
}
