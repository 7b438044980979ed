using System.Threading.Channels;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>What was claimed and has not begun, in the order in which it is to.</summary>
internal sealed class Inbox(Settler settler, Pace pace, TimeProvider time)
{
    /// <summary>Work ahead is claimed for a fraction of this.</summary>
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(1);

    // Not bounded: what may be in it is bounded by what was asked for.
    private readonly Channel<(Attempt Attempt, long Since)> attempts = Channel.CreateUnbounded<(Attempt, long)>(new() { SingleWriter = true });

    public void Add(Attempt attempt) => attempts.Writer.TryWrite((attempt, time.GetTimestamp()));

    /// <summary>No more will come.</summary>
    public void Complete() => attempts.Writer.TryComplete();

    public async IAsyncEnumerable<Attempt> ReadAllAsync()
    {
        await foreach (var (attempt, _) in attempts.Reader.ReadAllAsync())
            yield return attempt;
    }

    /// <summary>Waits until there is something; false: nothing will come any more.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken ct) => attempts.Reader.WaitToReadAsync(ct);

    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Attempt? attempt)
    {
        var taken = attempts.Reader.TryRead(out var next);
        attempt = next.Attempt;
        return taken;
    }

    /// <summary>Puts everything back in line, its attempt given back; how many that was.</summary>
    public async Task<int> HandBackAsync()
    {
        var waiting = new List<Attempt>();
        while (attempts.Reader.TryRead(out var next))
            waiting.Add(next.Attempt);
        foreach (var attempt in waiting)
        {
            await settler.AddAsync(new(attempt.Job.Lease, attempt.Job.Kind, SettlementKind.Return));
            attempt.Dispose();
        }
        return waiting.Count;
    }

    /// <summary>
    /// How much work a batch is can only be told from the jobs before it. When fast ones are followed by slow ones, thousands
    /// may wait here for slots that take minutes to come free; others may have slots, so they get them.
    /// </summary>
    public async Task<int> HandBackIfStuckAsync()
    {
        if (!attempts.Reader.TryPeek(out var first) || time.GetElapsedTime(first.Since) < TooLong)
            return 0;
        pace.AtLeast(TooLong);
        return await HandBackAsync();
    }
}
