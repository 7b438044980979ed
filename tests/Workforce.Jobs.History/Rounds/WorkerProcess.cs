using System.Diagnostics;
using System.Globalization;
using Workforce.Jobs.History.Worker;

namespace Workforce.Jobs.History.Rounds;

/// <summary>This program, started again as a worker.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;

    public WorkerProcess(WorkerSettings settings)
    {
        Name = settings.Name;
        var start = new ProcessStartInfo("dotnet", [typeof(WorkerProcess).Assembly.Location, "worker", "--connection", settings.Connection, "--name", settings.Name, "--folder", settings.Folder])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        process = Process.Start(start)!;
    }

    public string Name { get; }

    /// <summary>Its host runs; it may still be trying to reach Postgres.</summary>
    public async Task ReadyAsync(CancellationToken ct)
    {
        if (await process.StandardOutput.ReadLineAsync(ct) is var line && line != "ready")
            throw new InvalidOperationException($"Worker {Name} said '{line}' instead of 'ready'.");
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public Task PauseAsync() => SignalAsync("STOP");

    public Task ContinueAsync() => SignalAsync("CONT");

    /// <summary>SIGTERM, and what it does then.</summary>
    public async Task StopAsync()
    {
        await SignalAsync("TERM");
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    public Task StepClockAsync(TimeSpan by) => process.StandardInput.WriteLineAsync($"step {(long)by.TotalMilliseconds}");

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
