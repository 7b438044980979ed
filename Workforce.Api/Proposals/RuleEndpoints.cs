using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Proposals;
using Workforce.Core.Agents.Proposals;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Core.Proposals;

namespace Workforce.Api.Proposals;

/// <summary>The supervisor's rules.</summary>
internal static class RuleEndpoints
{
    public static void MapProposalRules(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/agents/rules").WithTags("Proposals");
        group.MapGet("", List).RequireAuthorization(Policies.Read)
            .WithSummary("What the supervisor approves and whom it asks").WithDescription("In order; the first that fits decides. Where none fits, high risk goes to an admin, who is told at once, and everything else to managers.");
        group.MapPut("", Put).RequireAuthorization(Policies.Administer)
            .WithSummary("Replace the rules").WithDescription("All of them, in order; a rule with a known `id` keeps its origin, and so does one that `granted_by` brought and that was deleted since. What is of high risk is never approved by rule.");
    }

    private static async Task<Ok<RuleList>> List(WorkforceDbContext db, CancellationToken ct) =>
        TypedResults.Ok(new RuleList([.. (await db.ProposalRules.AsNoTracking().OrderBy(rule => rule.Position).ToListAsync(ct)).Select(ProposalRows.Of)]));

    private static async Task<Results<Ok<RuleList>, ValidationProblem>> Put(RuleList request, WorkforceDbContext db, AuditTrail audit, TimeProvider time, CancellationToken ct)
    {
        if (request.Rules is null)
        {
            return Problems.Field("rules", "is required");
        }

        var agents = await db.Agents.Select(agent => agent.AgentId).ToListAsync(ct);
        if (request.Rules.SelectMany((rule, at) => ErrorsOf(rule, at, agents)).ToList() is { Count: > 0 } errors)
        {
            return Problems.Fields(errors);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var origins = await OriginsAsync(request.Rules, db, ct);
        await db.ProposalRules.ExecuteDeleteAsync(ct);
        var now = time.GetUtcNow();
        db.AddRange(request.Rules.Select((rule, at) => Of(rule, at + 1, origins.GetValueOrDefault(rule.Id), db.Tenant.Required, now)));
        audit.Record("proposals.rules", "rules", null, request.Rules);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return await List(db, ct);
    }

    /// <summary>Where the rules come from that there are, and those that a proposal brought and that were deleted since: who takes the deletion back gets the same rule, which ends with its proposal.</summary>
    private static async Task<Dictionary<Guid, Origin>> OriginsAsync(IReadOnlyList<RuleRow> rules, WorkforceDbContext db, CancellationToken ct)
    {
        var origins = await db.ProposalRules.AsNoTracking().ToDictionaryAsync(rule => rule.Id, rule => new Origin(rule.Id, rule.ProposalId, rule.CreatedAt), ct);
        var brought = rules.Where(rule => rule.GrantedBy is not null && !origins.ContainsKey(rule.Id)).Select(rule => rule.GrantedBy!.Value).ToList();
        foreach (var proposal in await db.Proposals.AsNoTracking().Where(one => brought.Contains(one.Id) && one.ProposalType == "autonomy_change" && one.ApplyStatus == ApplyStatus.Applied).ToListAsync(ct))
        {
            var rule = AutonomyChange.RuleOf(proposal);
            origins.TryAdd(rule, new Origin(rule, proposal.Id, proposal.AppliedAt!.Value));
        }

        return origins;
    }

    private static ProposalRule Of(RuleRow rule, int position, Origin? before, Guid tenant, DateTimeOffset now) => new()
    {
        Id = before?.Id ?? Guid.CreateVersion7(now),
        TenantId = tenant,
        Position = position,
        Name = rule.Name.Trim(),
        AgentId = rule.AgentId,
        ProposalType = rule.ProposalType,
        MaxRisk = rule.MaxRisk is null ? null : Enum.Parse<RiskLevel>(rule.MaxRisk, ignoreCase: true),
        MaxAmountUsd = rule.MaxAmountUsd,
        MinConfidence = rule.MinConfidence,
        Action = Enum.GetValues<RuleAction>().Single(action => Words.Of(action) == rule.Action),
        Alert = rule.Alert,
        ExpiresAt = rule.ExpiresAt,
        ProposalId = before?.ProposalId,
        CreatedAt = before?.CreatedAt ?? now,
    };

    private static IEnumerable<(string, string)> ErrorsOf(RuleRow rule, int at, IReadOnlyList<string> agents)
    {
        foreach (var (field, message) in Validation.ErrorsOf(rule))
        {
            yield return ($"rules[{at}].{field}", message);
        }

        if (rule.AgentId is { } agent && !agents.Contains(agent))
        {
            yield return ($"rules[{at}].agent_id", "is no agent of the company");
        }

        if (rule.ProposalType is { } type && ProposalTypes.Find(type) is null)
        {
            yield return ($"rules[{at}].proposal_type", $"must be one of {string.Join(", ", ProposalTypes.All.Select(one => one.Name))}");
        }
    }

    private sealed record Origin(Guid Id, Guid? ProposalId, DateTimeOffset CreatedAt);
}
