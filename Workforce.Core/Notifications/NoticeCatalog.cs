using System.Collections.Frozen;

namespace Workforce.Core.Notifications;

/// <summary>Kinds of notices that people choose about together.</summary>
/// <param name="Name">In preferences; never changes.</param>
/// <param name="ByDefault">The channels they come by, unless somebody wishes otherwise.</param>
public sealed record NoticeGroup(string Name, string Title, string Description, IReadOnlyList<Channel> ByDefault);

/// <param name="Name">On the wire and in the database; never changes.</param>
/// <param name="Action">What the link of a notice does, as a button says it.</param>
/// <param name="Subject">What stands before the title in an inbox; null: nothing.</param>
/// <param name="AtOnce">Somebody waits for it: quiet hours do not hold it back.</param>
public sealed record NoticeKind(string Name, NoticeGroup Group, string Action, string? Subject = null, bool AtOnce = false);

/// <summary>Every kind of notice there is, a line each, and the groups in the order people see them.</summary>
public static class NoticeCatalog
{
    private static readonly NoticeGroup Statements = new("statements", "Statements", "A statement is through, or could not be read.", [Channel.InApp]);
    private static readonly NoticeGroup Ahead = new("ahead", "Dates ahead", "Payments that come back, statements that are missing, tax dates.", [Channel.InApp, Channel.Email, Channel.Push]);
    private static readonly NoticeGroup Proposals = new("proposals", "Proposals", "An agent proposes something that somebody must look at.", [Channel.InApp, Channel.Email, Channel.Push, Channel.Slack]);
    private static readonly NoticeGroup Budgets = new("budgets", "Budgets", "An agent, a department or the company nears or reaches what it may spend.", [Channel.InApp, Channel.Email, Channel.Push, Channel.Slack]);
    private static readonly NoticeGroup Agents = new("agents", "Agents", "An agent failed, was paused or was stopped.", [Channel.InApp, Channel.Email, Channel.Push, Channel.Slack]);
    private static readonly NoticeGroup People = new("people", "People", "An employee's attendance asks for a word.", [Channel.InApp, Channel.Email]);
    private static readonly NoticeGroup Account = new("account", "Your account", "Tests, digests and what concerns your sign-in.", [Channel.InApp, Channel.Email]);

    public static IReadOnlyList<NoticeGroup> Groups { get; } = [Proposals, Budgets, Agents, People, Statements, Ahead, Account];

    public static IReadOnlyList<NoticeKind> Kinds { get; } =
    [
        new("statement.done", Statements, "Open the statement"),
        new("statement.empty", Statements, "Open the statement"),
        new("statement.rejected", Statements, "Open the statement"),
        new("statement.due", Ahead, "Upload a statement"),
        new("payment.renewal", Ahead, "See what comes back"),
        new("tax.date", Ahead, "See the findings"),
        new("proposal.high_risk", Proposals, "Review it", "High risk"),
        new("proposal.waiting", Proposals, "Review it"),
        new("proposal.failed", Proposals, "See what happened"),
        new("proposal.recheck", Proposals, "Check it"),
        new("budget.near", Budgets, "See the spending", "Budget"),
        new("budget.reached", Budgets, "See the spending", "Budget"),
        new("agent.failed", Agents, "See the run"),
        new("agent.paused", Agents, "See the agent"),
        new("agent.stopped", Agents, "See the agents", "Stopped"),
        new("people.attendance", People, "See the employee"),
        new(Test, Account, "Open the settings", AtOnce: true),
        new(Digest, Account, "Open Workforce"),
    ];

    internal const string Test = "notifications.test";
    internal const string Digest = "notifications.digest";

    private static readonly FrozenDictionary<string, NoticeKind> ByName = Kinds.ToFrozenDictionary(kind => kind.Name, StringComparer.Ordinal);

    public static NoticeGroup? Group(string name) => Groups.FirstOrDefault(group => group.Name == name);

    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public static NoticeKind Of(string name) =>
        ByName.GetValueOrDefault(name) ?? throw new ArgumentException($"'{name}' is no kind of notice: add a line to {nameof(NoticeCatalog)}.", nameof(name));
}
