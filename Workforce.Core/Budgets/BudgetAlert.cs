namespace Workforce.Core.Budgets;

/// <summary>Four fifths of a day's ceiling are used. Once per scope and day.</summary>
public sealed record BudgetAlert(DateOnly Day, BudgetScope Scope, string Name, BudgetUnit Unit, decimal Used, decimal Ceiling);
