using System.ComponentModel.DataAnnotations;

namespace Workforce.Contracts.Budgets;

/// <param name="Budgets">The company, its departments and its agents, in that order.</param>
/// <param name="ResetsAt">When a new day begins: midnight UTC.</param>
public sealed record BudgetList(IReadOnlyList<BudgetRow> Budgets, DateTimeOffset ResetsAt);

/// <param name="Scope"><c>tenant</c>, <c>department</c> or <c>agent</c>.</param>
/// <param name="CeilingTokens">Of today, with what was lifted; input and output together.</param>
/// <param name="ReservedTokens">By calls under way.</param>
/// <param name="Share">Of the ceiling that is nearer: 1 is all of it.</param>
/// <param name="Denials">Calls that it refused today.</param>
public sealed record BudgetRow(
    string Scope, string Name, long CeilingTokens, decimal CeilingUsd, long UsedTokens, decimal UsedUsd, long ReservedTokens, decimal ReservedUsd, decimal Share, long Denials);

/// <param name="Name">Of a department, or of an agent outside of the registry; <c>*</c>: of each that has none of its own, and always for the tenant and for runs.</param>
/// <param name="Tokens">A day (a run: its life). 0: nothing may be spent.</param>
public sealed record SetBudgetRequest(
    [property: Required, RegularExpression("^(tenant|department|agent|run)$")] string Scope,
    [property: Required, StringLength(120, MinimumLength = 1)] string Name,
    [property: Required, Range(0, 1_000_000_000_000)] long? Tokens,
    [property: Required, Range(0, 1_000_000)] decimal? Usd);

/// <summary>Adds to today's ceiling (a run's: to its own).</summary>
/// <param name="Name">Of the department or agent, the run's id, <c>*</c> for the tenant.</param>
public sealed record LiftBudgetRequest(
    [property: Required, RegularExpression("^(tenant|department|agent|run)$")] string Scope,
    [property: Required, StringLength(120, MinimumLength = 1)] string Name,
    [property: Required, StringLength(400, MinimumLength = 1)] string Why,
    [property: Range(0, 1_000_000_000_000)] long Tokens = 0,
    [property: Range(0, 1_000_000)] decimal Usd = 0);

/// <param name="From">The first day, UTC.</param>
/// <param name="To">The last day, included.</param>
public sealed record SpendReport(string By, DateOnly From, DateOnly To, IReadOnlyList<SpendPart> Parts);

/// <param name="Key">Agent, department, model, or day.</param>
/// <param name="Failed">Calls that brought no usable answer.</param>
public sealed record SpendPart(string Key, long Calls, long Failed, long InputTokens, long OutputTokens, long CachedTokens, decimal CostUsd);
