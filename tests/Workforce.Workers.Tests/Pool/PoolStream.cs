using Grpc.Core;
using Workforce.Contracts.WorkerPool.V1;

namespace Workforce.Workers.Tests.Pool;

/// <summary>A stream to the pool as a test plays it, message by message.</summary>
internal sealed class PoolStream(AsyncDuplexStreamingCall<FromWorker, ToWorker> call) : IDisposable
{
    private readonly Queue<object> told = new();

    public AsyncDuplexStreamingCall<FromWorker, ToWorker> Call => call;

    public static PoolStream Open(WorkerPool.WorkerPoolClient client, string key) => new(client.Attach(PoolHost.With(key), cancellationToken: TestContext.Current.CancellationToken));

    public static async Task<PoolStream> AttachAsync(WorkerPool.WorkerPoolClient client, string key, Hello? hello = null)
    {
        var stream = Open(client, key);
        await stream.SayAsync(new() { Hello = hello ?? Hello() });
        await stream.NextAsync<Welcome>();
        return stream;
    }

    public static Hello Hello(int slots = 1, params string[] kinds) => new()
    {
        ProtocolVersion = 1, Name = "tester", Slots = slots, Language = "csharp 14", Version = "1.2.3", Kinds = { kinds is [] ? ["scan.read"] : kinds },
    };

    public Task SayAsync(FromWorker message) => call.RequestStream.WriteAsync(message, TestContext.Current.CancellationToken);

    public Task EndAsync(params Outcome[] outcomes) => SayAsync(new() { Outcomes = new() { Outcomes_ = { outcomes } } });

    /// <summary>The next thing of this kind that is told; other things before it, heartbeats aside, are a mistake.</summary>
    public async Task<T> NextAsync<T>()
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            while (told.TryDequeue(out var thing))
                if (thing is T wanted)
                    return wanted;
                else if (thing is not Heartbeat)
                    Assert.Fail($"Expected {typeof(T).Name}, was told {thing.GetType().Name} {thing}.");
            Assert.True(await call.ResponseStream.MoveNext(limit.Token), $"Expected {typeof(T).Name}; the stream ended.");
            foreach (var thing in Things(call.ResponseStream.Current))
                told.Enqueue(thing);
        }
    }

    /// <summary>How the stream ends; what is told before does not matter.</summary>
    public async Task<RpcException> FailsAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        return await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(limit.Token))
            {
                // Until it fails.
            }
        });
    }

    public void Dispose() => call.Dispose();

    private static IEnumerable<object> Things(ToWorker message) => message.MessageCase switch
    {
        ToWorker.MessageOneofCase.Welcome => [message.Welcome],
        ToWorker.MessageOneofCase.Heartbeat => [message.Heartbeat],
        ToWorker.MessageOneofCase.Grants => message.Grants.Grants_,
        ToWorker.MessageOneofCase.Cancel => [message.Cancel],
        ToWorker.MessageOneofCase.Acknowledgements => message.Acknowledgements.Acknowledgements_,
        ToWorker.MessageOneofCase.Drain => [message.Drain],
        _ => [],
    };
}
