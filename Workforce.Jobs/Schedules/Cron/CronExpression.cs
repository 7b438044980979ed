using System.Diagnostics.CodeAnalysis;

namespace Workforce.Jobs.Schedules.Cron;

/// <summary>
/// When something recurs: minute, hour, day of month, month, day of week, with seconds in front if there are six fields,
/// or a macro. What may be written, and what happens when clocks are put forward or back, is in <c>docs/schedules.md</c>.
/// </summary>
public sealed class CronExpression
{
    // A wait longer than this is jumped over if the clocks stay as they are for so long: a change after it repeats no time
    // that came before the wait, because none repeats more than a day.
    private static readonly TimeSpan Near = TimeSpan.FromDays(3);

    private readonly string text;
    private readonly CronTimes times;

    private CronExpression(string text, CronTimes times) => (this.text, this.times) = (text, times);

    /// <summary>Reads an expression.</summary>
    /// <exception cref="CronFormatException">It cannot be read, or names no time that ever comes.</exception>
    public static CronExpression Parse(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new(expression.Trim(), CronReader.Read(expression));
    }

    /// <summary>Reads an expression, or says what is wrong with it.</summary>
    public static bool TryParse(string expression, [NotNullWhen(true)] out CronExpression? cron, [NotNullWhen(false)] out CronFormatException? problem)
    {
        try
        {
            (cron, problem) = (Parse(expression), null);
            return true;
        }
        catch (CronFormatException bad)
        {
            (cron, problem) = (null, bad);
            return false;
        }
    }

    /// <summary>The first instant after another at which it runs, in UTC; null: it does not run again before the year 9999.</summary>
    /// <param name="after">Not itself an answer.</param>
    /// <param name="zone">Whose wall clocks the expression is read by.</param>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        // Within one stretch of constant offset wall time and instants go in step; from change to change of the offset it
        // is decided what becomes of times that are left out (put forward) or come twice (put back).
        var past = after.UtcDateTime;
        if (past.Year >= 9998)
            return null;
        var at = new DateTime(past.Ticks - (past.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        var shown = times.Rhythm ? null : ZoneClock.PutBackFrom(zone, at);
        var from = Wall(zone, at).AddSeconds(1);
        while (times.AtOrAfter(shown > from ? shown.Value : from) is { } wall)
        {
            var instant = DateTime.SpecifyKind(wall - zone.GetUtcOffset(at), DateTimeKind.Utc);
            var reach = instant - at > Near ? at + Near : instant;
            if (ZoneClock.FirstChange(zone, at, reach) is not { } change)
            {
                if (reach == instant)
                    return new(instant);
                at = instant - (Near / 2);
                (from, shown) = (Wall(zone, at), null);
                continue;
            }
            var (before, now) = (change + zone.GetUtcOffset(at), Wall(zone, change));
            // A time that the clocks leave out runs at the first instant after; one that runs every hour misses nothing.
            if (wall < now && !times.EveryHour)
                return new(change);
            if (now < before && !times.Rhythm)
                shown = before;
            (at, from) = (change, now);
        }
        return null;
    }

    /// <summary>The next few instants after another, in UTC.</summary>
    /// <param name="after">Not itself one of them.</param>
    /// <param name="zone">Whose wall clocks the expression is read by.</param>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<DateTimeOffset> Next(DateTimeOffset after, TimeZoneInfo zone, int count)
    {
        var instants = new List<DateTimeOffset>(count);
        while (instants.Count < count && Next(instants.Count == 0 ? after : instants[^1], zone) is { } next)
            instants.Add(next);
        return instants;
    }

    /// <summary>As it was written.</summary>
    public override string ToString() => text;

    private static DateTime Wall(TimeZoneInfo zone, DateTime utc) => utc + zone.GetUtcOffset(utc);
}
