namespace Workforce.Core.Budgets;

/// <summary>Who asks a model, and so whose budgets pay.</summary>
/// <param name="Department">E.g. <c>people</c>.</param>
/// <param name="AgentId">E.g. <c>skill_scout</c>; one that the registry does not know has the default ceiling.</param>
/// <param name="RunId">The run, which has a ceiling of its own for its whole life; null: no run.</param>
public sealed record BudgetCaller(Guid TenantId, string Department, string AgentId, Guid? RunId);
