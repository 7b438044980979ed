using System.Globalization;
using Workforce.Contracts.Proposals;
using Workforce.Web.Ui;

namespace Workforce.Web.Proposals;

/// <summary>What is said of proposals.</summary>
public static class ProposalWords
{
    /// <summary>What the live stream calls a change of them.</summary>
    public const string Subject = "proposals";

    /// <summary>From here on the API counts no further.</summary>
    private const int Uncounted = 10_000;

    public static (string Text, string Tone) Risk(string risk) => risk switch
    {
        "high" => ("High risk", "bad"),
        "medium" => ("Medium risk", "warn"),
        _ => ("Low risk", "neutral"),
    };

    /// <summary>Where it stands: its decision, or how far that got.</summary>
    public static (string Text, string Tone) State(ProposalRow row) => row switch
    {
        { Status: "pending" } => ("To decide", "info"),
        { Status: "rejected" } => ("Rejected", "neutral"),
        { Status: "expired" } => ("Expired", "neutral"),
        { ApplyStatus: "failed" } => ("Not carried out", "bad"),
        { ApplyStatus: "queued" } => ("Being carried out", "info"),
        { ApplyStatus: "undo_queued" } => ("Being undone", "warn"),
        { ApplyStatus: "undone" } => ("Undone", "neutral"),
        { Status: "auto_approved" } => ("Approved by rule", "good"),
        _ => ("Approved", "good"),
    };

    public static string Status(string status) => status switch
    {
        "pending" => "To decide",
        "auto_approved" => "Approved by rule",
        _ => Words.Capital(status),
    };

    public static string View(string view) => view switch
    {
        "open" => "To decide",
        "recheck" => "To re-check",
        "failed" => "Not carried out",
        _ => "All",
    };

    public static string Action(string action) => action switch
    {
        "proposed" => "Proposed",
        "routed" => "Sent to whoever decides",
        "auto_approved" => "Approved by a rule",
        "approved" => "Approved",
        "edited" => "Edited",
        "rejected" => "Rejected",
        "expired" => "Expired: nobody decided in time",
        "applied" => "Carried out",
        "failed" => "Could not be carried out",
        "retried" => "Tried again",
        "undo_asked" => "Asked to be undone",
        "undone" => "Undone",
        "undo_failed" => "Could not be undone",
        "confirmed" => "Looked at again: it was right",
        "faulted" => "Looked at again: it was wrong",
        _ => Words.Capital(action),
    };

    public static string ActionIcon(string action) => action switch
    {
        "proposed" => "lightbulb",
        "routed" => "alt_route",
        "auto_approved" or "approved" or "confirmed" => "check",
        "edited" => "edit",
        "rejected" or "faulted" => "close",
        "expired" => "hourglass_disabled",
        "applied" => "done_all",
        "failed" or "undo_failed" => "error",
        "retried" => "replay",
        _ => "undo",
    };

    /// <summary>Who or what wrote it, and how sure it is.</summary>
    public static string Source(ProposalRow row) => string.Join(" · ", ((string?[])
    [
        row.Model switch { null => "written by rules", "offline" => "written without a model", var model => $"written by {model}" },
        row.Repaired ? "accepted only after it was asked again" : null,
        row.Confidence is { } sure ? $"{Percent(sure)} sure" : null,
    ]).OfType<string>());

    public static string Percent(decimal share) => $"{(share * 100).ToString("0", CultureInfo.InvariantCulture)} %";

    public static string Count(int total) => total >= Uncounted ? $"{Uncounted.ToString("N0", CultureInfo.InvariantCulture)} or more" : Words.Count(total, "proposal");

    /// <summary>Why this person may not decide on it; null: they may.</summary>
    public static string? Barred(ProposalRow row, string role) => role switch
    {
        "admin" => null,
        "manager" => row.ReviewRole == "admin" ? "An admin has to decide on this." : null,
        _ => "A manager decides on this.",
    };
}
