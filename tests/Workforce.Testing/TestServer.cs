using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Workforce.Testing;

/// <summary>One server: the one the environment names, else one of its own, started as the product's app host would.</summary>
internal sealed class TestServer(string name, Func<IDistributedApplicationBuilder, string, IResourceBuilder<IResourceWithConnectionString>> add) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private Task<string>? connectionString;
    private DistributedApplication? application;
    private string? folder;

    public Task<string> ConnectionStringAsync()
    {
        lock (gate)
        {
            return connectionString ??= Environment.GetEnvironmentVariable($"ConnectionStrings__{name}") is { Length: > 0 } named ? Task.FromResult(named) : StartAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (application is not null)
        {
            await application.StopAsync();
            await application.DisposeAsync();
            Directory.Delete(folder!, recursive: true);
        }
    }

    private async Task<string> StartAsync()
    {
        folder = Directory.CreateTempSubdirectory("workforce-test-").FullName;
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            AssemblyName = typeof(TestServer).Assembly.GetName().Name,
            Args = ["--DcpPublisher:RandomizePorts=true", $"--AppHost:DataFolder={folder}"],
            DisableDashboard = true,
        });
        // What the server says belongs to no test; should it not start, the exception below says why.
        builder.Services.AddLogging(logging => logging.ClearProviders());
        var server = add(builder, name);
        application = builder.Build();
        using var patience = new CancellationTokenSource(Patience);
        await application.StartAsync(patience.Token);
        await application.ResourceNotifications.WaitForResourceHealthyAsync(name, patience.Token);
        return await server.Resource.GetConnectionStringAsync(patience.Token)
            ?? throw new InvalidOperationException($"{name} runs, but has no connection string.");
    }
}
