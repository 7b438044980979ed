using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace StandIns.Tests.Grpc;

/// <summary>The server's side of the tests' calls.</summary>
public sealed class CounterService(CallsSeen seen) : Counter.CounterBase
{
    public override async Task<Sum> Add(Numbers request, ServerCallContext context)
    {
        await context.WriteResponseHeadersAsync(new Metadata { { "x-counter", "ready" } });
        context.ResponseTrailers.Add("x-count", request.Values.Count.ToString());
        return new Sum { Value = request.Values.Sum(), Caller = context.RequestHeaders.GetValue("x-caller") ?? "" };
    }

    public override async Task<Sum> Total(IAsyncStreamReader<Number> requestStream, ServerCallContext context)
    {
        var total = 0;
        await foreach (var number in requestStream.ReadAllAsync(context.CancellationToken))
            total += number.Value;

        return new Sum { Value = total };
    }

    public override async Task Count(Number request, IServerStreamWriter<Number> responseStream, ServerCallContext context)
    {
        for (var value = 1; value <= request.Value; value++)
            await responseStream.WriteAsync(new Number { Value = value }, context.CancellationToken);
    }

    public override async Task Double(IAsyncStreamReader<Number> requestStream, IServerStreamWriter<Number> responseStream, ServerCallContext context)
    {
        await foreach (var number in requestStream.ReadAllAsync(context.CancellationToken))
            await responseStream.WriteAsync(new Number { Value = 2 * number.Value }, context.CancellationToken);
    }

    public override Task<Sum> Fail(Refusal request, ServerCallContext context)
        => throw new RpcException(
            new Status((StatusCode)request.Status, request.Detail),
            new Metadata { { "x-reason-bin", request.Reason.ToByteArray() }, { "x-reason", "told" } });

    public override Task<Sum> Refuse(Refusal request, ServerCallContext context)
    {
        var why = new global::Google.Rpc.ErrorInfo { Reason = "LEASE_STALE", Domain = "standins.v1.Counter", Metadata = { ["epoch"] = "7" } };
        var field = new global::Google.Rpc.BadRequest { FieldViolations = { new global::Google.Rpc.BadRequest.Types.FieldViolation { Field = "values", Description = "Send one at least." } } };
        var again = new global::Google.Rpc.RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(30)) };
        throw new global::Google.Rpc.Status { Code = request.Status, Message = request.Detail, Details = { Any.Pack(why), Any.Pack(field), Any.Pack(again) } }.ToRpcException();
    }

    public override async Task<Sum> Wait(Number request, ServerCallContext context)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.CancellationToken.Register(ended.SetResult);
        await seen.Started.Writer.WriteAsync(context.Deadline);
        await ended.Task;
        await seen.Cancelled.Writer.WriteAsync(context.Method);
        throw new RpcException(new Status(StatusCode.Cancelled, "The client went away."));
    }
}

/// <summary>What the server saw of calls that end early.</summary>
public sealed class CallsSeen
{
    public Channel<DateTime> Started { get; } = Channel.CreateUnbounded<DateTime>();

    public Channel<string> Cancelled { get; } = Channel.CreateUnbounded<string>();
}
