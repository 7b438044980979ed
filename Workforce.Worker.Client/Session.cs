using System.Threading.Channels;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Workforce.Contracts.WorkerPool.V1;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Workforce.Worker.Client;

/// <summary>How an attachment ended.</summary>
/// <param name="Attached">The pool had taken the worker.</param>
/// <param name="ForGood">A person asked the worker to leave.</param>
/// <param name="Fault">What the call ended with; null: well.</param>
internal sealed record SessionEnd(bool Attached, bool ForGood, RpcException? Fault);

/// <summary>One attachment to one replica, from its hello to its end.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "The semaphore's wait handle, the one thing there would be to dispose of, is never made.")]
internal sealed partial class Session(ChannelBase channel, WorkerOptions options, Desk desk, TimeProvider time, ILogger logger)
{
    private const int ProtocolVersion = 1;
    private const int MostOutcomes = 1000;
    private const int MostBytes = 1024 * 1024;

    // Reports and lines that wait while the stream is slow; those beyond are dropped. Outcomes are bounded by the slots.
    private const int MostWaiting = 10_000;

    private static readonly TimeSpan AttachWithin = TimeSpan.FromSeconds(10);

    private readonly Channel<object> outgoing = Channel.CreateUnbounded<object>(new() { SingleReader = true });
    private readonly SemaphoreSlim ended = new(0, 1);
    private long heard;
    private int waiting;
    private bool dropping;
    private bool leaving;
    private bool forGood;

    public WorkerPool.WorkerPoolClient Client { get; } = new(channel);

    public Metadata Headers { get; } = new() { { "x-api-key", options.ApiKey } };

    public void Say(FromWorker message)
    {
        if (!IsTalk(message) || Interlocked.Increment(ref waiting) <= MostWaiting)
        {
            outgoing.Writer.TryWrite(message);
            return;
        }
        Interlocked.Decrement(ref waiting);
        if (!Interlocked.Exchange(ref dropping, true))
            LogDropping(MostWaiting);
    }

    public void Tell(Outcome outcome) => outgoing.Writer.TryWrite(outcome);

    /// <summary>A job has left this worker's hands, or an answer has come.</summary>
    public void Ended()
    {
        if (ended.CurrentCount > 0)
            return;
        try
        {
            ended.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else said so in the same moment.
        }
    }

    public async Task<SessionEnd> RunAsync(CancellationToken stop)
    {
        using var over = new CancellationTokenSource();
        using var call = Client.Attach(Headers, cancellationToken: over.Token);
        Welcome? welcome = null;
        Task[] all = [];
        try
        {
            welcome = await AttachAsync(call, stop);
            LogAttached(options.Name, welcome.WorkerId, options.Slots);
            foreach (var outcome in desk.Unacknowledged)
                Tell(outcome);
            Volatile.Write(ref heard, time.GetTimestamp());
            all = [ReadAsync(call.ResponseStream, over.Token), WriteAsync(call.RequestStream, over.Token), BeatAsync(welcome, over.Token), LeaveAsync(stop, over.Token)];
            // Whatever ends first ends the rest; leaving ends well when the server has closed its side.
            await await Task.WhenAny(all);
            return new(true, forGood, null);
        }
        catch (RpcException fault)
        {
            return new(welcome is not null, forGood, fault);
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException or InvalidOperationException or TimeoutException)
        {
            return new(welcome is not null, forGood, problem is TimeoutException ? new RpcException(new(StatusCode.Unavailable, problem.Message)) : null);
        }
        finally
        {
            outgoing.Writer.TryComplete();
            await over.CancelAsync();
            await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await desk.LoseAsync(this);
        }
    }

    private static bool IsTalk(FromWorker message) => message.MessageCase is FromWorker.MessageOneofCase.Log or FromWorker.MessageOneofCase.Progress;

    private Hello Hello() => new()
    {
        ProtocolVersion = ProtocolVersion, Name = options.Name, Kinds = { desk.Kinds }, Capabilities = { options.Capabilities }, Slots = options.Slots,
        Language = $".NET {Environment.Version}", Version = options.Version,
    };

    private async Task<Welcome> AttachAsync(AsyncDuplexStreamingCall<FromWorker, ToWorker> call, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(AttachWithin);
        await call.RequestStream.WriteAsync(new() { Hello = Hello() }, patience.Token);
        if (!await call.ResponseStream.MoveNext(patience.Token))
            throw new TimeoutException("the pool closed the stream without a word");
        return call.ResponseStream.Current.Welcome ?? throw new TimeoutException("the pool's first word was no welcome");
    }

