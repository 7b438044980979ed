using Workforce.Core.Notifications;

namespace Workforce.Workers.Notifications;

/// <summary>A delivery with all that sending it needs.</summary>
/// <param name="Company">Name of the tenant.</param>
/// <param name="Person">Null: to a place of the company.</param>
internal sealed record Letter(Delivery Delivery, Notification Notice, string Company, Addressee? Person)
{
    public NoticeKind Kind => NoticeCatalog.Of(Notice.Kind);

    /// <summary>Until when the addressee wants quiet; null: they do not now.</summary>
    public DateTimeOffset? QuietUntil(DateTimeOffset now) =>
        Kind.AtOnce || Person?.Times is not { } times ? null : DeliveryPlan.QuietUntil(times, Notice.Urgent, now);
}

/// <param name="Phone">Verified.</param>
/// <param name="Times">Null: at any time.</param>
internal sealed record Addressee(Guid Id, string Name, string Email, string? Phone, PersonTimes? Times);
