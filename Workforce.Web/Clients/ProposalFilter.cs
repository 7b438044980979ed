namespace Workforce.Web.Clients;

/// <summary>What the inbox shows. The address is the filter, so a link, a bookmark and the back button show the same.</summary>
/// <param name="View">open: to be decided on; recheck: approved by rule, to be looked at again; failed: not carried out; or all.</param>
/// <param name="Status">Within all.</param>
/// <param name="Mine">Only what this person may decide.</param>
/// <param name="Group">type, agent, risk or none: how a page is arranged, which is not asked of the API.</param>
public sealed record ProposalFilter(
    string View = ProposalFilter.Open,
    string? Status = null,
    string? Risk = null,
    string? Agent = null,
    string? Type = null,
    Guid? Employee = null,
    bool Mine = false,
    string? Text = null,
    string Group = "none")
{
    public const string Open = "open";

    public static IReadOnlyList<string> Views { get; } = [Open, "recheck", "failed", "all"];

    public static IReadOnlyList<string> Groups { get; } = ["none", "type", "agent", "risk"];

    /// <summary>Nothing is left out of the view.</summary>
    public bool IsWhole => this == new ProposalFilter(View, Group: Group);

    /// <summary>The page's address.</summary>
    public string Path(Guid? opened = null) => Query.Of(
        opened is { } id ? $"proposals/{id}" : "proposals",
        [("view", View == Open ? null : View), ("status", Status), ("group", Group == "none" ? null : Group), .. Shared]);

    /// <summary>What the API is asked.</summary>
    public string Question(string path, params ReadOnlySpan<(string Name, object? Value)> more) => Query.Of(
        path,
        [("status", View switch { Open => "pending", "all" => Status, _ => null }), ("recheck", View == "recheck" ? "open" : null), ("apply", View == "failed" ? "failed" : null), .. Shared, .. more]);

    private (string Name, object? Value)[] Shared => [("risk", Risk), ("agent", Agent), ("type", Type), ("employee", Employee), ("mine", Mine ? true : null), ("search", Text)];

    /// <summary>Reads an address; a word that cannot be read is left out.</summary>
    public static ProposalFilter Parse(Func<string, string?> word)
    {
        var view = word("view") is { } named && Views.Contains(named) ? named : Open;
        return new(
            view,
            Status: view == "all" ? Filled(word("status")) : null,
            Risk: word("risk") is "low" or "medium" or "high" ? word("risk") : null,
            Agent: Filled(word("agent")),
            Type: Filled(word("type")),
            Employee: Guid.TryParse(word("employee"), out var employee) ? employee : null,
            Mine: word("mine") == "true",
            Text: Filled(word("search")),
            Group: word("group") is { } group && Groups.Contains(group) ? group : "none");
    }

    private static string? Filled(string? word) => string.IsNullOrWhiteSpace(word) ? null : word.Trim();
}
