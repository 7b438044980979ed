using System.Collections.Immutable;
using Workforce.Jobs.Running;

namespace Workforce.Jobs.Pool;

/// <summary>The attached workers that can do the same for the same tenant: they are claimed for together, and take from one inbox in turn.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Lives as long as its loops; there is nothing unmanaged in what it holds.")]
internal sealed class PoolCrew
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Signal free = new();
    private readonly Crew crew;
    private readonly ClaimLoop claims;
    private readonly Task loops;
    private ImmutableArray<PoolSeat> seats = [];
    private int turn;

    public PoolCrew(Crew crew, ClaimLoop claims)
    {
        (this.crew, this.claims) = (crew, claims);
        crew.Freed = claims.Freed;
        loops = Task.WhenAll(Task.Run(ClaimAsync), Task.Run(HandOutAsync));
    }

    public ClaimLoop Claims => claims;

    public ImmutableArray<PoolSeat> Seats => seats;

    /// <summary>Jobs that its workers can hold together.</summary>
    public int Slots => seats.Sum(seat => seat.Usable);

    public void Add(PoolSeat seat)
    {
        ImmutableInterlocked.Update(ref seats, (all, one) => all.Add(one), seat);
        SlotsFreed();
    }

    public void Remove(PoolSeat seat)
    {
        ImmutableInterlocked.Update(ref seats, (all, one) => all.Remove(one), seat);
        SlotsFreed();
    }

    public void SlotsFreed()
    {
        free.Set();
        claims.Freed();
    }

    /// <summary>Claims nothing more; what was claimed and is in nobody's hands goes back in line.</summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        await loops;
        crew.Inbox.Complete();
        await crew.Inbox.HandBackAsync();
    }

    private async Task ClaimAsync()
    {
        try
        {
            await claims.RunAsync(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to.
        }
    }

    // A job is taken from the inbox only for a worker that has room, so that what is stuck there is seen and handed back.
    private async Task HandOutAsync()
    {
        try
        {
            while (true)
            {
                if (!seats.Any(seat => seat.Free > 0))
                    await free.WaitAsync(stopping.Token);
                else if (await crew.Inbox.WaitAsync(stopping.Token) && Next() is { } seat && crew.Inbox.TryTake(out var attempt))
                    seat.Take(attempt);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to.
        }
    }

    private PoolSeat? Next()
    {
        var all = seats;
        for (var n = 0; n < all.Length; n++)
            if (all[(turn + n) % all.Length] is { Free: > 0 } seat)
            {
                turn = (turn + n + 1) % all.Length;
                return seat;
            }
        return null;
    }
}
