namespace Workforce.Web.Layout;

public sealed record PageLink(string Name, string Href, string Icon);

public sealed record PageGroup(string Name, IReadOnlyList<PageLink> Pages);

/// <summary>The pages a person can go to, in the order they are shown.</summary>
public static class Pages
{
    public static IReadOnlyList<PageGroup> Groups { get; } =
    [
        new("Finance",
        [
            new("Overview", "", "space_dashboard"),
            new("Transactions", "transactions", "receipt_long"),
            new("Spending", "spending", "donut_small"),
            new("Recurring", "recurring", "event_repeat"),
        ]),
        new("Digital workforce",
        [
            new("Agents", "agents", "smart_toy"),
            new("Inbox", "proposals", "inbox"),
            new("Spend", "agents/spend", "savings"),
            new("Rules", "agents/rules", "rule"),
        ]),
        new("People",
        [
            new("Employees", "people", "groups"),
            new("Calendar", "people/calendar", "calendar_month"),
            new("Attendance", "people/cases", "event_busy"),
            new("Skills", "people/skills", "school"),
            new("Imports", "people/imports", "upload_file"),
            new("My shifts", "people/me", "badge"),
        ]),
        new("For you",
        [
            new("Insights", "insights", "lightbulb"),
            new("Findings", "findings", "gavel"),
            new("Suggestions", "suggestions", "sell"),
        ]),
        new("Files",
        [
            new("Statements", "statements", "account_balance"),
            new("Receipts", "receipts", "receipt"),
        ]),
        new("Behind it",
        [
            new("Jobs", "jobs", "account_tree"),
            new("Workers", "workers", "hub"),
            new("Settings", "settings", "settings"),
        ]),
    ];

    public static IEnumerable<PageLink> All => Groups.SelectMany(group => group.Pages);
}
