using System.Net;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Workforce.Testing;

namespace StandIns.Tests.Grpc;

/// <summary>A real server on a free port of this machine, speaking HTTP/2 without TLS.</summary>
public sealed class CounterServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private CounterServer(WebApplication app)
    {
        this.app = app;
        Address = new Uri(app.Urls.Single());
        Channel = GrpcChannel.ForAddress(Address);
    }

    public Uri Address { get; }

    public GrpcChannel Channel { get; }

    public Counter.CounterClient Client => new(Channel);

    public IServiceProvider Services => app.Services;

    public CallsSeen Seen => app.Services.GetRequiredService<CallsSeen>();

    public Task StopAsync() => app.StopAsync();

    /// <param name="services">Adds services.</param>
    /// <param name="map">Maps endpoints besides the counter's.</param>
    /// <param name="expectedError">Part of the errors that the test provokes.</param>
    public static async Task<CounterServer> StartAsync(Action<IServiceCollection>? services = null, Action<WebApplication>? map = null, string? expectedError = null)
    {
        var logs = new TestLogs();
        if (expectedError is not null)
            logs.Expect(expectedError);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<CallsSeen>();
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapGrpcService<CounterService>();
        map?.Invoke(app);
        await app.StartAsync();
        return new CounterServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await app.DisposeAsync();
    }
}
