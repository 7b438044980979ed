using System.Diagnostics;

namespace Workforce.Jobs.Tests;

/// <summary>A worker as a process of its own, to be killed.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;

    private WorkerProcess(Process process) => this.process = process;

    /// <summary>Returns when it is registered.</summary>
    public static async Task<WorkerProcess> StartAsync(string connectionString, string name)
    {
        var worker = Start(connectionString, name);
        var line = await worker.process.StandardOutput.ReadLineAsync();
        return line == "ready" ? worker : throw new InvalidOperationException($"The worker said '{line}'.");
    }

    public static WorkerProcess Start(string connectionString, string name)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Workforce.Jobs.TestWorker.dll"), connectionString, name])
        {
            RedirectStandardOutput = true, RedirectStandardInput = true,
        };
        return new(Process.Start(start)!);
    }

    /// <summary>kill -9.</summary>
    public void Kill() => process.Kill();

    public Task ExitedAsync() => process.WaitForExitAsync();

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
