using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>The data folder of a test's application; gone with it.</summary>
internal sealed class TemporaryFolder : IHostedService, IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("apphost-").FullName;

    /// <summary>Settings that a test's own arguments, which come first, do not give otherwise.</summary>
    public void Adjust(DistributedApplicationOptions options)
    {
        var given = options.Args ?? [];
        string[] otherwise =
        [
            "--environment=Development",
            "--DcpPublisher:RandomizePorts=true",
            $"--AppHost:DataFolder={Path}",
            "--AppHost:Parent=-1",
        ];
        options.Args = [.. given, .. otherwise.Where(setting => !given.Any(argument => argument.StartsWith(setting.Split('=')[0] + "=", StringComparison.OrdinalIgnoreCase)))];
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
