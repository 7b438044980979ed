using FsCheck;
using FsCheck.Fluent;
using Workforce.Jobs.Schedules;

namespace Workforce.Jobs.Tests.Schedules;

public sealed class TimingTests
{
    private static readonly DateTimeOffset Anchor = CronRuns.At("2026-08-03 12:00:00");
    private static readonly NewSchedule Cron = NewSchedule.Of("cron", Kinds.First, new Note(1), Guid.CreateVersion7()) with { Cron = "0 12 * * *" };
    private static readonly NewSchedule Every = Cron with { Cron = null, Every = TimeSpan.FromMinutes(90) };

    [Fact]
    public void An_interval_runs_at_whole_multiples_from_its_anchor_whatever_the_clocks_do()
    {
        var timing = Timing.Of(Every, Anchor);
        Assert.Equal(Anchor, timing.Next(Anchor.AddTicks(-1)));
        Assert.Equal(Anchor, timing.Next(Anchor.AddYears(-1)));
        Assert.Equal(Anchor.AddMinutes(90), timing.Next(Anchor));
        Assert.Equal(Anchor.AddMinutes(180), timing.Next(Anchor.AddMinutes(90)));
        Assert.Equal([Anchor.AddMinutes(180), Anchor.AddMinutes(270)], timing.Upcoming(Anchor.AddMinutes(179), 2));
        Assert.Null(timing.Next(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void Its_window_bounds_a_schedule_and_both_ends_are_within_it()
    {
        var noons = Timing.Of(Cron with { StartsAt = Anchor, EndsAt = Anchor.AddDays(1) }, Anchor);
        Assert.Equal([Anchor, Anchor.AddDays(1)], noons.Upcoming(Anchor.AddDays(-9), 10));
        Assert.Equal([Anchor.AddDays(1)], noons.Upcoming(Anchor, 10));
        Assert.Empty(Timing.Of(Cron with { StartsAt = Anchor.AddTicks(10), EndsAt = Anchor.AddDays(1).AddTicks(-10) }, Anchor).Upcoming(Anchor.AddDays(-9), 10));
    }

    [Fact]
    public void The_latest_runs_of_a_span_are_those_that_counting_all_of_it_finds()
    {
        var cases = from schedule in Gen.Elements(Cron, Every, Cron with { Cron = "*/7 * * * *" }, Cron with { Cron = "0 0 1 */5 *" }, Every with { Every = TimeSpan.FromHours(61) })
                    from minutes in Gen.OneOf(Gen.Choose(0, 5), Gen.Choose(0, 5000), Gen.Choose(0, 500_000))
                    from before in Gen.Choose(0, 5000)
                    from count in Gen.Choose(1, 5)
                    select (schedule, minutes, before, count);
        Prop.ForAll(cases.ToArbitrary(), a =>
        {
            var (timing, after) = (Timing.Of(a.schedule, Anchor), Anchor.AddMinutes(a.before - 2000));
            var upTo = after.AddMinutes(a.minutes);
            var all = new List<DateTimeOffset>();
            for (var next = timing.Next(after); next <= upTo; next = timing.Next(next.Value))
                all.Add(next.Value);
            return timing.Latest(after, upTo, a.count).SequenceEqual(all.TakeLast(a.count));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }
}
