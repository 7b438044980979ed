using System.Diagnostics;
using Workforce.Testing;

namespace Workforce.Jobs.Tests;

/// <summary>The sample that the README begins with does what it says, on a database that is empty and on one that is not.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task Each_run_charges_and_ships_its_two_orders_once()
    {
        await using var database = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
        for (var run = 1; run <= 2; run++)
        {
            var (code, lines) = await RunAsync(database.OwnerConnectionString);

            Assert.Equal(0, code);
            Assert.Equal(
                [
                    ("shop.charge  completed", 2), ("shop.charge  enqueued", 2), ("shop.charge  progress   asking the bank", 4), ("shop.charge  retrying   the bank does not answer", 2), ("shop.charge  started", 4),
                    ("shop.ship    completed", 2), ("shop.ship    enqueued", 2), ("shop.ship    started", 2),
                ],
                lines.CountBy(line => line).Select(line => (line.Key, line.Value)).OrderBy(line => line.Key, StringComparer.Ordinal));
            await using var count = database.Owner.CreateCommand("select (select count(*) from shop.charge) || ' ' || (select count(*) from jobs.job_history where state = 'completed') || ' ' || (select count(*) from jobs.job)");
            Assert.Equal($"{2 * run} {4 * run} 0", await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));
            // Orders are numbered by the second.
            await using var earlier = database.Owner.CreateCommand("update shop.charge set number = -number where number > 0");
            await earlier.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Without_a_database_it_says_how_it_is_called()
    {
        var (code, lines) = await RunAsync();
        Assert.Equal((2, 0), (code, lines.Length));
    }

    private static async Task<(int Code, string[] Lines)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Workforce.Jobs.Sample.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage(await error);
        return (process.ExitCode, (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
