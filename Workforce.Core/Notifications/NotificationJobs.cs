using Workforce.Jobs;

namespace Workforce.Core.Notifications;

/// <summary>What is done about notices. Names are on the wire and in the database: they never change.</summary>
public static class NotificationJobs
{
    // How often a channel is tried is the channel's affair and counted in the delivery; a job ends before its attempts do.
    private const int Attempts = 100;

    /// <summary>One delivery is sent.</summary>
    public static JobKind<DeliveryTask> Deliver { get; } = new("notifications.deliver") { MaxAttempts = Attempts, Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>What a person waited for is put into one message.</summary>
    public static JobKind<DigestTask> Digest { get; } = new("notifications.digest") { MaxAttempts = Attempts };

    /// <summary>A code is sent to a phone number that somebody says is theirs.</summary>
    public static JobKind<PhoneCodeTask> PhoneCode { get; } = new("notifications.phone_code") { MaxAttempts = 4 };

    /// <summary>All of the above.</summary>
    public static IReadOnlyList<string> Names { get; } = [Deliver.Name, Digest.Name, PhoneCode.Name];
}

public sealed record DeliveryTask(Guid DeliveryId);

public sealed record DigestTask(Guid UserId, Channel Channel, DateTimeOffset DueAt);

public sealed record PhoneCodeTask(Guid UserId);
