using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Workforce.AppHost.Tests.Processes;

/// <summary>The sample app host as a process of its own, as a person at a terminal would start it.</summary>
internal sealed class SampleHost : IAsyncDisposable
{
    private readonly Process process;
    private readonly Lock gate = new();
    private readonly List<string> lines = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SampleHost(Process process, string mark)
    {
        this.process = process;
        Mark = mark;
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Mark { get; }

    public int Id => process.Id;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (gate)
            {
                return [.. lines];
            }
        }
    }

    public static SampleHost Start(string folder, params string[] settings) =>
        Start(Path.Combine(AppContext.BaseDirectory, "Sample.AppHost.dll"), folder, settings);

    /// <summary>Another app host in place of the sample, started the same way.</summary>
    public static SampleHost Start(string program, string folder, string[] settings)
    {
        var mark = Guid.NewGuid().ToString("N");
        var start = new ProcessStartInfo("env") { RedirectStandardOutput = true, RedirectStandardError = true };
        // A shell's background jobs ignore Ctrl-C, and so would what these tests start; env hands over its own process.
        // A setting that is given twice is what it is given last.
        foreach (var argument in (string[])["--default-signal=INT", "dotnet", program, $"--AppHost:DataFolder={folder}", "--AppHost:Parent=-1", "--DcpPublisher:RandomizePorts=true", .. settings])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[MarkedProcesses.Variable] = mark;
        // The servers that these tests' own run may have been given are not the sample's.
        foreach (var given in start.Environment.Keys.Where(name => name.StartsWith("ConnectionStrings__", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(given);
        }

        return new(Process.Start(start)!, mark);
    }

    /// <summary>The first line that holds a text.</summary>
    public async Task<string> LineAsync(string text, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (lines.Find(line => line.Contains(text, StringComparison.Ordinal)) is { } found)
                {
                    return found;
                }

                Assert.False(process.HasExited && lines.Count > 0 && lines[^1] == Ended, $"The app host ended without '{text}':\n{string.Join('\n', lines)}");
                next = changed.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    public Task ReadyAsync(CancellationToken cancellationToken) => LineAsync("Ready after", cancellationToken);

    public void Signal(PosixSignal signal) => _ = SendSignal(process.Id, signal switch
    {
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGTERM => 15,
        _ => throw new ArgumentOutOfRangeException(nameof(signal)),
    });

    public void Kill() => process.Kill();

    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        Assert.Empty(await MarkedProcesses.LeftAfterAsync(Mark, TimeSpan.FromSeconds(60)));
        process.Dispose();
    }

    private const string Ended = "(ended)";

    private void Add(string? line)
    {
        lock (gate)
        {
            lines.Add(line ?? Ended);
            changed.TrySetResult();
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
