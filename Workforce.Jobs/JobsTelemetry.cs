using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Workforce.Jobs;

/// <summary>Names to subscribe to with OpenTelemetry.</summary>
public static class JobsTelemetry
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Workforce.Jobs";

    /// <summary>Name of the activity source.</summary>
    public const string ActivitySourceName = "Workforce.Jobs";

    internal static readonly ActivitySource Activities = new(ActivitySourceName);

    private static readonly Meter Meter = new(MeterName);

    internal static readonly Counter<long> Enqueued = Meter.CreateCounter<long>("workforce.jobs.enqueued", "{job}", "Jobs stored.");

    internal static readonly Counter<long> Outcomes = Meter.CreateCounter<long>("workforce.jobs.outcomes", "{attempt}", "Attempts ended, by kind and outcome.");

    internal static readonly Counter<long> Refusals = Meter.CreateCounter<long>("workforce.jobs.refusals", "{write}", "Writes refused because their lease was stale.");

    internal static readonly Counter<long> Rescued = Meter.CreateCounter<long>("workforce.jobs.rescued", "{job}", "Jobs taken back from lost workers and run-out leases.");

    internal static readonly Counter<long> Abandoned = Meter.CreateCounter<long>("workforce.jobs.abandoned", "{attempt}", "Handlers that ignored their token.");

    internal static readonly Histogram<double> ClaimWait = Meter.CreateHistogram<double>("workforce.jobs.claim.wait", "s", "From due to claimed.");

    internal static readonly Histogram<double> ClaimDuration = Meter.CreateHistogram<double>("workforce.jobs.claim.duration", "s", "Time of one claim statement.");

    internal static readonly Histogram<double> RunDuration = Meter.CreateHistogram<double>("workforce.jobs.run.duration", "s", "Time of one attempt.");
}
