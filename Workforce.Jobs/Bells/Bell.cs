using System.Collections.Concurrent;
using Workforce.Jobs.Running;

namespace Workforce.Jobs.Bells;

/// <summary>
/// Tells whoever listens, in this process and the others, that there is something to look at. It carries no truth: what
/// it says can be seen in the tables, a bell that is lost costs a second.
/// </summary>
internal sealed class Bell
{
    /// <summary>Rung after events were written. No queue can have this name.</summary>
    public const string Events = "*events";

    /// <summary>Rung when leases were taken from their holders. No queue can have this name.</summary>
    public const string Leases = "*leases";

    /// <summary>Rung when something was paused: what has not begun may have to go back. No queue can have this name.</summary>
    public const string Holds = "*holds";

    /// <summary>How the topics of <see cref="GatesOf"/> begin. No queue can have such a name.</summary>
    public const string Gates = "*gates";

    /// <summary>Rung when jobs under limits have ended. No queue can have this name.</summary>
    public const string Room = "*room";

    /// <summary>Rung when something is wanted of an attached worker. No queue can have this name.</summary>
    public const string Workers = "*workers";

    /// <summary>Rung when pauses or limits of a tenant, or of all, were changed.</summary>
    public static string GatesOf(Guid? tenantId) => tenantId is { } tenant ? $"{Gates}:{tenant:N}" : Gates;

    /// <summary>How the topics of what is announced to a tenant's readers begin; the subject follows. No queue can have such a name.</summary>
    public static string ToldOf(Guid tenantId) => $"*told:{tenantId:N}:";

    private readonly ConcurrentDictionary<object, Action<string>> listeners = new();
    private readonly Signal rung = new();
    private readonly Lock gate = new();
    private HashSet<string> outgoing = new(StringComparer.Ordinal);

    /// <summary>Rings here at once, elsewhere as soon as it is passed on.</summary>
    public void Ring(params ReadOnlySpan<string> topics)
    {
        foreach (var topic in topics)
            Hear(topic);
        lock (gate)
            foreach (var topic in topics)
                outgoing.Add(topic);
        rung.Set();
    }

    /// <summary>What was rung here since the last call, to be passed on to other processes. Waits until there is something.</summary>
    public async Task<IReadOnlyCollection<string>> NextOutgoingAsync(CancellationToken ct)
    {
        while (true)
        {
            await rung.WaitAsync(ct);
            lock (gate)
                if (outgoing.Count > 0)
                    return Interlocked.Exchange(ref outgoing, new(StringComparer.Ordinal));
        }
    }

    /// <summary>Another process rang.</summary>
    public void Hear(string topic)
    {
        foreach (var listener in listeners.Values)
            listener(topic);
    }

    /// <summary>Calls back on every topic; must return at once.</summary>
    public IDisposable Listen(Action<string> heard)
    {
        var key = new object();
        listeners[key] = heard;
        return new Subscription(() => listeners.TryRemove(key, out _));
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
