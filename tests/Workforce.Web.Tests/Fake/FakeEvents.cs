using System.Threading.Channels;
using Workforce.Contracts.Jobs;

namespace Workforce.Web.Tests.Fake;

/// <summary>The live stream: everything told so far, and a channel per listener.</summary>
internal sealed class FakeEvents
{
    private readonly List<Channel<JobEventMessage?>> listeners = [];
    private readonly Lock gate = new();

    public List<JobEventMessage> All { get; } = [];

    /// <summary>Ids that listeners asked to resume from, in the order they came.</summary>
    public List<long> Resumed { get; } = [];

    public long LastId => All.Count;

    public JobEventMessage Tell(JobSummary job, string type, int? percent = null, string? message = null)
    {
        lock (gate)
        {
            var told = new JobEventMessage(All.Count + 1, job.Id, job.CorrelationId, job.Kind, job.Queue, job.FromEmployee, type, job.Attempt, percent, message, FakeCompany.Now);
            All.Add(told);
            foreach (var listener in listeners)
                listener.Writer.TryWrite(told);
            return told;
        }
    }

    /// <summary>Pauses or limits were changed.</summary>
    public void TellOfGates()
    {
        lock (gate)
            foreach (var listener in listeners)
                listener.Writer.TryWrite(null);
    }

    /// <summary>What is told from now on, and what was missed; null: pauses or limits were changed.</summary>
    public ChannelReader<JobEventMessage?> Listen(long? after, CancellationToken gone)
    {
        var channel = Channel.CreateUnbounded<JobEventMessage?>();
        lock (gate)
        {
            if (after is { } id)
            {
                Resumed.Add(id);
                foreach (var missed in All.Where(told => told.Id > id))
                    channel.Writer.TryWrite(missed);
            }

            listeners.Add(channel);
        }

        gone.Register(() => Leave(channel));
        return channel.Reader;
    }

    /// <summary>Ends every listener's stream, as a restarting API does.</summary>
    public void Break()
    {
        lock (gate)
        {
            foreach (var listener in listeners)
                listener.Writer.TryComplete();
            listeners.Clear();
        }
    }

    private void Leave(Channel<JobEventMessage?> channel)
    {
        lock (gate)
            listeners.Remove(channel);
        channel.Writer.TryComplete();
    }
}
