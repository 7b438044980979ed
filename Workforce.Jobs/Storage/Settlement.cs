namespace Workforce.Jobs.Storage;

/// <summary>How an attempt is to be written down.</summary>
internal sealed record Settlement(LeaseKey Lease, string Kind, SettlementKind How)
{
    /// <summary>Of a completion; JSON text.</summary>
    public string? ResultJson { get; init; }

    /// <summary>Appended to the job's errors.</summary>
    public string? Error { get; init => field = Clean(value); }

    /// <summary>Of a cancellation or a wait.</summary>
    public string? Reason { get; init => field = Clean(value); }

    /// <summary>Who had it, for its errors; null: the worker process that writes.</summary>
    public string? Worker { get; init; }

    /// <summary>Of a retry, counted from the moment of writing.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Of a snooze.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The handler's own transaction has written the end already; this is written only if it did not.</summary>
    public bool ExpectGone { get; init; }

    public bool Finishes => How <= SettlementKind.Cancel;

    // Postgres stores no NUL, and a message of megabytes helps nobody.
    private static string? Clean(string? text) => text?.Replace('\0', '\uFFFD') is { Length: > 8000 } long_ ? $"{long_[..8000]}…" : text?.Replace('\0', '\uFFFD');
}

internal enum SettlementKind
{
    Complete,
    Fail,
    Cancel,
    Retry,
    Snooze,
    Wait,
    Return,
}
