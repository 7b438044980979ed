namespace Workforce.Core.Budgets;

/// <summary>Where money and tokens are counted, outermost first.</summary>
public enum BudgetScope
{
    Tenant,
    Department,
    Agent,
    Run,
}

public enum BudgetUnit
{
    Tokens,
    Usd,
}
