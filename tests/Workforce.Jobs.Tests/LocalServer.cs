using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Workforce.Jobs.Tests;

/// <summary>A server of the test's own, in a folder of its own, to be stopped and started.</summary>
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

internal sealed class PostgresServer : LocalServer
{
    // Debian keeps the programs of each version apart; elsewhere they are on the path.
    private static readonly string Programs = Directory.Exists("/usr/lib/postgresql")
        ? $"{Directory.GetDirectories("/usr/lib/postgresql").OrderBy(d => int.Parse(Path.GetFileName(d))).Last()}/bin/"
        : "";

    private string Data => Path.Combine(Folder, "data");

    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=postgres;Database=postgres";

    public override async Task StartAsync()
    {
        if (!Directory.Exists(Data))
        {
            if (Environment.IsPrivilegedProcess)
                await RunAsync("chown", "postgres", Folder);
            Assert.Equal(0, await AsPostgresAsync($"{Programs}initdb", "-D", Data, "-U", "postgres", "-A", "trust", "--no-sync"));
        }
        Assert.Equal(0, await CtlAsync("start"));
    }

    public Task RestartAsync() => CtlAsync("restart", "-m", "immediate");

    public override Task StopAsync() => CtlAsync("stop", "-m", "immediate");

    private Task<int> CtlAsync(params string[] what) => AsPostgresAsync(
        $"{Programs}pg_ctl", [.. what, "-w", "-D", Data, "-l", Path.Combine(Folder, "log"), "-o", $"-p {Port} -k {Folder} -c listen_addresses=127.0.0.1"]);

    // The server refuses to run as root.
    private static Task<int> AsPostgresAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("runuser", ["-u", "postgres", "--", program, .. arguments])
        : RunAsync(program, arguments);
}
