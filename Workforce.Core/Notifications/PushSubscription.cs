namespace Workforce.Core.Notifications;

/// <summary>A browser that asked to be told, as the Push API describes it.</summary>
public sealed class PushSubscription
{
    public const int KeyBytes = 65;
    public const int AuthBytes = 16;

    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public required Guid UserId { get; init; }

    public required string Endpoint { get; init; }

    /// <summary>Uncompressed point on P-256.</summary>
    public required byte[] P256dh { get; init; }

    public required byte[] Auth { get; init; }

    public required string Label { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSentAt { get; set; }
}
