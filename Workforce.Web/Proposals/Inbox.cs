using Workforce.Contracts.Proposals;

namespace Workforce.Web.Proposals;

/// <summary>How a page of proposals is arranged, and how one goes through it. Pure: rows in, rows out.</summary>
public static class Inbox
{
    private static readonly string[] Risks = ["high", "medium", "low"];

    /// <summary>The page in groups, each in the order that the API gave; one group without a name where they are not grouped.</summary>
    public static IReadOnlyList<InboxGroup> Groups(IReadOnlyList<ProposalRow> rows, string by) => by switch
    {
        "type" => [.. rows.GroupBy(row => row.TypeTitle).Select(group => new InboxGroup(group.Key, [.. group]))],
        "agent" => [.. rows.GroupBy(row => row.AgentName).Select(group => new InboxGroup(group.Key, [.. group]))],
        "risk" => [.. rows.GroupBy(row => row.RiskLevel).OrderBy(group => Array.IndexOf(Risks, group.Key)).Select(group => new InboxGroup(ProposalWords.Risk(group.Key).Text, [.. group]))],
        _ => rows.Count == 0 ? [] : [new(null, rows)],
    };

    /// <summary>The one that is so many steps from the chosen one. Where that has left the page its place is counted from.</summary>
    /// <param name="place">Where the chosen one was last seen.</param>
    public static int Move(IReadOnlyList<ProposalRow> shown, Guid? chosen, int place, int step)
    {
        if (shown.Count == 0)
            return -1;
        var at = Find(shown, chosen);
        // What was chosen has gone, so the next one has moved up to its place.
        var from = at >= 0 ? at + step : step > 0 ? place : place + step;
        return Math.Clamp(from, 0, shown.Count - 1);
    }

    public static int Find(IReadOnlyList<ProposalRow> shown, Guid? chosen)
    {
        for (var at = 0; at < shown.Count; at++)
        {
            if (shown[at].Id == chosen)
                return at;
        }

        return -1;
    }
}

public sealed record InboxGroup(string? Name, IReadOnlyList<ProposalRow> Rows);

/// <summary>What a person does with the proposal in front of them.</summary>
public enum ProposalMode { Read, Edit, Reject, Undo, Fault }
