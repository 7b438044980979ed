using System.Globalization;
using Workforce.Contracts.People;

namespace Workforce.Web.People;

/// <summary>Words and tones of attendance, skills and imports, the same on every page.</summary>
internal static class PeopleWords
{
    public static (string Word, string Tone) Of(AttendanceState state, int? minutes) => state switch
    {
        AttendanceState.OnTime => ("On time", "good"),
        AttendanceState.Late => ($"{minutes} min late", "warn"),
        AttendanceState.NoCallNoShow => ("No call, no show", "bad"),
        AttendanceState.Excused => ("Excused", "info"),
        AttendanceState.Cancelled => ("Cancelled", "neutral"),
        AttendanceState.Open => ("Open", "info"),
        _ => ("Planned", "neutral"),
    };

    /// <summary>The mark of a day or a shift in strips and calendars; its shape differs, too, so that the colour never says it alone.</summary>
    public static string Mark(AttendanceState? state) => state switch
    {
        null => "none",
        AttendanceState.OnTime => "on-time",
        AttendanceState.Late => "late",
        AttendanceState.NoCallNoShow => "no-show",
        AttendanceState.Excused => "excused",
        AttendanceState.Cancelled => "cancelled",
        _ => "planned",
    };

    public static string Flag(string flag) => flag switch
    {
        "missing_in" => "no clock-in",
        "missing_out" => "no clock-out",
        "left_early" => "left early",
        _ => flag,
    };

    public static (string Word, string Tone) Of(ImportState state) => state switch
    {
        ImportState.Imported => ("Imported", "good"),
        ImportState.Partial => ("Good rows imported", "warn"),
        ImportState.Refused => ("Nothing imported", "bad"),
        _ => ("Checked", "info"),
    };

    public static (string Word, string Tone) Of(CaseKind kind) => kind switch
    {
        CaseKind.SupervisorNotice => ("Supervisor notice", "info"),
        CaseKind.HrNotice => ("HR notice", "warn"),
        _ => ("Disciplinary review", "bad"),
    };

    public static string Of(CaseOutcome outcome) => outcome switch
    {
        CaseOutcome.Spoken => "Spoken with the employee",
        CaseOutcome.Plan => "Agreed on a plan",
        CaseOutcome.Warning => "Warned",
        CaseOutcome.Unfounded => "Nothing in it",
        _ => "Something else",
    };

    public static string Tone(decimal? score) => score switch
    {
        null => "neutral",
        < 60 => "bad",
        < 80 => "warn",
        _ => "good",
    };

    public static string Percent(decimal? score) => score is { } value ? value.ToString("0.#", CultureInfo.InvariantCulture) + " %" : "–";

    public static string Category(SkillField category) => category switch
    {
        SkillField.ClientCommunication => "Client communication",
        _ => category.ToString(),
    };

    public static string Level(int level) => level switch
    {
        0 => "none",
        1 => "aware",
        2 => "with help",
        3 => "alone",
        4 => "fluent",
        _ => "teaches it",
    };

    /// <summary>On the wall of the clinic; a zone that this machine does not know leaves UTC.</summary>
    public static string Wall(DateTimeOffset at, string zone, string format) =>
        TimeZoneInfo.ConvertTime(at, TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc).ToString(format, CultureInfo.InvariantCulture);
}
