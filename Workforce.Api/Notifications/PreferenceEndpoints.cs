using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.Notifications;
using Workforce.Core.Data;
using Workforce.Core.Notifications;

namespace Workforce.Api.Notifications;

/// <summary>How and when the caller is told. Everybody sees and sets their own.</summary>
internal static class PreferenceEndpoints
{
    private static readonly Channel[] Personal = [Channel.InApp, Channel.Email, Channel.Sms, Channel.Push];

    public static void MapPreferences(this RouteGroupBuilder notifications)
    {
        notifications.MapGet("/preferences", Get).RequireAuthorization(Policies.Read).WithSummary("How and when the caller is told");
        notifications.MapPut("/preferences", Put).RequireAuthorization(Policies.Change)
            .WithSummary("Say how and when the caller is to be told")
            .WithDescription("Counts for what is told from now on. Channels of a group that are left out are as by default; the times are set as a whole.");
    }

    private static async Task<Ok<NotificationPreferences>> Get(WorkforceDbContext db, CancellationToken ct)
    {
        var me = db.Tenant.UserId;
        var wishes = await db.Preferences.AsNoTracking().Where(row => row.UserId == me).ToDictionaryAsync(row => (row.GroupName, row.Channel), row => row.Wanted, ct);
        var settings = await db.PersonSettings.AsNoTracking().SingleOrDefaultAsync(row => row.UserId == me, ct) ?? new PersonSettings { TenantId = db.Tenant.Required, UserId = me!.Value };
        return TypedResults.Ok(new NotificationPreferences(
            await db.People.Where(person => person.Id == me).Select(person => person.Email).SingleAsync(ct),
            [.. NoticeCatalog.Groups.Select(group => new PreferenceGroup(
                group.Name, group.Title, group.Description,
                Personal.ToDictionary(WireName.Of, channel => wishes.TryGetValue((group.Name, channel), out var wanted) ? wanted : group.ByDefault.Contains(channel))))],
            TimesOf(settings),
            PhoneEndpoints.RowOf(settings)));
    }

    private static async Task<Results<Ok<NotificationPreferences>, ValidationProblem>> Put(SetPreferencesRequest request, SetPreferences set, WorkforceDbContext db, CancellationToken ct)
    {
        var errors = Validation.ErrorsOf(request.Times).Select(error => ($"times.{error.Field}", error.Message)).ToList();
        var wishes = Wishes(request.Groups, errors);
        var (from, to) = (TimeOf("quiet_from", request.Times.QuietFrom, errors), TimeOf("quiet_to", request.Times.QuietTo, errors));
        if ((request.Times.QuietFrom is null) != (request.Times.QuietTo is null))
            errors.Add((request.Times.QuietFrom is null ? "times.quiet_from" : "times.quiet_to", "is needed where the other is given"));
        else if (from is not null && from == to)
            errors.Add(("times.quiet_to", "must differ from quiet_from"));
        // Only what every machine calls by the same name: ids of the system's own are no such.
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(request.Times.TimeZone ?? "", out var zone) || !zone.HasIanaId)
            errors.Add(("times.time_zone", $"'{request.Times.TimeZone}' is no time zone, such as Europe/Berlin"));
        if (errors.Count > 0)
            return Problems.Fields([.. errors.DistinctBy(error => error.Item1)]);

        var times = request.Times;
        var day = (int)Enum.Parse<DayOfWeek>(times.DigestDay, ignoreCase: true);
        await set.RunAsync(wishes, new(times.TimeZone!, from, to, times.UrgentPasses, WireName.Read<Digest>(times.Digest)!.Value, times.DigestHour, day), ct);
        return await Get(db, ct);
    }

    private static Dictionary<(NoticeGroup, Channel), bool> Wishes(IReadOnlyDictionary<string, IReadOnlyDictionary<string, bool>?>? groups, List<(string, string)> errors)
    {
        var wishes = new Dictionary<(NoticeGroup, Channel), bool>();
        foreach (var (name, channels) in groups ?? new Dictionary<string, IReadOnlyDictionary<string, bool>?>())
        {
            if (NoticeCatalog.Group(name) is not { } group)
            {
                errors.Add(($"groups.{name}", $"must be one of {string.Join(", ", NoticeCatalog.Groups.Select(one => one.Name))}"));
                continue;
            }

            foreach (var (word, wanted) in channels ?? new Dictionary<string, bool>())
            {
                if (WireName.Read<Channel>(word) is { } channel && Personal.Contains(channel))
                    wishes[(group, channel)] = wanted;
                else
                    errors.Add(($"groups.{name}.{word}", $"must be one of {string.Join(", ", Personal.Select(WireName.Of))}"));
            }
        }

        return wishes;
    }

    private static TimeOnly? TimeOf(string field, string? text, List<(string, string)> errors)
    {
        if (text is null)
            return null;
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        errors.Add(($"times.{field}", $"'{text}' is no time of day, such as 22:00"));
        return null;
    }

    private static NotificationTimes TimesOf(PersonSettings settings) => new(
        settings.TimeZone, Written(settings.QuietFrom), Written(settings.QuietTo), settings.UrgentPasses,
        WireName.Of(settings.Digest), settings.DigestHour, ((DayOfWeek)settings.DigestDay).ToString().ToLowerInvariant());

    private static string? Written(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);
}
