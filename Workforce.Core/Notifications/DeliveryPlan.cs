namespace Workforce.Core.Notifications;

/// <summary>Decides by which channels a notice goes to a person, and when.</summary>
public static class DeliveryPlan
{
    public const string NoPhone = "The person has no verified phone number.";
    public const string NoBrowser = "No browser of the person is subscribed.";

    private static readonly Channel[] Personal = [Channel.InApp, Channel.Email, Channel.Sms, Channel.Push];

    public static IEnumerable<PlannedDelivery> Of(NoticeGroup group, bool urgent, Recipient person, DateTimeOffset now)
    {
        foreach (var channel in Personal)
        {
            var chosen = person.Choices.TryGetValue(channel, out var wanted);
            if (!(chosen ? wanted : group.ByDefault.Contains(channel)))
                continue;
            if (channel is Channel.Sms && !person.HasPhone)
                yield return new(person.UserId, channel) { Suppressed = NoPhone };
            else if (channel is Channel.Push && !person.HasBrowser)
            {
                // Nobody is told that something is missing that they never asked for.
                if (chosen)
                    yield return new(person.UserId, channel) { Suppressed = NoBrowser };
            }
            else
                yield return At(channel, urgent, person, now);
        }
    }

    /// <summary>Until when a person wants quiet; null: they do not now.</summary>
    public static DateTimeOffset? QuietUntil(PersonTimes times, bool urgent, DateTimeOffset now) =>
        times is { QuietFrom: { } from, QuietTo: { } to } && !(urgent && times.UrgentPasses)
            ? WallClock.EndOf(TimeZoneInfo.FindSystemTimeZoneById(times.TimeZone), from, to, now)
            : null;

    private static PlannedDelivery At(Channel channel, bool urgent, Recipient person, DateTimeOffset now)
    {
        var planned = new PlannedDelivery(person.UserId, channel);
        // What is in the app makes no noise.
        if (channel is Channel.InApp || person.Times is not { } times)
            return planned;
        return times.Digest is Digest.Off || urgent
            ? planned with { NotBefore = QuietUntil(times, urgent, now) }
            : planned with
            {
                DigestAt = WallClock.Next(
                    TimeZoneInfo.FindSystemTimeZoneById(times.TimeZone), times.DigestHour, times.Digest is Digest.Weekly ? (DayOfWeek)times.DigestDay : null, now),
            };
    }
}

/// <summary>A person as far as telling them is concerned.</summary>
/// <param name="Choices">What they chose about the notice's group.</param>
/// <param name="Times">Null: at any time.</param>
public sealed record Recipient(Guid UserId, IReadOnlyDictionary<Channel, bool> Choices, PersonTimes? Times, bool HasPhone, bool HasBrowser);

public sealed record PersonTimes(string TimeZone, TimeOnly? QuietFrom, TimeOnly? QuietTo, bool UrgentPasses, Digest Digest, int DigestHour, int DigestDay)
{
    public static PersonTimes Of(PersonSettings settings) =>
        new(settings.TimeZone, settings.QuietFrom, settings.QuietTo, settings.UrgentPasses, settings.Digest, settings.DigestHour, settings.DigestDay);
}

/// <param name="UserId">Null: to the company's place named by <see cref="Target"/>.</param>
public sealed record PlannedDelivery(Guid? UserId, Channel Channel)
{
    public string? Target { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? DigestAt { get; init; }

    public string? Suppressed { get; init; }
}
