using Workforce.Contracts.Notifications;
using Workforce.Web.Ui;

namespace Workforce.Web.Notifications;

/// <summary>Channels and deliveries as people call them.</summary>
internal static class ChannelWords
{
    /// <summary>Those that a person chooses, in the order of the form.</summary>
    public static IReadOnlyList<string> Personal { get; } = ["in_app", "email", "push", "sms"];

    public static string Name(string channel) => channel switch
    {
        "in_app" => "In the app",
        "email" => "E-mail",
        "slack" => "Slack",
        "sms" => "SMS",
        "push" => "Browser",
        _ => channel,
    };

    public static string Icon(string channel) => channel switch
    {
        "in_app" => "notifications",
        "email" => "mail",
        "slack" => "forum",
        "sms" => "sms",
        _ => "web",
    };

    public static string Tone(string status) => status switch
    {
        "sent" => "good",
        "failed" => "bad",
        "suppressed" => "warn",
        "pending" => "info",
        _ => "neutral",
    };

    public static string Status(string status) => status switch
    {
        "digested" => "In a digest",
        _ => Words.Capital(status),
    };

    /// <summary>Where a channel leads for the person who looks; null: nothing to say.</summary>
    public static string Where(ChannelRow channel, NotificationPreferences mine, int browsers) => channel switch
    {
        { Configured: false } => "Not configured",
        { Channel: "email" } => mine.Email,
        { Channel: "sms" } => mine.Phone.Number ?? "No verified number yet",
        { Channel: "push" } => browsers switch { 0 => "No browser yet", 1 => "1 browser", _ => $"{browsers} browsers" },
        { Channel: "slack" } => "The company's channel",
        _ => "The bell",
    };
}
