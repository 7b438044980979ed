using System.Text.RegularExpressions;

namespace Workforce.Core.People.Imports;

/// <summary>A time of day as written: 8:05, 08:05:30, 8h05, 8:05 AM; with an offset (Z, +02:00) it is an instant of its own.</summary>
internal readonly partial record struct WrittenTime(TimeSpan OfDay, TimeSpan? Offset, bool TwelveHours)
{
    /// <summary>The time at the end of the cell, behind a date or alone; null where there is none.</summary>
    public static WrittenTime? Parse(string cell)
    {
        if (cell.Length > 64 || Form().Match(cell) is not { Success: true } match)
        {
            return null;
        }

        var (hour, minute) = (int.Parse(match.Groups["h"].ValueSpan), int.Parse(match.Groups["m"].ValueSpan));
        var second = match.Groups["s"] is { Success: true, ValueSpan: var seconds } ? int.Parse(seconds) : 0;
        var half = match.Groups["half"].Success;
        if (minute > 59 || second > 59 || (half ? hour is < 1 or > 12 : hour > 23))
        {
            return null;
        }

        if (half)
        {
            // 12 AM is midnight, 12 PM noon.
            hour = hour % 12 + (match.Groups["half"].ValueSpan[0] is 'p' or 'P' ? 12 : 0);
        }

        return new(new TimeSpan(hour, minute, second), match.Groups["zone"] is { Success: true } zone ? OffsetOf(zone.Value) : null, half);
    }

    private static TimeSpan OffsetOf(string zone)
    {
        if (zone is "Z" or "z")
        {
            return TimeSpan.Zero;
        }

        var digits = zone[1..].Replace(":", "", StringComparison.Ordinal);
        var offset = new TimeSpan(int.Parse(digits.AsSpan(0, 2)), int.Parse(digits.AsSpan(2, 2)), 0);
        return zone[0] == '-' ? -offset : offset;
    }

    [GeneratedRegex(@"(?:^|[T\s,])(?<h>\d{1,2})[:h](?<m>\d{2})(?::(?<s>\d{2})(?:[.,]\d{1,9})?)?\s*(?<half>[aApP]\.?[mM]\.?)?\s*(?<zone>[zZ]|[+-](?:0\d|1[0-4]):?[0-5]\d)?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
