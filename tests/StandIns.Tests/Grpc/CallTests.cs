using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace StandIns.Tests.Grpc;

public sealed class CallTests
{
    [Fact]
    public async Task A_unary_call_carries_request_headers_there_and_response_headers_and_trailers_back()
    {
        await using var server = await CounterServer.StartAsync();

        using var call = server.Client.AddAsync(new Numbers { Values = { 1, 2, 39 } }, new Metadata { { "X-Caller", "the test" } });
        var sum = await call;

        Assert.Equal(new Sum { Value = 42, Caller = "the test" }, sum);
        Assert.Equal("ready", (await call.ResponseHeadersAsync).GetValue("x-counter"));
        Assert.Equal("3", call.GetTrailers().GetValue("x-count"));
        Assert.Equal(Status.DefaultSuccess, call.GetStatus());
    }

    [Fact]
    public async Task A_blocking_call_returns_the_response()
    {
        await using var server = await CounterServer.StartAsync();

        Assert.Equal(new Sum { Value = 3 }, server.Client.Add(new Numbers { Values = { 1, 2 } }));
    }

    [Fact]
    public async Task A_stream_of_requests_gives_one_response()
    {
        await using var server = await CounterServer.StartAsync();

        using var call = server.Client.Total();
        for (var value = 1; value <= 100; value++)
            await call.RequestStream.WriteAsync(new Number { Value = value });
        await call.RequestStream.CompleteAsync();

        Assert.Equal(new Sum { Value = 5050 }, await call);
    }

    [Fact]
    public async Task One_request_gives_a_stream_of_responses_in_order()
    {
        await using var server = await CounterServer.StartAsync();

        using var call = server.Client.Count(new Number { Value = 100 });
        var values = new List<int>();
        await foreach (var number in call.ResponseStream.ReadAllAsync())
            values.Add(number.Value);

        Assert.Equal(Enumerable.Range(1, 100), values);
    }

    [Fact]
    public async Task A_duplex_call_answers_each_request_before_the_next_is_sent()
    {
        await using var server = await CounterServer.StartAsync();

        using var call = server.Client.Double();
        foreach (var value in new[] { 1, 20, 300 })
        {
            await call.RequestStream.WriteAsync(new Number { Value = value });
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(2 * value, call.ResponseStream.Current.Value);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Theory]
    [InlineData(StatusCode.Aborted)]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.Unauthenticated)]
    public async Task What_a_server_throws_reaches_the_client_with_status_detail_and_trailers(StatusCode status)
    {
        await using var server = await CounterServer.StartAsync();

        var refusal = new Refusal { Status = (int)status, Detail = "Lease 7 is stale: 8 holds it.", Reason = ByteString.CopyFrom(0, 255, 10) };
        var error = await Assert.ThrowsAsync<RpcException>(async () => await server.Client.FailAsync(refusal));

        Assert.Equal(status, error.StatusCode);
        Assert.Equal("Lease 7 is stale: 8 holds it.", error.Status.Detail);
        Assert.Equal([0, 255, 10], error.Trailers.GetValueBytes("x-reason-bin"));
        Assert.Equal("told", error.Trailers.GetValue("X-Reason"));
    }

    [Fact]
    public async Task A_deadline_ends_the_call_on_both_sides()
    {
        await using var server = await CounterServer.StartAsync();
        var deadline = DateTime.UtcNow.AddMilliseconds(300);

        var error = await Assert.ThrowsAsync<RpcException>(async () => await server.Client.WaitAsync(new Number(), deadline: deadline));

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.InRange(await server.Seen.Started.Reader.ReadAsync(), deadline.AddSeconds(-1), deadline.AddSeconds(1));
        Assert.Equal("/standins.v1.Counter/Wait", await server.Seen.Cancelled.Reader.ReadAsync());
    }

    [Fact]
    public async Task Cancelling_reaches_the_server()
    {
        await using var server = await CounterServer.StartAsync();
        using var cancel = new CancellationTokenSource();

        var call = server.Client.WaitAsync(new Number(), cancellationToken: cancel.Token);
        Assert.Equal(DateTime.MaxValue, await server.Seen.Started.Reader.ReadAsync());
        await cancel.CancelAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        Assert.Equal("/standins.v1.Counter/Wait", await server.Seen.Cancelled.Reader.ReadAsync());
    }

    [Fact]
    public async Task A_client_can_name_another_host_in_its_calls()
    {
        await using var server = await CounterServer.StartAsync();
        var hosts = new Hosts();
        var client = new Counter.CounterClient(server.Channel.Intercept(hosts));

        await client.AddAsync(new Numbers());
        await client.WithHost("counter.example").AddAsync(new Numbers());

        // What a channel does with the name is its own affair; .NET's ignores it.
        Assert.Equal([null, "counter.example"], hosts.Named);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        Uri address;
        await using (var server = await CounterServer.StartAsync())
            address = server.Address;

        using var channel = global::Grpc.Net.Client.GrpcChannel.ForAddress(address);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await new Counter.CounterClient(channel).AddAsync(new Numbers()));
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
    }

    private sealed class Hosts : Interceptor
    {
        public List<string?> Named { get; } = [];

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            Named.Add(context.Host);
            return continuation(request, context);
        }
    }
}
