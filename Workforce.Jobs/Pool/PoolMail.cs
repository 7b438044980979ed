using System.Threading.Channels;
using Workforce.Jobs.Running;

namespace Workforce.Jobs.Pool;

/// <summary>What a worker is to be told and has not read, and how many of its outcomes it is still owed an answer to.</summary>
internal sealed class PoolMail
{
    private readonly Channel<PoolNotice> notices = Channel.CreateUnbounded<PoolNotice>(new() { SingleReader = true });
    private readonly Signal read = new();
    private int waiting;
    private int owed;
    private bool over;

    /// <summary>See <see cref="PoolSeat.NextAsync"/>.</summary>
    public async ValueTask<bool> NextAsync(List<PoolNotice> into, int most, CancellationToken ct)
    {
        into.Clear();
        if (!await notices.Reader.WaitToReadAsync(ct))
            return false;
        while (into.Count < most && notices.Reader.TryRead(out var notice))
            into.Add(notice);
        Interlocked.Add(ref waiting, -into.Count);
        read.Set();
        return true;
    }

    /// <summary>Waits until no more than this is unread.</summary>
    public async ValueTask UntilReadAsync(int most, CancellationToken ct)
    {
        while (Volatile.Read(ref waiting) > most)
            await read.WaitAsync(ct);
    }

    public void Post(PoolNotice notice)
    {
        Interlocked.Increment(ref waiting);
        if (!notices.Writer.TryWrite(notice))
            Interlocked.Decrement(ref waiting);
    }

    /// <summary>So many outcomes came that are to be answered.</summary>
    public void Owe(int outcomes) => Interlocked.Add(ref owed, outcomes);

    /// <summary>One of them is answered.</summary>
    public void Answer(PoolNotice.Acknowledged notice)
    {
        Post(notice);
        Forget(1);
    }

    /// <summary>So many will not be answered.</summary>
    public void Forget(int outcomes)
    {
        Interlocked.Add(ref owed, -outcomes);
        CompleteIfOver();
    }

    /// <summary>The worker has left. What it sent before is still answered; then nothing comes any more.</summary>
    public void End()
    {
        Volatile.Write(ref over, true);
        CompleteIfOver();
    }

    private void CompleteIfOver()
    {
        if (Volatile.Read(ref over) && Volatile.Read(ref owed) == 0)
            notices.Writer.TryComplete();
    }
}
