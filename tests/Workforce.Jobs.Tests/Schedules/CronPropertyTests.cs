using FsCheck;
using FsCheck.Fluent;
using Workforce.Jobs.Schedules.Cron;

namespace Workforce.Jobs.Tests.Schedules;

public sealed class CronPropertyTests
{
    private const int Days = 3;

    // Zones with their changes of 2026, and one without.
    private static readonly (string Zone, string Change)[] Changes =
    [
        ("Europe/Berlin", "2026-03-29 01:00"), ("Europe/Berlin", "2026-10-25 01:00"),
        ("America/New_York", "2026-03-08 07:00"), ("America/New_York", "2026-11-01 06:00"),
        ("Australia/Lord_Howe", "2026-04-04 15:00"), ("Australia/Lord_Howe", "2026-10-03 15:30"),
        ("Africa/Cairo", "2026-04-23 22:00"), ("America/Santiago", "2026-04-05 03:00"), ("Asia/Kathmandu", "2026-12-31 18:15"),
    ];

    private static readonly Gen<(CronSample Cron, string Zone, DateTime After)> Cases =
        from cron in CronSample.Any
        from place in Gen.Elements(Changes)
        from seconds in Gen.Choose(-2 * 86400, 6 * 3600)
        select (cron, place.Zone, CronRuns.At(place.Change).UtcDateTime.AddSeconds(seconds));

    [Fact]
    public void The_next_runs_are_those_that_looking_at_every_time_finds_and_no_others()
    {
        var (found, changed) = (0, 0);
        Prop.ForAll(Cases.ToArbitrary(), a =>
        {
            var zone = CronRuns.Zone(a.Zone);
            if (!CronExpression.TryParse(a.Cron.Text, out var cron, out _))
                return !a.Cron.EverRuns();
            var expected = CronOracle.Runs(a.Cron, zone, a.After, Days).Take(40).ToArray();
            found += expected.Length;
            changed += expected.Length > 1 && zone.GetUtcOffset(expected[0]) != zone.GetUtcOffset(expected[^1]) ? 1 : 0;
            var actual = cron.Next(new(a.After), zone, expected.Length + 1).Select(run => run.UtcDateTime).ToArray();
            // One more than the oracle looked for: it lies beyond the oracle's days, unless there were more than were taken.
            return actual.Take(expected.Length).SequenceEqual(expected)
                && (expected.Length == 40 || actual.Length == expected.Length || actual[^1] > a.After.AddDays(Days));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));
        // The generator meets runs, and changes of the clock between them.
        Assert.True(found > 1000 && changed > 20, $"{found} runs, {changed} changes");
    }

    [Fact]
    public void Next_is_strictly_after_and_the_same_from_wherever_before_it_one_asks()
    {
        var cases = from a in Cases from share in Gen.Choose(0, 99) select (a.Cron, a.Zone, a.After, share);
        Prop.ForAll(cases.ToArbitrary(), a =>
        {
            var (zone, after) = (CronRuns.Zone(a.Zone), new DateTimeOffset(a.After));
            if (!CronExpression.TryParse(a.Cron.Text, out var cron, out _))
                return !a.Cron.EverRuns();
            if (cron.Next(after, zone) is not { } next)
                return false;
            var between = after + ((next - after) / 100 * a.share);
            return next > after && cron.Next(between, zone) == next;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Any_text_is_read_or_refused_at_a_position_within_it()
    {
        var texts = Gen.Elements("*", "/", "-", ",", "#", "L", "W", "?", " ", "1", "7", "31", "60", "MON", "feb", "@", "é", "2000000000").ListOf().Select(string.Concat);
        var shaped = Gen.Elements("*", "*/5", "1-5", "L", "15W", "FRIL", "3#2", "jan", "99", "?", "1/2", "5-1", "L-3W", ",", "0").ListOf().Select(words => string.Join(' ', words));
        Prop.ForAll(Gen.OneOf(texts, shaped).ToArbitrary(), text =>
            CronExpression.TryParse(text, out var cron, out var problem)
                ? cron.Next(CronRuns.At("2026-08-03"), TimeZoneInfo.Utc) is not null
                : problem.Position >= 1 && problem.Position <= text.Length + 1).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }
}
