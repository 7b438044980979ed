namespace Workforce.Contracts.Notifications;

/// <summary>A notice on its way to one person, or one place of the company, by one channel.</summary>
/// <param name="Channel">in_app, email, slack, sms or push.</param>
/// <param name="Status">pending, sent, failed, suppressed or digested.</param>
/// <param name="Recipient">Name of the person; null: a place of the company.</param>
/// <param name="Target">Of a place of the company: everybody, or the roles the notice concerns.</param>
/// <param name="NotBefore">Quiet hours end then.</param>
/// <param name="DigestAt">It waits, or waited, for the digest of this time.</param>
/// <param name="ProviderId">What the other side calls it.</param>
public sealed record DeliveryRow(
    Guid Id,
    Guid NotificationId,
    string Kind,
    string Title,
    string Channel,
    string Status,
    string? Recipient,
    string? Target,
    int Attempts,
    string? Error,
    string? ProviderId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NotBefore,
    DateTimeOffset? DigestAt,
    DateTimeOffset? SentAt);

public sealed record DeliveryPage(IReadOnlyList<DeliveryRow> Deliveries, string? Next);
