using System.Collections.Concurrent;
using System.Threading.Channels;

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

    private readonly ConcurrentDictionary<object, Action<string>> listeners = new();
    private readonly Channel<string> outgoing = Channel.CreateUnbounded<string>(new() { SingleReader = true });

    /// <summary>What was rung here and is to be passed on to other processes.</summary>
    public ChannelReader<string> Outgoing => outgoing.Reader;

    /// <summary>Rings here at once, elsewhere as soon as it is passed on.</summary>
    public void Ring(params ReadOnlySpan<string> topics)
    {
        foreach (var topic in topics)
        {
            Hear(topic);
            outgoing.Writer.TryWrite(topic);
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
