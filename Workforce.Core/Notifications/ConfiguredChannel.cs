namespace Workforce.Core.Notifications;

/// <summary>Whether the workers can send by a channel, written by them: only they hold the settings.</summary>
public sealed class ConfiguredChannel
{
    public required Guid TenantId { get; init; }

    public required Channel Channel { get; init; }

    public required bool Configured { get; set; }

    /// <summary>Web push: what browsers subscribe with (RFC 8292), base64url.</summary>
    public string? PublicKey { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }
}
