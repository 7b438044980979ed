using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Running;

/// <summary>A process that cannot outlive the app host; see supervise.sh for how.</summary>
internal sealed class SupervisedProcess
{
    private const int SigTerm = 15;
    private const int SigKill = 9;
    private static readonly string Script = ReadScript();

    private readonly Process supervisor;
    private readonly TimeSpan grace;

    private SupervisedProcess(Process supervisor, TimeSpan grace)
    {
        this.supervisor = supervisor;
        this.grace = grace;
        Exited = WaitAsync();
    }

    /// <summary>The exit code; 128 + n for a process that signal n ended.</summary>
    public Task<int> Exited { get; }

    /// <summary>The supervising shell's process id; the process itself is its only child.</summary>
    public int Id => supervisor.Id;

    /// <exception cref="DistributedApplicationException">The tools that start it are missing.</exception>
    public static async Task<SupervisedProcess> StartAsync(ProcessPlan plan, TimeSpan grace, Action<string> output)
    {
        var start = new ProcessStartInfo("setsid") { WorkingDirectory = plan.WorkingDirectory, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "setpriv", "--pdeathsig", "TERM",
            "sh", "-c", Script, "supervise",
            Environment.ProcessId.ToString(CultureInfo.InvariantCulture), plan.StopSignal, Math.Max(1, (int)grace.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            .. plan.Words,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in plan.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            var supervisor = await ProcessLauncher.StartAsync(start).ConfigureAwait(false);
            supervisor.OutputDataReceived += (_, line) => Pass(line.Data);
            supervisor.ErrorDataReceived += (_, line) => Pass(line.Data);
            supervisor.BeginOutputReadLine();
            supervisor.BeginErrorReadLine();
            return new SupervisedProcess(supervisor, grace);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new DistributedApplicationException($"Processes are started through setsid and setpriv (package util-linux), which could not be run in {plan.WorkingDirectory}: {exception.Message}", exception);
        }

        void Pass(string? line)
        {
            if (line is { Length: > 0 })
            {
                output(line);
            }
        }
    }

    /// <summary>Asks the process to end, gives it its time, then ends it.</summary>
    public async Task StopAsync()
    {
        Kill(supervisor.Id, SigTerm);
        // The shell enforces the grace time itself; this is for a shell that was stopped or hangs.
        var ended = await Task.WhenAny(Exited, Task.Delay(grace + TimeSpan.FromSeconds(5))).ConfigureAwait(false);
        if (ended != Exited)
        {
            Kill(supervisor.Id, SigKill);
            await Exited.ConfigureAwait(false);
        }
    }

    private async Task<int> WaitAsync()
    {
        await supervisor.WaitForExitAsync().ConfigureAwait(false);
        return supervisor.ExitCode;
    }

    private static string ReadScript()
    {
        using var reader = new StreamReader(typeof(SupervisedProcess).Assembly.GetManifestResourceStream("supervise.sh")!);
        // Its comments would be the longest part of every process listing.
        return string.Join('\n', reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && !line.TrimStart().StartsWith('#')));
    }

    private void Kill(int process, int signal)
    {
        if (!Exited.IsCompleted)
        {
            _ = SendSignal(process, signal);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
