using System.Text.Json;

namespace Workforce.Jobs;

/// <summary>How an attempt ended: a closed set.</summary>
public abstract record JobOutcome
{
    private JobOutcome()
    {
    }

    /// <summary>Done, with a result to keep.</summary>
    /// <param name="result">Serialized with <see cref="JobJson.Options"/>; null: none.</param>
    public static JobOutcome Complete(object? result = null) => new Completed(ToJson(result));

    /// <summary>Done, with a result that is JSON already.</summary>
    public static JobOutcome CompleteJson(string? resultJson) => new Completed(resultJson);

    /// <summary>Try again. Counts as a failed attempt; the last one allowed fails the job.</summary>
    /// <param name="reason">Kept in the job's errors.</param>
    /// <param name="after">Wait this long; null: by the kind's retry policy.</param>
    public static JobOutcome Retry(string reason, TimeSpan? after = null) => new Retried(reason, after);

    /// <summary>Not now, and no attempt used.</summary>
    public static JobOutcome Snooze(DateTimeOffset until) => new Snoozed(until);

    /// <summary>Give up for good.</summary>
    public static JobOutcome Fail(string reason) => new Failed(reason);

    /// <summary>Stop without success or failure.</summary>
    public static JobOutcome Cancel(string reason) => new Cancelled(reason);

    /// <summary>Hold no worker until <see cref="JobClient.WakeAsync"/>; no attempt used.</summary>
    public static JobOutcome Wait(string reason) => new Waiting(reason);

    internal static string? ToJson(object? result) => result is null ? null : JsonSerializer.Serialize(result, result.GetType(), JobJson.Options);

    /// <summary>See <see cref="Complete"/>.</summary>
    public sealed record Completed(string? ResultJson) : JobOutcome;

    /// <summary>See <see cref="Retry"/>.</summary>
    public sealed record Retried(string Reason, TimeSpan? After) : JobOutcome;

    /// <summary>See <see cref="Snooze"/>.</summary>
    public sealed record Snoozed(DateTimeOffset Until) : JobOutcome;

    /// <summary>See <see cref="Fail"/>.</summary>
    public sealed record Failed(string Reason) : JobOutcome;

    /// <summary>See <see cref="Cancel"/>.</summary>
    public sealed record Cancelled(string Reason) : JobOutcome;

    /// <summary>See <see cref="Wait"/>.</summary>
    public sealed record Waiting(string Reason) : JobOutcome;

    /// <summary>The answer of <see cref="JobContext.CompleteAsync"/>: the handler's own transaction has completed the job.</summary>
    public sealed record CompletedInTransaction : JobOutcome;

    /// <summary>An attached worker gave it back: not done, and no attempt used.</summary>
    internal sealed record Returned : JobOutcome;
}
