using System.Globalization;
using Workforce.Web.Ui;

namespace Workforce.Web.Agents;

/// <summary>A cron expression in words, where it is one that people use; any other is shown as it is written.</summary>
public static class ScheduleWords
{
    private static readonly string[] Days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    private static readonly string[] Short = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    public static string Of(string? cron)
    {
        if (string.IsNullOrWhiteSpace(cron))
            return "Not by the clock";
        var parts = Macro(cron.Trim()).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // With six fields the first is of seconds; at the full minute it says nothing.
        if (parts is ["0", .. { Length: 5 } rest])
            parts = rest;
        return (parts is [var minute, var hour, var day, "*", var weekday] ? Said(minute, hour, day, weekday) : null) ?? $"At {cron.Trim()}";
    }

    private static string? Said(string minute, string hour, string day, string weekday)
    {
        if ((day, weekday) == ("*", "*") && hour == "*")
            return minute == "*" ? "Every minute"
                : Step(minute) is { } minutes ? $"Every {Words.Count(minutes, "minute")}"
                : Number(minute, 59) is { } past ? (past == 0 ? "Every hour" : $"Every hour at {past} past")
                : null;
        if ((day, weekday) == ("*", "*") && Step(hour) is { } hours && Number(minute, 59) is { } at)
            return at == 0 ? $"Every {Words.Count(hours, "hour")}" : $"Every {Words.Count(hours, "hour")} at {at} past";
        if (Number(minute, 59) is not { } m || Number(hour, 23) is not { } h)
            return null;
        var time = string.Create(CultureInfo.InvariantCulture, $"at {h:00}:{m:00}");
        return (day, weekday) switch
        {
            ("*", "*") => $"Every day {time}",
            (_, "*") => Number(day, 31) is { } date ? $"On the {Ordinal(date)} of every month {time}" : null,
            ("*", _) => Weekdays(weekday) is { } named ? $"{named} {time}" : null,
            _ => null,
        };
    }

    private static string? Weekdays(string field)
    {
        if (field.Split('-') is [var from, var to])
            return Day(from) is { } first && Day(to) is { } last ? $"{Days[first]} to {Days[last]}" : null;
        var days = field.Split(',').Select(Day).ToArray();
        return days.Any(day => day is null) ? null
            : days.Length == 1 ? $"Every {Days[days[0]!.Value]}"
            : $"{string.Join(", ", days[..^1].Select(day => Days[day!.Value]))} and {Days[days[^1]!.Value]}";
    }

    private static int? Day(string word) => Number(word, 7) ?? (Array.IndexOf(Short, word.ToUpperInvariant()) is >= 0 and var day ? day : null);

    private static int? Step(string field) => field.StartsWith("*/", StringComparison.Ordinal) ? Number(field[2..], 59) : null;

    private static int? Number(string field, int most) => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;

    private static string Ordinal(int number) => number + ((number % 100) is 11 or 12 or 13 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" });

    private static string Macro(string cron) => cron.ToLowerInvariant() switch
    {
        "@yearly" or "@annually" => "0 0 1 1 *",
        "@monthly" => "0 0 1 * *",
        "@weekly" => "0 0 * * 0",
        "@daily" or "@midnight" => "0 0 * * *",
        "@hourly" => "0 * * * *",
        _ => cron,
    };
}
