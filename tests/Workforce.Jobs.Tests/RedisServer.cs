using System.Diagnostics;
using Workforce.Jobs.History.Servers;

namespace Workforce.Jobs.Tests;

internal sealed class RedisServer : LocalServer
{
    private Process? process;

    public override async Task StartAsync()
    {
        process = Process.Start(new ProcessStartInfo("redis-server", ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--dir", Folder]) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains("Ready to accept connections", StringComparison.Ordinal))
        {
            // Until it says so.
        }
    }

    /// <summary>At once, as a crash would.</summary>
    public override async Task StopAsync()
    {
        if (process is null)
            return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }
}
