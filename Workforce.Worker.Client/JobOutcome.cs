using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Workforce.Contracts.WorkerPool.V1;

namespace Workforce.Worker.Client;

/// <summary>How an attempt ended: a closed set, the same as inside the engine.</summary>
public sealed class JobOutcome
{
    private readonly Action<Outcome> write;

    private JobOutcome(Action<Outcome> write) => this.write = write;

    /// <summary>Done, with a result to keep.</summary>
    /// <param name="result">Serialized with <see cref="JobJson.Options"/>, at most 1 MiB; null: none.</param>
    public static JobOutcome Complete(object? result = null) =>
        CompleteJson(result is null ? null : JsonSerializer.Serialize(result, result.GetType(), JobJson.Options));

    /// <summary>Done, with a result that is JSON already.</summary>
    public static JobOutcome CompleteJson(string? resultJson) => new(outcome => outcome.Completed = new() { ResultJson = resultJson ?? "" });

    /// <summary>Try again. Counts as a failed attempt; the last one allowed fails the job.</summary>
    /// <param name="reason">Kept in the job's errors.</param>
    /// <param name="after">Wait this long; null: by the server's retry policy.</param>
    public static JobOutcome Retry(string reason, TimeSpan? after = null) =>
        new(outcome => outcome.Retry = new() { Reason = reason, After = after is { } wait ? Duration.FromTimeSpan(wait) : null });

    /// <summary>Not now, and no attempt used.</summary>
    public static JobOutcome Snooze(DateTimeOffset until) => new(outcome => outcome.Snooze = new() { Until = Timestamp.FromDateTimeOffset(until) });

    /// <summary>Give up for good.</summary>
    public static JobOutcome Fail(string reason) => new(outcome => outcome.Failed = new() { Reason = reason });

    /// <summary>Stop without success or failure.</summary>
    public static JobOutcome Cancel(string reason) => new(outcome => outcome.Cancelled = new() { Reason = reason });

    /// <summary>Hold no worker until somebody wakes the job; no attempt used.</summary>
    public static JobOutcome Wait(string reason) => new(outcome => outcome.Waiting = new() { Reason = reason });

    internal static JobOutcome Return() => new(outcome => outcome.Returned = new());

    internal static JobOutcome Stopped() => new(outcome => outcome.Stopped = new());

    internal Outcome Of(Lease lease)
    {
        var outcome = new Outcome { JobId = lease.JobId, LeaseEpoch = lease.LeaseEpoch };
        write(outcome);
        return outcome;
    }
}
