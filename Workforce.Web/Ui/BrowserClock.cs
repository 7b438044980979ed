using System.Globalization;

namespace Workforce.Web.Ui;

/// <summary>The time zone of the person's browser. It comes from a cookie, so the first page after sign-in already has it.</summary>
internal sealed class BrowserClock(TimeProvider time)
{
    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    /// <summary>IANA name.</summary>
    public string Zone => zone.Id;

    public DateTimeOffset Now => time.GetUtcNow();

    public DateOnly Today => DateOnly.FromDateTime(Local(Now).DateTime);

    /// <param name="name">An IANA name; one that this machine does not know leaves UTC, and every time says so on hover.</param>
    public void Use(string? name)
    {
        if (name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found))
            zone = found;
    }

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);

    /// <summary>«14:05», «3 Mar, 14:05» or «3 Mar 2024, 14:05», as far from today as it takes.</summary>
    public string Short(DateTimeOffset at)
    {
        var local = Local(at);
        var today = Today;
        var day = DateOnly.FromDateTime(local.DateTime);
        return local.ToString(day == today ? "HH:mm" : day.Year == today.Year ? "d MMM, HH:mm" : "d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
    }

    public string Full(DateTimeOffset at)
    {
        var local = Local(at);
        return local.ToString("dddd d MMMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture) + $" ({zone.Id}, UTC{local.ToString("zzz", CultureInfo.InvariantCulture)})";
    }
}
