namespace Workforce.Core.Notifications;

/// <summary>A notice on its way to one person, or one place of the company, by one channel.</summary>
public sealed class Delivery
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public required Guid NotificationId { get; init; }

    /// <summary>Null: to a place of the company.</summary>
    public Guid? UserId { get; init; }

    public required Channel Channel { get; init; }

    /// <summary>Of a place of the company: <c>everybody</c>, or the roles the notice concerns, e.g. <c>admin,manager</c>.</summary>
    public string? Target { get; init; }

    public required DeliveryStatus Status { get; set; }

    /// <summary>Quiet hours end then.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>It waits for the digest of this time.</summary>
    public DateTimeOffset? DigestAt { get; set; }

    /// <summary>The delivery of the digest that carried it.</summary>
    public Guid? DigestId { get; set; }

    /// <summary>Times that sending was begun. Counted before it is, so that a process that dies in the middle has counted.</summary>
    public int Attempts { get; set; }

    public int Resends { get; set; }

    /// <summary>Why it failed, is suppressed, or is tried again.</summary>
    public string? Error { get; set; }

    public string? ProviderId { get; set; }

    /// <summary>Of several browsers of the person: those that have it.</summary>
    public Guid[] Reached { get; set; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? AttemptedAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    /// <summary>In the app only.</summary>
    public DateTimeOffset? ReadAt { get; set; }
}

public enum Channel { InApp, Email, Slack, Sms, Push }

public enum DeliveryStatus { Pending, Sent, Failed, Suppressed, Digested }