    private async Task ReadAsync(IAsyncStreamReader<ToWorker> stream, CancellationToken ct)
    {
        while (await stream.MoveNext(ct))
        {
            Volatile.Write(ref heard, time.GetTimestamp());
            var told = stream.Current;
            switch (told.MessageCase)
            {
                case ToWorker.MessageOneofCase.Grants:
                    foreach (var grant in told.Grants.Grants_)
                        desk.Begin(grant, this);
                    break;
                case ToWorker.MessageOneofCase.Cancel:
                    desk.Cancel(told.Cancel);
                    break;
                case ToWorker.MessageOneofCase.Acknowledgements:
                    foreach (var one in told.Acknowledgements.Acknowledgements_)
                        desk.Acknowledge(one);
                    if (Volatile.Read(ref leaving))
                        Ended();
                    break;
                case ToWorker.MessageOneofCase.Drain:
                    forGood |= told.Drain.Reason == Drain.Types.Reason.Requested;
                    Volatile.Write(ref leaving, true);
                    Ended();
                    break;
                default:
                    // A heartbeat, or something that a later server says.
                    break;
            }
        }
    }

    // Outcomes that have gathered travel together; other things in their order between them.
    private async Task WriteAsync(IClientStreamWriter<FromWorker> stream, CancellationToken ct)
    {
        var reader = outgoing.Reader;
        while (await reader.WaitToReadAsync(ct))
        {
            Outcomes? open = null;
            var bytes = 0;
            while (reader.TryRead(out var next))
            {
                if (next is Outcome outcome)
                {
                    (open ??= new()).Outcomes_.Add(outcome);
                    bytes += outcome.Completed?.ResultJson.Length ?? 0;
                    if (open.Outcomes_.Count < MostOutcomes && bytes < MostBytes)
                        continue;
                }
                if (open is not null)
                    await stream.WriteAsync(new() { Outcomes = open }, ct);
                (open, bytes) = (null, 0);
                if (next is not FromWorker message)
                    continue;
                if (IsTalk(message))
                    Interlocked.Decrement(ref waiting);
                await stream.WriteAsync(message, ct);
            }
            if (open is not null)
                await stream.WriteAsync(new() { Outcomes = open }, ct);
        }
        await stream.CompleteAsync();
        // What is still to be read decides how the session ends.
        await Task.Delay(Timeout.Infinite, ct);
    }

    private async Task BeatAsync(Welcome welcome, CancellationToken ct)
    {
        var (every, lost) = (welcome.HeartbeatInterval.ToTimeSpan(), welcome.LostAfter.ToTimeSpan());
        while (true)
        {
            await Task.Delay(every, time, ct);
            if (time.GetElapsedTime(Volatile.Read(ref heard)) is var silent && silent > lost)
                throw new TimeoutException($"nothing was heard from the pool for {silent.TotalSeconds:0.#} s");
            Say(new() { Heartbeat = new() });
        }
    }

    /// <summary>When it is asked to stop, by its own process or by the pool: finishes what it has, waits for the answers, closes its side.</summary>
    private async Task LeaveAsync(CancellationToken stop, CancellationToken ct)
    {
        using var asked = CancellationTokenSource.CreateLinkedTokenSource(stop, ct);
        while (!asked.IsCancellationRequested && !Volatile.Read(ref leaving))
            await ended.WaitAsync(asked.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
        Volatile.Write(ref leaving, true);
        Say(new() { Leaving = new() });
        await desk.EndAsync(this, options.StopGrace);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(options.AbandonAfter);
        while (!desk.Idle && !patience.IsCancellationRequested)
            await ended.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        outgoing.Writer.TryComplete();
        // The pool closes its side now, which the reader sees.
        await Task.Delay(AttachWithin, time, ct);
    }

    [LoggerMessage(LogLevel.Warning, "Handlers say more than the pool takes: {Most} reports and lines wait, and those that come now are dropped")]
    private partial void LogDropping(int most);

    [LoggerMessage(LogLevel.Information, "Worker {Name} is attached as {WorkerId} with {Slots} slots")]
    private partial void LogAttached(string name, string workerId, int slots);
}
