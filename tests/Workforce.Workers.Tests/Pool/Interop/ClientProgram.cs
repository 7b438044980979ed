using System.Collections.Concurrent;
using System.Diagnostics;

namespace Workforce.Workers.Tests.Pool.Interop;

/// <summary>A program in another language that talks to the pool. It ends with the test, and what it said goes into the test's output.</summary>
internal sealed class ClientProgram : IAsyncDisposable
{
    /// <summary>Debian's, which has Debian's grpcio; another on the PATH has not.</summary>
    public const string Python = "/usr/bin/python3";

    private readonly Process process;
    private readonly ConcurrentQueue<string> errors = new();
    private readonly ITestOutputHelper? output = TestContext.Current.TestOutputHelper;

    private ClientProgram(Process process) => this.process = process;

    public int Id => process.Id;

    public string Errors => string.Join('\n', errors);

    public static string Repository { get; } = Root(AppContext.BaseDirectory);

    /// <param name="folder">Below the repository.</param>
    /// <param name="environment">Beside the test's own.</param>
    /// <param name="command">A program and its arguments.</param>
    public static ClientProgram Start(string folder, Dictionary<string, string>? environment, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Path.Combine(Repository, folder), RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (key, value) in environment ?? [])
            start.Environment[key] = value;
        var program = new ClientProgram(Process.Start(start)!);
        program.process.ErrorDataReceived += (_, line) => program.Heard(line.Data);
        program.process.BeginErrorReadLine();
        return program;
    }

    public async Task<string> AskAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        return await AnswerAsync();
    }

    public async Task<string> AnswerAsync()
    {
        using var limit = Limit();
        var line = await process.StandardOutput.ReadLineAsync(limit.Token);
        return line ?? throw new InvalidOperationException($"The program ended:\n{Errors}");
    }

    /// <summary>Until it ends: its exit code and what it printed.</summary>
    public async Task<(int Code, string Output)> EndAsync()
    {
        using var limit = Limit();
        var printed = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, printed);
    }

    /// <param name="signal">TERM, STOP, CONT; KILL leaves it no last word.</param>
    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Heard(string? line)
    {
        if (line is null)
            return;
        errors.Enqueue(line);
        output?.WriteLine(line);
    }

    private static CancellationTokenSource Limit()
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        return limit;
    }

    private static string Root(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "Workforce.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests do not run below the repository, so the clients' programs cannot be found.");
    }
}
