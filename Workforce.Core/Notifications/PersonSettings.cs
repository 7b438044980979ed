namespace Workforce.Core.Notifications;

/// <summary>When and where a person wants to be told. Without a row: at once, by the defaults.</summary>
public sealed class PersonSettings
{
    public required Guid TenantId { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>IANA id; the times below are those of its clocks.</summary>
    public string TimeZone { get; set; } = "UTC";

    public TimeOnly? QuietFrom { get; set; }

    public TimeOnly? QuietTo { get; set; }

    public bool UrgentPasses { get; set; } = true;

    public Digest Digest { get; set; }

    public short DigestHour { get; set; } = 8;

    /// <summary>0: Sunday.</summary>
    public short DigestDay { get; set; } = 1;

    /// <summary>E.164, verified.</summary>
    public string? Phone { get; set; }

    public string? PhonePending { get; set; }

    public byte[]? PhoneCodeHash { get; set; }

    public DateTimeOffset? PhoneCodeEndsAt { get; set; }

    public short PhoneCodeTries { get; set; }

    /// <summary>Why no code could be sent.</summary>
    public string? PhoneError { get; set; }
}

public enum Digest { Off, Daily, Weekly }
