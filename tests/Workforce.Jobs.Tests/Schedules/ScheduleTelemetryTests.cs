using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Workforce.Jobs.Schedules;
using Workforce.Testing;

namespace Workforce.Jobs.Tests.Schedules;

public sealed class ScheduleTelemetryTests
{
    [Fact]
    public async Task Firings_are_counted_with_what_was_left_out_what_failed_and_how_late_they_were()
    {
        await using var clock = await Clockwork.StartAsync(new TestLogs().Expect("Schedule broken of tenant"));
        // A kind of its own, because the counters are the process's.
        var kind = new JobKind<Note>($"metered.k{Guid.NewGuid():N}");
        NewSchedule Named(string name) => clock.Hourly(name) with { Job = NewJob.Of(kind, new Note(1), clock.Engine.Tenant) };
        foreach (var name in (string[])["fine", "broken", "busy"])
            await clock.Schedules.PutAsync(Named(name), default);
        await clock.Schedules.RunNowAsync(clock.Engine.Tenant, "busy", default);
        await clock.Engine.ExecuteAsync("update jobs.schedule set reckoned_at = $1, next_run_at = $2, due_at = now()", clock.Run(1), clock.Run());
        await clock.Engine.ExecuteAsync("update jobs.schedule set every_ms = null, cron = 'nonsense' where name = 'broken'");
        var measured = new ConcurrentBag<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == JobsTelemetry.MeterName && instrument.Name.Contains(".schedules.", StringComparison.Ordinal))
                l.EnableMeasurementEvents(instrument);
        };
        void Add(Instrument instrument, string value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var all = tags.ToArray().ToDictionary(t => t.Key, t => t.Value);
            if (Equals(all["kind"], kind.Name))
                measured.Add($"{instrument.Name} {string.Join(' ', all.Where(t => t.Key != "kind").Select(t => t.Value).Prepend(value))}");
        }
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, $"{value}", tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value is >= 1800 and < 1900 ? "half an hour" : $"{value}", tags));
        listener.Start();

        await clock.FireAsync();

        Assert.Equal(
            ["workforce.jobs.schedules.failed 1", "workforce.jobs.schedules.fired 1", "workforce.jobs.schedules.lateness half an hour", "workforce.jobs.schedules.skipped 1 overlapped"],
            measured.Where(m => m != "workforce.jobs.schedules.fired 0").Order());
    }
}
