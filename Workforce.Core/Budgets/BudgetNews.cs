using System.Globalization;
using Workforce.Core.Identity;
using Workforce.Core.Notifications;

namespace Workforce.Core.Budgets;

/// <summary>What people are told of budgets: each once per scope and day. Pure: values in, values out.</summary>
public static class BudgetNews
{
    private const string Link = "/agents/spend";

    public static Notice Near(BudgetAlert alert) => new()
    {
        Key = Key("near", alert.Scope, alert.Name, alert.Day),
        Kind = "budget.near",
        Title = $"{Percent(alert.Used, alert.Ceiling)} of the day's budget of {Whose(alert.Scope, alert.Name)} is used",
        Text = $"{Amount(alert.Used, alert.Unit)} of {Amount(alert.Ceiling, alert.Unit)} are used on {alert.Day:yyyy-MM-dd} (UTC). When all is used, calls of models are refused until midnight UTC or until an administrator lifts the budget.",
        Link = Link,
        To = Audience.Roles(Role.Admin),
    };

    /// <summary>Null: a run's own ceiling is that run's matter, its summary says so.</summary>
    public static Notice? Reached(BudgetRefusal refusal) => refusal.ResetsAt is not { } reset ? null : new()
    {
        Key = Key("reached", refusal.Scope, refusal.Name, DateOnly.FromDateTime(reset.UtcDateTime.AddDays(-1))),
        Kind = "budget.reached",
        Title = $"The day's budget of {Whose(refusal.Scope, refusal.Name)} is reached",
        Text = $"{refusal} Runs end with what they have until then, or until an administrator lifts the budget.",
        Link = Link,
        To = Audience.Roles(Role.Admin),
        Urgent = true,
    };

    internal static string Whose(BudgetScope scope, string name) => scope switch
    {
        BudgetScope.Tenant => "the company",
        BudgetScope.Run => "the run",
        _ => $"{scope.ToString().ToLowerInvariant()} {name}",
    };

    internal static string Amount(decimal amount, BudgetUnit unit) => unit == BudgetUnit.Tokens
        ? amount.ToString("#,0", CultureInfo.InvariantCulture) + " tokens"
        : amount.ToString("0.00####", CultureInfo.InvariantCulture) + " USD";

    private static string Percent(decimal used, decimal ceiling) => ceiling == 0 ? "All" : $"{Math.Floor(100 * used / ceiling):0} %";

    private static string Key(string what, BudgetScope scope, string name, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"budget.{what}:{scope}:{name}:{day:yyyy-MM-dd}");
}
