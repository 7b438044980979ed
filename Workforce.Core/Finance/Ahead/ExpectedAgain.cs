using Workforce.Core.Finance.Insights;

namespace Workforce.Core.Finance.Ahead;

/// <summary>A recurring payment as Crystal last saw it, and up to when the statements of its account reach.</summary>
public sealed record ExpectedAgain(
    Guid AccountId, string Account, string Key, string Payee, Cadence Cadence, bool IsOut, decimal Amount, string? Currency, DateOnly Last, DateOnly Next, DateOnly CoveredTo);
