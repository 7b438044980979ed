using System.Diagnostics;

namespace Workforce.AppHost.Tests.Processes;

/// <summary>What ./run and ./test say before they build or start anything.</summary>
public sealed class RunScriptTests
{
    private static readonly string Root = Find(AppContext.BaseDirectory);

    [Theory]
    [InlineData("run", "./run [--data FOLDER] statement FILE...")]
    [InlineData("run", "has not been run")]
    [InlineData("test", "./test [FILTER]")]
    public async Task Help_says_how_it_is_used_and_what_was_verified(string script, string part)
    {
        var (exitCode, output, error) = await RunAsync(script, "--help");
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains(part, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "--wrong", "Unknown: --wrong")]
    [InlineData("run", "statement", "statement needs at least one file.")]
    [InlineData("run", "--data", "--data needs a folder.")]
    [InlineData("run", "statement a.ofx --data", "--data needs a folder.")]
    [InlineData("run", "-- a.ofx", "Unknown: a.ofx")]
    [InlineData("test", "--wrong", "Unknown: --wrong. ./test --help says how.")]
    public async Task A_wrong_command_line_ends_with_1_and_says_what_is_wrong(string script, string arguments, string expected)
    {
        var (exitCode, output, error) = await RunAsync(script, arguments.Split(' '));
        Assert.Equal((1, ""), (exitCode, output));
        Assert.EndsWith(expected, error.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_on_the_same_data_folder_says_so_and_ends_with_1()
    {
        using var data = new TemporaryData();
        await using var host = SampleHost.Start(data.Path);
        await host.ReadyAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(data.File("endpoints.json"), """{"api":"http://127.0.0.1:1","web":"http://127.0.0.1:2"}""", TestContext.Current.CancellationToken);

        var (exitCode, output, error) = await RunAsync("run", "--data", data.Path);
        Assert.Equal((1, "", $"It is running already with the data folder {data.Path}, at http://127.0.0.1:2. Stop it first (Ctrl-C there), or name another folder: --data FOLDER\n"), (exitCode, output, error));
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string script, params string[] arguments)
    {
        // From another folder, as people do.
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Root, script), arguments) { WorkingDirectory = "/", RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    private static string Find(string from)
    {
        var folder = from;
        while (!File.Exists(Path.Combine(folder, "Workforce.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException($"There is no Workforce.sln above {from}.");
        }

        return folder;
    }
}
