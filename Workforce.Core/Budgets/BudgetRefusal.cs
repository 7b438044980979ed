using System.Globalization;

namespace Workforce.Core.Budgets;

/// <summary>A call that was not made, because it might have cost more than was left.</summary>
/// <param name="Scope">The outermost scope that has too little.</param>
/// <param name="Name">Of the department or agent; the id of the tenant or run.</param>
/// <param name="Ceiling">Of the day (of the run), with what was lifted.</param>
/// <param name="Left">Neither used nor reserved by calls under way.</param>
/// <param name="Asked">What the call might have used at worst.</param>
/// <param name="ResetsAt">The next midnight UTC; null: never, a run keeps its ceiling.</param>
public sealed record BudgetRefusal(BudgetScope Scope, string Name, BudgetUnit Unit, decimal Ceiling, decimal Left, decimal Asked, DateTimeOffset? ResetsAt)
{
    public override string ToString()
    {
        var when = ResetsAt is { } reset ? $"more from {reset.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC" : "a run gets no more";
        return $"The budget of {BudgetNews.Whose(Scope, Name)} has {BudgetNews.Amount(Left, Unit)} of {BudgetNews.Amount(Ceiling, Unit)} left, the call may need {BudgetNews.Amount(Asked, Unit)}; {when}.";
    }
}
