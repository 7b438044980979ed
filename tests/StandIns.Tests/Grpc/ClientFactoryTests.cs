using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.ClientFactory;

namespace StandIns.Tests.Grpc;

public sealed class ClientFactoryTests
{
    [Fact]
    public async Task A_registered_client_is_injected_with_its_address_and_credentials()
    {
        await using var server = await CounterServer.StartAsync();
        var services = new ServiceCollection();
        services.AddGrpcClient<Counter.CounterClient>(options => options.Address = server.Address)
            .AddCallCredentials((_, metadata) =>
            {
                metadata.Add("x-caller", "a worker");
                return Task.CompletedTask;
            })
            .ConfigureChannel(channel => channel.UnsafeUseInsecureChannelCallCredentials = true);
        await using var provider = services.BuildServiceProvider();

        var sum = await provider.GetRequiredService<Counter.CounterClient>().AddAsync(new Numbers { Values = { 1 } });

        Assert.Equal(new Sum { Value = 1, Caller = "a worker" }, sum);
    }

    [Fact]
    public async Task Interceptors_of_a_client_and_of_a_server_see_every_call()
    {
        await using var server = await CounterServer.StartAsync(services =>
        {
            services.AddSingleton<Tally>();
            services.AddGrpc(options => options.Interceptors.Add<Tally>());
        });
        var services = new ServiceCollection();
        services.AddSingleton<Tally>();
        services.AddGrpcClient<Counter.CounterClient>(options => options.Address = server.Address).AddInterceptor<Tally>();
        await using var provider = services.BuildServiceProvider();

        for (var call = 0; call < 3; call++)
            await provider.GetRequiredService<Counter.CounterClient>().AddAsync(new Numbers());

        Assert.Equal(["/standins.v1.Counter/Add", "/standins.v1.Counter/Add", "/standins.v1.Counter/Add"], provider.GetRequiredService<Tally>().Seen);
        Assert.Equal(["/standins.v1.Counter/Add", "/standins.v1.Counter/Add", "/standins.v1.Counter/Add"], server.Services.GetRequiredService<Tally>().Seen);
    }

    [Fact]
    public async Task Two_clients_of_one_type_are_told_apart_by_name()
    {
        await using var first = await CounterServer.StartAsync();
        await using var second = await CounterServer.StartAsync();
        var services = new ServiceCollection();
        services.AddGrpcClient<Counter.CounterClient>("first", options => options.Address = first.Address);
        services.AddGrpcClient<Counter.CounterClient>("second", options => options.Address = second.Address);
        await using var provider = services.BuildServiceProvider();
        var factory = provider.GetRequiredService<GrpcClientFactory>();
        await first.DisposeAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await factory.CreateClient<Counter.CounterClient>("first").AddAsync(new Numbers()));
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Equal(new Sum(), await factory.CreateClient<Counter.CounterClient>("second").AddAsync(new Numbers()));
    }

    [Fact]
    public void A_client_without_an_address_says_which_one_it_is()
    {
        var services = new ServiceCollection();
        services.AddGrpcClient<Counter.CounterClient>();
        using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<Counter.CounterClient>);

        Assert.Contains("CounterClient", error.Message, StringComparison.Ordinal);
    }

    private sealed class Tally : Interceptor
    {
        public List<string> Seen { get; } = [];

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            Seen.Add(context.Method.FullName);
            return continuation(request, context);
        }

        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            Seen.Add(context.Method);
            return continuation(request, context);
        }
    }
}
