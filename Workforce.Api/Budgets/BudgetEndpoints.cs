using Microsoft.AspNetCore.Http.HttpResults;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Budgets;
using Workforce.Core.Budgets;
using Workforce.Core.Data;

namespace Workforce.Api.Budgets;

/// <summary>What models may cost, and what they did cost.</summary>
internal static class BudgetEndpoints
{
    private const string Every = "*";
    private const int LongestReport = 366;

    public static void MapBudgets(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/budgets").WithTags("Budgets");
        group.MapGet("", List).RequireAuthorization(Policies.Read)
            .WithSummary("Today's ceilings and use of the company, its departments and its agents").WithDescription("Days are UTC.");
        group.MapPut("", Set).RequireAuthorization(Policies.Administer).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Set a ceiling").WithDescription("The next call of a model obeys it. 409: the agent is in the registry, where its ceiling is.");
        group.MapPost("/lifts", Lift).RequireAuthorization(Policies.Administer)
            .WithSummary("Add to today's ceiling").WithDescription("For today alone (for a run: as long as it lives). Lifts add up, and each is kept with who and why.");
        group.MapGet("/spend", Report).RequireAuthorization(Policies.Read)
            .WithSummary("What models cost between two days").WithDescription("`by`: agent, department, model or day. Without days: the last 30, today included. The dearest first, days in order.");
    }

    private static async Task<Ok<BudgetList>> List(WorkforceDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var rows = (await BudgetUse.TodayAsync(db, now, ct)).Select(use => new BudgetRow(
            use.Scope, use.Scope == "tenant" ? Every : use.Name, use.CeilingTokens, use.CeilingUsd, use.UsedTokens, use.UsedUsd, use.ReservedTokens, use.ReservedUsd, decimal.Round(use.Share, 4), use.Denials));
        return TypedResults.Ok(new BudgetList([.. rows], new(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero)));
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Set(SetBudgetRequest request, BudgetCeilings ceilings, CancellationToken ct)
    {
        var scope = Enum.Parse<BudgetScope>(request.Scope, ignoreCase: true);
        if (scope is BudgetScope.Tenant or BudgetScope.Run && request.Name != Every)
        {
            return Problems.Field("name", $"must be * for {request.Scope}: there is one ceiling for it");
        }

        return await ceilings.SetAsync(scope, request.Name, request.Tokens!.Value, request.Usd!.Value, ct)
            ? TypedResults.NoContent()
            : Problems.Conflict($"{request.Name} is in the registry: set its budget there.", "registered");
    }

    private static async Task<Results<NoContent, ValidationProblem>> Lift(LiftBudgetRequest request, BudgetCeilings ceilings, WorkforceDbContext db, TimeProvider clock, CancellationToken ct)
    {
        if (request is { Tokens: 0, Usd: 0 })
        {
            return Problems.Field("tokens", "give tokens, usd or both");
        }

        var scope = Enum.Parse<BudgetScope>(request.Scope, ignoreCase: true);
        if (Named(scope, request.Name, db.Tenant.Required) is not { } name)
        {
            return Problems.Field("name", scope switch { BudgetScope.Tenant => "must be * for tenant", BudgetScope.Run => "must be the id of a run", _ => "must be one of them: * would be a ceiling, not a lift" });
        }

        var day = scope == BudgetScope.Run ? BudgetCeilings.RunDay : DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        await ceilings.LiftAsync(day, scope, name, request.Tokens, request.Usd, request.Why, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<SpendReport>, ValidationProblem>> Report(WorkforceDbContext db, TimeProvider clock, string by = "agent", DateOnly? from = null, DateOnly? to = null, CancellationToken ct = default)
    {
        if (!Enum.GetNames<SpendBy>().Contains(by, StringComparer.OrdinalIgnoreCase))
        {
            return Problems.Field("by", "must be agent, department, model or day");
        }

        var last = to ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var first = from ?? last.AddDays(-29);
        if (first > last || last.DayNumber - first.DayNumber >= LongestReport)
        {
            return Problems.Field("from", $"must be at most {LongestReport} days before to, and not after it");
        }

        var parts = await Spend.ByAsync(db, Enum.Parse<SpendBy>(by, ignoreCase: true), first, last, ct);
        return TypedResults.Ok(new SpendReport(by, first, last, [.. parts.Select(part => new SpendPart(part.Key, part.Calls, part.Failed, part.InputTokens, part.OutputTokens, part.CachedTokens, part.CostUsd))]));
    }

    /// <summary>Null: no name that use is counted under.</summary>
    private static string? Named(BudgetScope scope, string name, Guid tenant) => scope switch
    {
        BudgetScope.Tenant => name == Every ? tenant.ToString() : null,
        BudgetScope.Run => Guid.TryParse(name, out var run) ? run.ToString() : null,
        _ => name == Every ? null : name,
    };
}
