using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Workforce.Contracts.WorkerPool.V1;

namespace Workforce.Workers.Pool;

/// <summary>Serves the worker pool over gRPC, on an address of its own.</summary>
internal static class PoolSetup
{
    // A job's payload and result have up to 1 MiB each; what most clients take at most.
    private const int LargestMessage = 4 * 1024 * 1024;

    public static void AddWorkerPool(this WebApplicationBuilder builder)
    {
        var settings = PoolSettings.Of(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<PoolRates>();
        builder.Services.AddSingleton<PoolKeys>();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.Interceptors.Add<PoolGate>();
            (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (LargestMessage, LargestMessage);
        });
        builder.Services.AddGrpcReflection();
        builder.Services.AddGrpcHealthChecks(health =>
        {
            health.Services.Map(WorkerPool.Descriptor.FullName, _ => true);
            health.Services.Map(WorkerControl.Descriptor.FullName, _ => true);
        });
        if (settings.Address is { } address)
            Listen(builder, new Uri(address));
    }

    public static void MapWorkerPool(this WebApplication app)
    {
        app.MapGrpcService<WorkerPoolService>();
        app.MapGrpcService<WorkerControlService>();
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService();
    }

    // gRPC needs HTTP/2, which plain text cannot negotiate: that address speaks nothing else.
    private static void Listen(WebApplicationBuilder builder, Uri pool)
    {
        builder.WebHost.UseUrls([.. Others(builder.Configuration), pool.GetLeftPart(UriPartial.Authority)]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // A worker streams for days and may have more than a hundred calls open beside it.
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.ConfigureEndpointDefaults(endpoint =>
            {
                if (endpoint.IPEndPoint?.Port == pool.Port)
                    endpoint.Protocols = HttpProtocols.Http2;
            });
        });
    }

    /// <summary>Where this process listens besides, as the framework would decide it: what is said here replaces all of that.</summary>
    internal static string[] Others(IConfiguration configuration)
    {
        string[] Said(string key) => (configuration[key] ?? configuration[$"ASPNETCORE_{key}"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Said(WebHostDefaults.ServerUrlsKey) is [_, ..] urls ? urls
            : Said(WebHostDefaults.HttpPortsKey) is [_, ..] ports ? [.. ports.Select(port => $"http://*:{port}")]
            : ["http://localhost:5000"];
    }

    public static bool IsLoopback(IPAddress? address) => address is null || IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
