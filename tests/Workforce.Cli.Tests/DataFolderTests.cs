using System.Diagnostics;

namespace Workforce.Cli.Tests;

/// <summary>What the program says when the data folder is no running system's; it runs as people run it.</summary>
public sealed class DataFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cli-").FullName;

    [Fact]
    public async Task A_system_that_does_not_run_is_said_to_be_started_first()
    {
        var said = await RunAsync("statement", "march.ofx", "--data", folder);
        Assert.Equal((1, "", $"{folder}/endpoints.json is not there; the system is not running: start it with ./run."), said);
    }

    [Fact]
    public async Task A_file_that_was_half_written_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "endpoints.json"), """{"api":"http://127.0.0.1:1",""", TestContext.Current.CancellationToken);
        var (exitCode, output, error) = await RunAsync("statement", "march.ofx", "--data", folder);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith($"{folder}/endpoints.json cannot be read (", error, StringComparison.Ordinal);
        Assert.EndsWith("); the system is not running: start it with ./run.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_system_without_a_sign_in_is_said_to_have_none()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "endpoints.json"), """{"api":"http://127.0.0.1:1"}""", TestContext.Current.CancellationToken);
        var said = await RunAsync("statement", "march.ofx", "--data", folder);
        Assert.Equal((1, "", $"{folder}/sign-in.json is not there; the demo company has no sign-in yet: start the system with ./run."), said);
    }

    [Fact]
    public async Task An_API_that_is_gone_is_an_error_and_no_stack_trace()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "endpoints.json"), """{"api":"http://127.0.0.1:1"}""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "sign-in.json"), """{"email":"ada@juniper.example","password":"x"}""", TestContext.Current.CancellationToken);
        Assert.Equal((1, "", "Connection refused (127.0.0.1:1)"), await RunAsync("statement", "march.ofx", "--data", folder));
    }

    [Fact]
    public async Task No_file_at_all_is_a_wrong_command_line()
    {
        var (exitCode, _, error) = await RunAsync("statement", "--data", folder);
        Assert.Equal((1, "Required argument missing for command: 'statement'."), (exitCode, error));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        string[] words = [Path.Combine(AppContext.BaseDirectory, "workforce.dll"), .. arguments];
        using var process = Process.Start(new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, (await error).Trim());
    }
}
