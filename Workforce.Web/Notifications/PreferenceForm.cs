using System.ComponentModel.DataAnnotations;
using Workforce.Contracts.Notifications;

namespace Workforce.Web.Notifications;

/// <summary>What a person fills in about how and when they are told.</summary>
internal sealed class PreferenceForm : IValidatableObject
{
    public required IReadOnlyList<PreferenceGroup> Groups { get; init; }

    /// <summary>By group and channel.</summary>
    public required Dictionary<(string Group, string Channel), bool> Wanted { get; init; }

    public string TimeZone { get; set; } = "UTC";

    public bool Quiet { get; set; }

    public TimeOnly QuietFrom { get; set; } = new(22, 0);

    public TimeOnly QuietTo { get; set; } = new(7, 0);

    public bool UrgentPasses { get; set; }

    public string Digest { get; set; } = "off";

    public int DigestHour { get; set; }

    public string DigestDay { get; set; } = "monday";

    /// <param name="zone">Of the browser, for who has not chosen one.</param>
    public static PreferenceForm Of(NotificationPreferences kept, string zone)
    {
        var times = kept.Times;
        var form = new PreferenceForm
        {
            Groups = kept.Groups,
            Wanted = kept.Groups.SelectMany(group => group.Channels.Select(channel => ((group.Name, channel.Key), channel.Value))).ToDictionary(),
            TimeZone = times is { TimeZone: "UTC", QuietFrom: null, Digest: "off" } ? zone : times.TimeZone,
            Quiet = times.QuietFrom is not null,
            UrgentPasses = times.UrgentPasses,
            Digest = times.Digest,
            DigestHour = times.DigestHour,
            DigestDay = times.DigestDay,
        };
        if (times is { QuietFrom: { } from, QuietTo: { } to })
            (form.QuietFrom, form.QuietTo) = (TimeOnly.Parse(from), TimeOnly.Parse(to));
        return form;
    }

    public SetPreferencesRequest Request => new(
        Wanted.GroupBy(wish => wish.Key.Group).ToDictionary(group => group.Key, IReadOnlyDictionary<string, bool>? (group) => group.ToDictionary(wish => wish.Key.Channel, wish => wish.Value)),
        new(TimeZone, Quiet ? $"{QuietFrom:HH:mm}" : null, Quiet ? $"{QuietTo:HH:mm}" : null, UrgentPasses, Digest, DigestHour, DigestDay));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            yield return new("That is no time zone; choose one from the list, such as Europe/Berlin.", [nameof(TimeZone)]);
        if (Quiet && QuietFrom == QuietTo)
            yield return new("They end when they begin.", [nameof(QuietTo)]);
    }
}
