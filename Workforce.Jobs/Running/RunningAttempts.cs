using System.Collections.Concurrent;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Running;

/// <summary>Every attempt this process holds: waiting in it, running, or with an end not yet written.</summary>
internal sealed class RunningAttempts
{
    private readonly ConcurrentDictionary<LeaseKey, Attempt> held = new();

    public int Count => held.Count;

    public IReadOnlyList<LeaseKey> Leases => [.. held.Keys];

    public void Add(Attempt attempt) => held[attempt.Job.Lease] = attempt;

    /// <summary>Null: it was not there any more.</summary>
    public Attempt? Remove(LeaseKey lease) => held.TryRemove(lease, out var attempt) ? attempt : null;

    /// <summary>Tells the handlers of these jobs that their lease is gone.</summary>
    public void Lose(IReadOnlyCollection<Guid> jobIds)
    {
        foreach (var attempt in held.Values)
            if (jobIds.Contains(attempt.Job.Id))
                attempt.Stop(StopReason.LeaseLost);
    }

    public void StopAll(StopReason reason)
    {
        foreach (var attempt in held.Values)
            attempt.Stop(reason);
    }
}
