using Workforce.Jobs.History.Checking;
using Workforce.Jobs.History.Planning;
using Workforce.Jobs.History.Rounds;
using Workforce.Jobs.History.Servers;

namespace Workforce.Jobs.Tests.History;

/// <summary>A short round; docs/history-checker.md says how to have long ones.</summary>
[Collection(nameof(Measured))]
public sealed class RoundTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Worker_processes_that_are_killed_paused_cut_off_and_set_wrong_break_no_rule()
    {
        var plan = Plan.Of(seed: 21, TimeSpan.FromSeconds(12), processes: 3);
        await using var server = new PostgresServer(Round.ServerSetting);
        await server.StartAsync();
        var folder = Directory.CreateTempSubdirectory("workforce-history-").FullName;

        var recorded = await Round.RunAsync(server, plan, folder, TestContext.Current.CancellationToken);

        var violations = Checker.Check(recorded);
        output.WriteLine(RoundsProgram.Summary(1, plan, recorded, violations));
        foreach (var violation in violations)
            output.WriteLine($"{violation.Rule}: {violation.Text}\n  {string.Join("\n  ", Excerpt.Of(recorded, violation))}");
        Assert.Empty(violations);
        Assert.Equal(Enum.GetValues<Fault>(), recorded.Strikes.Select(strike => strike.Fault.Fault).Distinct().Order());
        Assert.InRange(recorded.Runs.Count, 100, int.MaxValue);
        Directory.Delete(folder, recursive: true);
    }
}
