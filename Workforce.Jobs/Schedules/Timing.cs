using Workforce.Jobs.Schedules.Cron;

namespace Workforce.Jobs.Schedules;

/// <summary>When a schedule runs: by an expression and a zone's clocks, or every so often; within its window.</summary>
internal sealed record Timing
{
    private readonly CronExpression? cron;
    private readonly TimeZoneInfo zone;
    private readonly TimeSpan every;
    private readonly DateTimeOffset anchor;
    private readonly DateTimeOffset? startsAt;
    private readonly DateTimeOffset? endsAt;

    private Timing(NewSchedule schedule, DateTimeOffset anchor)
    {
        cron = schedule.Cron is null ? null : CronExpression.Parse(schedule.Cron);
        zone = TimeZoneInfo.FindSystemTimeZoneById(schedule.Zone);
        (every, this.anchor, startsAt, endsAt) = (schedule.Every ?? default, anchor, schedule.StartsAt, schedule.EndsAt);
    }

    /// <param name="schedule">As it was checked.</param>
    /// <param name="anchor">Intervals are counted from here.</param>
    public static Timing Of(NewSchedule schedule, DateTimeOffset anchor) => new(schedule, anchor);

    /// <summary>The first run after an instant; null: none is left.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        if (startsAt is { } start && after < start)
            after = start.AddTicks(-1);
        var next = cron is not null ? cron.Next(after, zone) : NextOfInterval(after);
        return next > endsAt ? null : next;
    }

    /// <summary>The next few runs after an instant.</summary>
    public IReadOnlyList<DateTimeOffset> Upcoming(DateTimeOffset after, int count)
    {
        var runs = new List<DateTimeOffset>(count);
        while (runs.Count < count && Next(runs.Count == 0 ? after : runs[^1]) is { } next)
            runs.Add(next);
        return runs;
    }

    /// <summary>The latest few runs after one instant, up to and including another, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> Latest(DateTimeOffset after, DateTimeOffset upTo, int count)
    {
        // Looked for from ever further back, so that a year's absence of what runs every second takes no longer than it must.
        for (var window = TimeSpan.FromMinutes(1); ; window = window.TotalDays < 4000 ? window * 60 : upTo - after)
        {
            var whole = upTo - after <= window;
            var runs = new Queue<DateTimeOffset>();
            for (var next = Next(whole ? after : upTo - window); next <= upTo; next = Next(next.Value))
            {
                if (runs.Count == count)
                    runs.Dequeue();
                runs.Enqueue(next.Value);
            }
            if (whole || runs.Count == count)
                return [.. runs];
        }
    }

    private DateTimeOffset? NextOfInterval(DateTimeOffset after)
    {
        if (after < anchor)
            return anchor;
        var passed = ((after - anchor).Ticks / every.Ticks) + 1;
        return passed > (DateTimeOffset.MaxValue - anchor).Ticks / every.Ticks ? null : anchor + (every * passed);
    }
}
