using Workforce.Core.Notifications;
using Workforce.Jobs;

namespace Workforce.Workers.Notifications;

/// <summary>Sends by one channel.</summary>
internal interface ISender
{
    Channel Channel { get; }

    /// <summary>How often it is tried before it has failed.</summary>
    int Tries { get; }

    /// <summary>Time between two tries, where the other side asks for none.</summary>
    RetryPolicy Retry { get; }

    /// <summary>Whether the settings say how to send for this tenant.</summary>
    bool IsConfigured(Guid tenant);

    /// <summary>Throws only what nobody foresaw; all else is an answer.</summary>
    Task<SendResult> SendAsync(Letter letter, CancellationToken ct);
}

/// <summary>What became of one try: a closed set.</summary>
internal abstract record SendResult
{
    private SendResult()
    {
    }

    /// <param name="ProviderId">What the other side calls it.</param>
    public sealed record Sent(string? ProviderId) : SendResult;

    /// <summary>It would be refused again.</summary>
    public sealed record Refused(string Reason) : SendResult;

    /// <summary>It may go through later.</summary>
    /// <param name="After">The other side asked for this long; null: it did not.</param>
    public sealed record Later(string Reason, TimeSpan? After = null) : SendResult;

    /// <summary>There is nothing to send to.</summary>
    public sealed record Nowhere(string Reason) : SendResult;
}
