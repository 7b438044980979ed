using System.ComponentModel.DataAnnotations;

namespace Workforce.Contracts.Agents;

/// <summary>Today's use of a budget, UTC. Tokens and dollars are counted apart; whichever runs out first stops calls.</summary>
/// <param name="Scope">tenant, department or agent.</param>
/// <param name="Name">Of the department or agent; the company's id.</param>
/// <param name="ReservedTokens">By calls under way, at worst.</param>
/// <param name="Denials">Calls that were refused.</param>
/// <param name="Share">Of the ceiling, the dearer unit of the two: 1 is all of it.</param>
public sealed record BudgetRow(
    string Scope, string Name, long CeilingTokens, decimal CeilingUsd, long UsedTokens, decimal UsedUsd, long ReservedTokens, decimal ReservedUsd, long Denials, decimal Share);

/// <param name="ResetAt">The next midnight UTC.</param>
public sealed record BudgetList(IReadOnlyList<BudgetRow> Budgets, DateTimeOffset ResetAt);

/// <summary>A ceiling for every day. An agent's is set with its config.</summary>
/// <param name="Scope">tenant, department, or run (of each run, for its whole life).</param>
/// <param name="Name">Of the department; <c>*</c>: of each department that has none of its own, and always for tenant and run.</param>
public sealed record SetBudgetRequest(
    [property: Required, RegularExpression("^(tenant|department|run)$")] string Scope,
    [property: Required, StringLength(120, MinimumLength = 1)] string Name,
    [property: Range(0, 1_000_000_000_000)] long Tokens,
    [property: Range(0, 1_000_000)] decimal Usd);

/// <summary>More for today, once. Lifts add up.</summary>
/// <param name="Scope">tenant, department or agent.</param>
/// <param name="Name">Of the department or agent; anything for the tenant.</param>
public sealed record LiftBudgetRequest(
    [property: Required, RegularExpression("^(tenant|department|agent)$")] string Scope,
    [property: StringLength(120)] string? Name,
    [property: Range(0, 1_000_000_000_000)] long Tokens,
    [property: Range(0, 1_000_000)] decimal Usd,
    [property: Required, StringLength(400, MinimumLength = 1)] string Why);
