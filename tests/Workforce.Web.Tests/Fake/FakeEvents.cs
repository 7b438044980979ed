using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Threading.Channels;
using Workforce.Contracts;
using Workforce.Contracts.Jobs;

namespace Workforce.Web.Tests.Fake;

/// <summary>The live stream: everything told so far, and a channel per listener.</summary>
internal sealed class FakeEvents
{
    private readonly List<Channel<SseItem<string>>> listeners = [];
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
            Write(Item(told));
            return told;
        }
    }

    /// <summary>Pauses or limits were changed.</summary>
    public void TellOfGates()
    {
        lock (gate)
            Write(new("{}", "gates"));
    }

    /// <summary>Something of the subject was changed: agents, proposals, people.</summary>
    public void TellOf(string subject)
    {
        lock (gate)
            Write(new($$"""{"subject":"{{subject}}"}""", "changed"));
    }

    /// <summary>What is told from now on, and what was missed.</summary>
    public ChannelReader<SseItem<string>> Listen(long? after, CancellationToken gone)
    {
        var channel = Channel.CreateUnbounded<SseItem<string>>();
        lock (gate)
        {
            if (after is { } id)
            {
                Resumed.Add(id);
                foreach (var missed in All.Where(told => told.Id > id))
                    channel.Writer.TryWrite(Item(missed));
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

    private static SseItem<string> Item(JobEventMessage told) => new(JsonSerializer.Serialize(told, WireJson.Options), "job") { EventId = $"{told.Id}" };

    private void Write(SseItem<string> item)
    {
        foreach (var listener in listeners)
            listener.Writer.TryWrite(item);
    }

    private void Leave(Channel<SseItem<string>> channel)
    {
        lock (gate)
            listeners.Remove(channel);
        channel.Writer.TryComplete();
    }
}
