using System.Diagnostics.Metrics;

namespace Workforce.Jobs.Schedules;

/// <summary>What firing counts and measures, under the engine's meter.</summary>
internal static class ScheduleTelemetry
{
    private static readonly Meter Meter = new(JobsTelemetry.MeterName);

    public static readonly Counter<long> Fired = Meter.CreateCounter<long>("workforce.jobs.schedules.fired", "{run}", "Runs enqueued, by kind.");

    public static readonly Counter<long> Skipped = Meter.CreateCounter<long>("workforce.jobs.schedules.skipped", "{firing}", "Firings that left a run out, by kind and reason: missed or overlapped.");

    public static readonly Counter<long> Failed = Meter.CreateCounter<long>("workforce.jobs.schedules.failed", "{firing}", "Firings that failed and are tried again, by kind.");

    public static readonly Histogram<double> Lateness = Meter.CreateHistogram<double>("workforce.jobs.schedules.lateness", "s", "From the instant of a run to its job's enqueueing.");
}
