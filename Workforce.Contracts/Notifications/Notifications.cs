using System.ComponentModel.DataAnnotations;

namespace Workforce.Contracts.Notifications;

public sealed record NotificationRow(Guid Id, string Kind, string Title, string Text, string? Link, DateTimeOffset CreatedAt, DateTimeOffset? ReadAt);

public sealed record NotificationPage(IReadOnlyList<NotificationRow> Notifications, int Unread, string? Next);

/// <summary>A way in which people are told, as far as this company can.</summary>
/// <param name="Channel">in_app, email, slack, sms or push.</param>
/// <param name="PublicKey">Push: what a browser subscribes with (applicationServerKey), base64url.</param>
/// <param name="LastTest">What became of the caller's last test.</param>
public sealed record ChannelRow(string Channel, bool Configured, string? PublicKey, ChannelTest? LastTest);

/// <param name="Status">pending, sent, failed or suppressed.</param>
public sealed record ChannelTest(string Status, string? Error, DateTimeOffset At);

public sealed record TestChannelRequest([property: Required, RegularExpression("^(in_app|email|slack|sms|push)$")] string Channel);

/// <param name="Groups">Whether what is for everybody or for a role goes to the company's Slack, by the name of the group.</param>
public sealed record SlackGroups(IReadOnlyDictionary<string, bool> Groups);

/// <param name="Token">From the link.</param>
public sealed record UnsubscribeRequest([property: Required, StringLength(2000, MinimumLength = 1)] string Token);

/// <param name="Group">What it was ended for, as people read it.</param>
public sealed record Unsubscribed(string Group);
