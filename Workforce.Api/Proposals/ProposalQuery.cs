using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Wire;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Core.Proposals;

namespace Workforce.Api.Proposals;

/// <summary>Which proposals a list shows.</summary>
internal sealed record ProposalQuery
{
    [FromQuery(Name = "status")] public string? Status { get; init; }

    [FromQuery(Name = "risk")] public string? Risk { get; init; }

    [FromQuery(Name = "agent")] public string? Agent { get; init; }

    [FromQuery(Name = "type")] public string? Type { get; init; }

    [FromQuery(Name = "employee")] public Guid? Employee { get; init; }

    [FromQuery(Name = "apply")] public string? Apply { get; init; }

    [FromQuery(Name = "recheck")] public string? Recheck { get; init; }

    /// <summary>True: only what the caller may decide on.</summary>
    [FromQuery(Name = "mine")] public bool? Mine { get; init; }

    [FromQuery(Name = "search")] public string? Search { get; init; }

    [FromQuery(Name = "after")] public string? After { get; init; }

    [FromQuery(Name = "limit")] public int? Limit { get; init; }

    /// <summary>Null where it can be served.</summary>
    public ValidationProblem? Read(WorkforceDbContext db, Role role, out IQueryable<Proposal> fitting)
    {
        fitting = db.Proposals.AsNoTracking();
        if (Words.Problem<ProposalStatus>("status", Status, out var status) is { } noStatus)
        {
            return noStatus;
        }

        if (Words.Problem<RiskLevel>("risk", Risk, out var risk) is { } noRisk)
        {
            return noRisk;
        }

        if (Words.Problem<ApplyStatus>("apply", Apply, out var apply) is { } noApply)
        {
            return noApply;
        }

        if (Words.Problem<Recheck>("recheck", Recheck, out var recheck) is { } noRecheck)
        {
            return noRecheck;
        }

        if (Search is { Length: > 100 })
        {
            return Problems.Field("search", "must have at most 100 characters");
        }

        fitting = fitting
            .Where(row => status == null || row.Status == status)
            .Where(row => risk == null || row.RiskLevel == risk)
            .Where(row => apply == null || row.ApplyStatus == apply)
            .Where(row => recheck == null || row.Recheck == recheck)
            .Where(row => Agent == null || row.AgentId == Agent)
            .Where(row => Type == null || row.ProposalType == Type)
            .Where(row => Employee == null || row.TargetEmployeeId == Employee);
        if (Mine == true && role < Role.Admin)
        {
            fitting = fitting.Where(row => role == Role.Manager && row.ReviewRole == ReviewRole.Manager);
        }

        if (!string.IsNullOrWhiteSpace(Search))
        {
            var pattern = $"%{Search.Trim().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
            fitting = fitting.Where(row => EF.Functions.ILike(row.Title, pattern) || EF.Functions.ILike(row.Summary!, pattern));
        }

        return null;
    }
}
