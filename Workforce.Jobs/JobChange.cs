using Workforce.Jobs.Storage;

namespace Workforce.Jobs;

/// <summary>What is to be different about a job that does not run; null members stay as they are.</summary>
public sealed record JobChange
{
    /// <summary>1 (first) to 10 (last).</summary>
    public int? Priority { get; init; }

    /// <summary>To run not before this; a time that has passed: at once.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>Fails instead of starting after this.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Longest run of an attempt: more than zero and at most 24 days.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>JSON text, at most 1 MiB, in place of the whole payload. It is not compared with what the handler takes.</summary>
    public string? PayloadJson { get; init; }

    /// <summary>What changes, for the job's timeline. Payloads are not repeated in it.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        Priority is { } priority ? $"priority {priority}" : null,
        ScheduledFor is { } due ? $"scheduled for {due.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z" : null,
        Deadline is { } deadline ? $"deadline {deadline.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z" : null,
        Timeout is { } timeout ? $"timeout {timeout}" : null,
        PayloadJson is null ? null : "payload",
    }.OfType<string>());

    internal void ThrowIfBad()
    {
        if (this == new JobChange())
            throw new ArgumentException("Nothing to change was given.");
        if (Priority is { } priority)
            NewJobCheck.ThrowIfBadPriority(priority);
        if (Timeout is { } timeout)
            NewJobCheck.ThrowIfBadTimeout(timeout);
        if (PayloadJson is not null)
            NewJobCheck.ThrowIfBadPayload(PayloadJson);
    }
}
