namespace Workforce.Core.Budgets;

/// <summary>What one call may use at worst, held in every scope of its caller until it is settled or released, or until <see cref="ExpiresAt"/>.</summary>
/// <param name="Id">Of the reservation, and of the call in <c>agents.model_call</c>.</param>
/// <param name="Day">The UTC day that pays, also where the call ends on the next.</param>
public sealed record BudgetReservation(Guid Id, BudgetCaller Caller, DateOnly Day, long Tokens, decimal Usd, DateTimeOffset ExpiresAt);
