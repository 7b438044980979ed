using System.Diagnostics;
using System.Text.Json.Nodes;
using Workforce.Testing;

namespace Workforce.AppHost.Tests.WholeSystem;

/// <summary><c>./run statement</c> as a script uses it, against a running system.</summary>
public sealed class StatementCommandTests
{
    private static CancellationToken Patience => CancellationTokenSource.CreateLinkedTokenSource(
        TestContext.Current.CancellationToken, new CancellationTokenSource(TimeSpan.FromMinutes(5)).Token).Token;

    [Fact]
    public async Task Each_file_gives_one_line_of_JSON_and_what_goes_wrong_is_the_exit_code()
    {
        var ct = Patience;
        await using var system = await RunningSystem.StartAsync(ct);
        var ofx = Samples.FileOf("statements/checking-2026.ofx");
        var rubbish = Path.Combine(system.DataFolder, "rubbish.ofx");
        await File.WriteAllTextAsync(rubbish, "no bank wrote this", ct);
        var missing = Path.Combine(system.DataFolder, "missing.csv");

        var (exitCode, lines, progress) = await RunAsync(system, [ofx, rubbish, missing, "--json"], ct);
        Assert.Equal((1, 3), (exitCode, lines.Count));
        Assert.Equal([ofx, rubbish, missing], lines.Select(line => (string?)line["file"]));
        Assert.Equal(["completed", "rejected", "failed"], lines.Select(line => (string?)line["status"]));
        Assert.Equal((null, "No such file."), ((string?)lines[0]["error"], (string?)lines[2]["error"]));
        Assert.Contains("OFX", (string?)lines[1]["error"], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.All(["accounts", "transactions", "sum", "currency", "first", "last", "categorised", "recurring", "insights", "findings"], name => Assert.Null(line[name])));
        Assert.All(["prime", "byte", "tag", "crystal", "ledger"], employee => Assert.Contains(employee, progress, StringComparison.Ordinal));

        var (again, repeated, _) = await RunAsync(system, [ofx, "--json"], ct);
        Assert.Equal(0, again);
        lines[0].Remove("seconds");
        Assert.Single(repeated).Remove("seconds");
        Assert.Equal(lines[0].ToJsonString(), repeated[0].ToJsonString());
        var (table, told, _) = await TextAsync(system, [ofx], ct);
        Assert.Equal(0, table);
        Assert.Contains("checking-2026.ofx", told, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', told);
    }

    private static async Task<(int ExitCode, IReadOnlyList<JsonObject> Lines, string Progress)> RunAsync(RunningSystem system, string[] arguments, CancellationToken ct)
    {
        var (exitCode, output, error) = await TextAsync(system, arguments, ct);
        return (exitCode, [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())], error);
    }

    private static async Task<(int ExitCode, string Output, string Error)> TextAsync(RunningSystem system, string[] arguments, CancellationToken ct)
    {
        string[] words = [RunningSystem.Program("Workforce.Cli", "workforce.dll"), "statement", "--data", system.DataFolder, .. arguments];
        using var process = Process.Start(new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var error = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, await output, await error);
    }
}
