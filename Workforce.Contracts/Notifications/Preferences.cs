using System.ComponentModel.DataAnnotations;

namespace Workforce.Contracts.Notifications;

/// <summary>How and when the caller is told.</summary>
/// <param name="Email">Where mails go: the address they sign in with.</param>
public sealed record NotificationPreferences(string Email, IReadOnlyList<PreferenceGroup> Groups, NotificationTimes Times, PhoneRow Phone);

/// <param name="Channels">Whether it is wanted, by channel: in_app, email, sms, push.</param>
public sealed record PreferenceGroup(string Name, string Title, string Description, IReadOnlyDictionary<string, bool> Channels);

/// <param name="TimeZone">IANA id, e.g. Europe/Berlin; the times are those of its clocks.</param>
/// <param name="QuietFrom">HH:mm; null: at no time quiet.</param>
/// <param name="QuietTo">HH:mm; over midnight if it is earlier.</param>
/// <param name="UrgentPasses">Whether what is urgent comes in quiet hours, too.</param>
/// <param name="Digest">off, daily or weekly: collects what is not urgent, one message a channel.</param>
/// <param name="DigestDay">Of a weekly digest: monday to sunday.</param>
public sealed record NotificationTimes(
    [property: Required, StringLength(64, MinimumLength = 1)] string TimeZone,
    string? QuietFrom,
    string? QuietTo,
    bool UrgentPasses,
    [property: Required, RegularExpression("^(off|daily|weekly)$")] string Digest,
    [property: Range(0, 23)] int DigestHour,
    [property: Required, RegularExpression("^(monday|tuesday|wednesday|thursday|friday|saturday|sunday)$")] string DigestDay);

/// <param name="Groups">By group and channel whether it is wanted; what is left out is as by default.</param>
public sealed record SetPreferencesRequest(IReadOnlyDictionary<string, IReadOnlyDictionary<string, bool>?>? Groups, [property: Required] NotificationTimes Times);

/// <param name="Number">Verified, E.164.</param>
/// <param name="Pending">A code was or is being sent to it.</param>
/// <param name="Error">Why none could be sent.</param>
public sealed record PhoneRow(string? Number, string? Pending, DateTimeOffset? CodeEndsAt, string? Error);

/// <param name="Number">E.164: a plus sign, the country's code and the number, at most 15 digits.</param>
public sealed record SetPhoneRequest([property: Required, StringLength(40, MinimumLength = 1)] string Number);

public sealed record VerifyPhoneRequest([property: Required, StringLength(6, MinimumLength = 6)] string Code);

/// <param name="Host">Of the push service.</param>
public sealed record PushSubscriptionRow(Guid Id, string Label, string Host, DateTimeOffset CreatedAt, DateTimeOffset? LastSentAt);

/// <summary>A browser's PushSubscription, as its toJSON() has it, and what to call it.</summary>
/// <param name="Endpoint">https.</param>
public sealed record AddPushSubscriptionRequest(
    [property: Required, StringLength(2000, MinimumLength = 1)] string Endpoint,
    [property: Required] PushKeys Keys,
    [property: Required, StringLength(120, MinimumLength = 1)] string Label);

/// <param name="P256dh">The browser's public key: an uncompressed point on P-256, base64url.</param>
/// <param name="Auth">16 bytes, base64url.</param>
public sealed record PushKeys(string P256dh, string Auth);
