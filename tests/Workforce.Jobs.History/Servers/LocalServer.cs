using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Workforce.Jobs.History.Servers;

/// <summary>A server of one's own, in a folder of its own, to be stopped and started.</summary>
internal abstract class LocalServer : IAsyncDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("workforce-jobs-").FullName;

    public int Port { get; } = FreePort();

    public abstract Task StartAsync();

    public abstract Task StopAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }

    protected static async Task<int> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        using var process = Process.Start(start)!;
        // pg_ctl hands its pipes on to the server, so only the program's own end is waited for, not that of its output.
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
