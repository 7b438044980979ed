using System.Diagnostics;
using System.Text.Json;
using Workforce.Testing;

namespace Workforce.Jobs.Tests;

/// <summary>The bench itself, at a size that says nothing about speed.</summary>
public sealed class BenchTests
{
    [Theory]
    [InlineData("drain", "jobs", 300, "--jobs", "300", "--processes", "2")]
    [InlineData("latency", "jobs", 5, "--jobs", "5")]
    public async Task A_scenario_measures_all_its_jobs_and_prints_one_object_per_run(string scenario, string figure, int expected, params string[] arguments)
    {
        var server = await TestServers.PostgresAsync();
        var (code, lines) = await RunAsync([scenario, "--json", "--runs", "1", "--connection", server, .. arguments]);

        using var run = JsonDocument.Parse(Assert.Single(lines));
        Assert.Equal(0, code);
        Assert.Equal((scenario, 1), (run.RootElement.GetProperty("scenario").GetString(), run.RootElement.GetProperty("run").GetInt32()));
        Assert.Equal(expected, run.RootElement.GetProperty("result").GetProperty(figure).GetInt32());
        Assert.Contains(run.RootElement.GetProperty("machine").GetProperty("postgres").GetProperty("fsync").GetString(), (string[])["on", "off"]);
    }

    [Fact]
    public async Task A_peer_speaks_the_contract_of_the_harness()
    {
        await using var database = await TestDatabase.CreateAsync();
        async Task<string> PeerAsync(params string[] arguments)
        {
            var (code, lines) = await RunAsync(["peer", .. arguments, "--connection", database.OwnerConnectionString]);
            Assert.Equal(0, code);
            return Assert.Single(lines);
        }

        Assert.Equal("""{"ev":"result"}""", await PeerAsync("install"));
        Assert.StartsWith("""{"ev":"result","n":25,"secs":""", await PeerAsync("bulk", "25", "100"), StringComparison.Ordinal);
        Assert.Equal("""{"ev":"pending","n":25}""", await PeerAsync("pending"));
        await using var command = database.Owner.CreateCommand("select min(payload::text), max(payload::text), count(distinct payload::text) from jobs.job");
        await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await row.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("""{"i":100}""", """{"i":124}""", 25L), (row.GetString(0), row.GetString(1), row.GetInt64(2)));
    }

    private static async Task<(int Code, List<string> Lines)> RunAsync(params string[] arguments)
    {
        using var bench = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Bench.dll"), .. arguments]) { RedirectStandardOutput = true })!;
        var lines = new List<string>();
        while (await bench.StandardOutput.ReadLineAsync() is { } line)
            lines.Add(line);
        await bench.WaitForExitAsync();
        return (bench.ExitCode, lines);
    }
}
