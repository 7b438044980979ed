using System.Collections.Concurrent;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>Every attempt this process holds: waiting in it, running, or with an end not yet written.</summary>
internal sealed class RunningAttempts
{
    private readonly ConcurrentDictionary<LeaseKey, Attempt> held = new();

    public int Count => held.Count;

    public IReadOnlyList<LeaseKey> Leases => [.. held.Keys];

    public void Add(Attempt attempt)
    {
        held[attempt.Job.Lease] = attempt;
        attempt.Crew.Take();
    }

    /// <summary>Null: it was not there any more.</summary>
    public Attempt? Remove(LeaseKey lease)
    {
        if (!held.TryRemove(lease, out var attempt))
            return null;
        attempt.Crew.Leave();
        return attempt;
    }

    /// <summary>Tells the handlers of these jobs that their lease is gone.</summary>
    public void Lose(IReadOnlyCollection<Guid> jobIds)
    {
        foreach (var attempt in held.Values)
            if (jobIds.Contains(attempt.Job.Id))
                attempt.Stop(StopReason.LeaseLost);
    }

    /// <param name="reason">Told to the handlers.</param>
    /// <param name="of">Of this crew; null: of all.</param>
    public void StopAll(StopReason reason, Crew? of = null)
    {
        foreach (var attempt in held.Values)
            if (of is null || attempt.Crew == of)
                attempt.Stop(reason);
    }
}
