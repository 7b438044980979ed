using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Workforce.Workers.Llm;

/// <summary>Where spans and figures of model calls go. Ids are in spans only: as a metric's dimension each would be a series of its own.</summary>
internal static class ModelTelemetry
{
    private static readonly Meter Meter = new(GenAi.Source);

    public static ActivitySource Source { get; } = new(GenAi.Source);

    public static Histogram<long> Tokens { get; } = Meter.CreateHistogram(
        GenAi.TokenUsage, "{token}", "Tokens of a call", null,
        new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864] });

    public static Histogram<double> Duration { get; } = Meter.CreateHistogram(GenAi.OperationDuration, "s", "Duration of a call", null, Seconds());

    public static Histogram<double> FirstChunk { get; } = Meter.CreateHistogram(GenAi.TimeToFirstChunk, "s", "From the request to the first piece of its answer", null, Seconds());

    public static Histogram<double> PerChunk { get; } = Meter.CreateHistogram(GenAi.TimePerOutputChunk, "s", "From one piece of an answer to the next", null, Seconds());

    public static Histogram<double> Runs { get; } = Meter.CreateHistogram(GenAi.InvokeAgentDuration, "s", "Duration of an agent's run", null, Seconds());

    public static Histogram<double> Tools { get; } = Meter.CreateHistogram(GenAi.ExecuteToolDuration, "s", "Duration of a tool", null, Seconds());

    public static Counter<long> Skipped { get; } = Meter.CreateCounter<long>(GenAi.WakeSkipped, "{wake}", "Wakes that began no run");

    public static Counter<long> Denials { get; } = Meter.CreateCounter<long>(GenAi.BudgetDenials, "{call}", "Calls that a budget refused");

    public static Counter<double> Reserved { get; } = Meter.CreateCounter<double>(GenAi.BudgetReserved, "USD", "Reserved before calls");

    public static Counter<double> Settled { get; } = Meter.CreateCounter<double>(GenAi.BudgetSettled, "USD", "Settled after calls");

    /// <summary>Dimensions of something that took its time: which, and what went wrong with it, if anything did.</summary>
    public static TagList Tags(string operation, string key, string which, string? error)
    {
        var tags = new TagList { { GenAi.OperationName, operation }, { key, which } };
        if (error is not null)
        {
            tags.Add(GenAi.ErrorType, error);
        }

        return tags;
    }

    /// <summary>What is said goes into spans only where the operator asked for it.</summary>
    public static bool CapturesContent { get; } = string.Equals(Environment.GetEnvironmentVariable(GenAi.CaptureVariable), "true", StringComparison.OrdinalIgnoreCase);

    private static InstrumentAdvice<double> Seconds() => new() { HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92] };
}
