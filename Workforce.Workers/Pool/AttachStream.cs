using System.Threading.RateLimiting;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Workforce.Contracts.WorkerPool.V1;
using Workforce.Jobs.Pool;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Workforce.Workers.Pool;

/// <summary>One attached worker's stream: what it says goes to its seat, what its seat says goes to it.</summary>
internal sealed class AttachStream(
    JobPool pool, PoolCaller caller, RateLimiter messages, PoolKeys keys, TimeProvider time,
    IAsyncStreamReader<FromWorker> from, IServerStreamWriter<ToWorker> to, ServerCallContext call)
{
    public const int ProtocolVersion = 1;

    // As many jobs as go into one message: a job's payload has up to 1 MiB, and clients take 4.
    private const int MostBytes = 1024 * 1024;
    private const int MostNotices = 512;

    private readonly CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken);

    public async Task RunAsync()
    {
        using var _ = over;
        var seat = await pool.AttachAsync(await HelloAsync(), call.CancellationToken);
        await using var place = seat;
        await to.WriteAsync(new()
        {
            Welcome = new()
            {
                WorkerId = seat.Id.ToString(), ProtocolVersion = ProtocolVersion,
                HeartbeatInterval = Duration.FromTimeSpan(pool.Options.Heartbeat), LostAfter = Duration.FromTimeSpan(pool.Options.LostAfter),
            },
        });
        var (reads, writes, checks) = (ReadAsync(seat), WriteAsync(seat), CheckKeyAsync());
        var first = await Task.WhenAny(reads, writes, checks, seat.Ended);
        await seat.DisposeAsync();
        // What it sent before it closed its side is still answered.
        if (first == reads && reads.IsCompletedSuccessfully)
            await Task.WhenAny(writes, Task.Delay(pool.Options.LostAfter, time, over.Token));
        await over.CancelAsync();
        await Task.WhenAll(Quietly(reads), Quietly(writes), Quietly(checks));
        // Who ended the seat also ended what is written to it, and that may be seen first.
        if (Fault(await seat.Ended) is { } fault)
            throw fault;
        await first;
    }

    private async Task<PoolHello> HelloAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(over.Token);
        patience.CancelAfter(pool.Options.LostAfter);
        try
        {
            if (!await from.MoveNext(patience.Token))
                throw PoolFault.Field("hello", "hello is missing: the first message of a stream says who attaches.");
        }
        catch (OperationCanceledException) when (!call.CancellationToken.IsCancellationRequested)
        {
            throw PoolFault.HelloLate(pool.Options.LostAfter);
        }
        if (from.Current.Hello is not { } hello)
            throw PoolFault.Field("hello", "hello is missing: the first message of a stream says who attaches.");
        if (hello.ProtocolVersion != ProtocolVersion)
            throw PoolFault.Version(hello.ProtocolVersion);
        var said = new PoolHello
        {
            TenantId = caller.TenantId, UserId = caller.Holder.UserId, Name = hello.Name, Kinds = [.. hello.Kinds], Offers = [.. hello.Capabilities], Slots = hello.Slots,
            Language = hello.Language, Version = hello.Version, Address = call.Peer,
        };
        said.ThrowIfBad();
        foreach (var kind in said.Kinds)
            caller.MustDo(kind);
        return said;
    }

    private async Task ReadAsync(PoolSeat seat)
    {
        while (await from.MoveNext(over.Token))
        {
            seat.Heard();
            // Beyond its rate nothing more is read, which the worker feels in its own writes.
            using (await messages.AcquireAsync(1, over.Token))
                await HearAsync(seat, from.Current);
        }
    }

    private async Task HearAsync(PoolSeat seat, FromWorker said)
    {
        switch (said.MessageCase)
        {
            case FromWorker.MessageOneofCase.Outcomes:
                await seat.EndAsync([.. said.Outcomes.Outcomes_.Select(PoolWire.Read)], over.Token);
                break;
            case FromWorker.MessageOneofCase.Progress:
                seat.Report(PoolWire.Id("progress.job_id", said.Progress.JobId), said.Progress.LeaseEpoch, said.Progress.Percent, said.Progress.Message);
                break;
            case FromWorker.MessageOneofCase.Log:
                seat.Log(PoolWire.Id("log.job_id", said.Log.JobId), said.Log.LeaseEpoch, LevelOf(said.Log.Level), said.Log.Message);
                break;
            case FromWorker.MessageOneofCase.Leaving:
                seat.Leave();
                break;
            case FromWorker.MessageOneofCase.Hello:
                throw PoolFault.Field("hello", "hello came a second time: a stream has one, its first message.");
            default:
                // A heartbeat, or something that a later version says.
                break;
        }
    }

    private async Task WriteAsync(PoolSeat seat)
    {
        var notices = new List<PoolNotice>(MostNotices);
        while (await seat.NextAsync(notices, MostNotices, over.Token))
            foreach (var message in Messages(notices))
                await to.WriteAsync(message, over.Token);
    }

    // Grants and acknowledgements that follow each other travel together, in their order.
    private static IEnumerable<ToWorker> Messages(List<PoolNotice> notices)
    {
        ToWorker? open = null;
        var bytes = 0;
        foreach (var notice in notices)
        {
            switch (notice)
            {
                case PoolNotice.Granted { Job: var job }:
                    if (open is { Grants: null } || (open is not null && bytes + job.PayloadJson.Length > MostBytes))
                    {
                        yield return open;
                        (open, bytes) = (null, 0);
                    }
                    open ??= new() { Grants = new() };
                    open.Grants.Grants_.Add(PoolWire.Write(job));
                    bytes += job.PayloadJson.Length;
                    continue;
                case PoolNotice.Acknowledged end:
                    if (open is { Acknowledgements: null })
                    {
                        yield return open;
                        open = null;
                    }
                    open ??= new() { Acknowledgements = new() };
                    open.Acknowledgements.Acknowledgements_.Add(new Acknowledgement
                    {
                        JobId = end.JobId.ToString(), LeaseEpoch = end.LeaseEpoch, Status = PoolWire.Write(end.Status), Message = end.Message,
                    });
                    continue;
            }
            if (open is not null)
                yield return open;
            open = null;
            yield return notice switch
            {
                PoolNotice.Stop stop => new() { Cancel = new() { JobId = stop.JobId.ToString(), LeaseEpoch = stop.LeaseEpoch, Reason = PoolWire.Write(stop.Reason) } },
                PoolNotice.Drain drain => new() { Drain = new() { Reason = drain.ForGood ? Drain.Types.Reason.Requested : Drain.Types.Reason.ServerStopping } },
                _ => new ToWorker { Heartbeat = new() },
            };
        }
        if (open is not null)
            yield return open;
    }

    /// <summary>A key that is revoked or ends does not go on working because its stream was opened before.</summary>
    private async Task CheckKeyAsync()
    {
        while (true)
        {
            await Task.Delay(keys.Every, time, over.Token);
            if (!await keys.IsGoodAsync(caller))
                throw PoolFault.KeyInvalid();
        }
    }

    private RpcException? Fault(PoolEnd why) => why switch
    {
        PoolEnd.Silent => PoolFault.Silent(pool.Options.LostAfter),
        PoolEnd.Detached => PoolFault.Detached(),
        PoolEnd.Stopping => PoolFault.Stopping("This process stops. Attach to another, or to this one in a moment."),
        _ => null,
    };

    private static async Task Quietly(Task loop) => await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static LogLevel LevelOf(Contracts.WorkerPool.V1.LogLevel level) => level switch
    {
        Contracts.WorkerPool.V1.LogLevel.Debug => LogLevel.Debug,
        Contracts.WorkerPool.V1.LogLevel.Warning => LogLevel.Warning,
        Contracts.WorkerPool.V1.LogLevel.Error => LogLevel.Error,
        Contracts.WorkerPool.V1.LogLevel.Critical => LogLevel.Critical,
        _ => LogLevel.Information,
    };
}
