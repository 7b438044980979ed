using System.Text.Json;
using Workforce.Jobs.History.Checking;
using Workforce.Jobs.History.Planning;
using Workforce.Jobs.History.Recording;
using Workforce.Jobs.History.Servers;

namespace Workforce.Jobs.History.Rounds;

/// <summary>One round after the other, each with the next seed, until the time is up.</summary>
internal static class RoundsProgram
{
    /// <returns>0: no rule was broken; 1: one was.</returns>
    public static async Task<int> RunAsync(RoundsSettings settings, TextWriter output, CancellationToken ct)
    {
        await using var server = new PostgresServer(Round.ServerSetting);
        await server.StartAsync();
        var start = TimeProvider.System.GetTimestamp();
        var (done, operations, faults, claims, broken) = (0, 0, 0, 0, 0);
        for (var round = 0; round == 0 || (settings.Rounds is { } most ? round < most : TimeProvider.System.GetElapsedTime(start) < settings.For); round++)
        {
            var plan = Plan.Of(settings.Seed + round, settings.RoundFor, settings.Processes);
            var folder = Directory.CreateTempSubdirectory("workforce-history-").FullName;
            var recorded = await Round.RunAsync(server, plan, folder, ct);
            var violations = Checker.Check(recorded);
            await output.WriteLineAsync(Summary(round + 1, plan, recorded, violations));
            (done, operations, faults) = (done + 1, operations + recorded.Calls.Count, faults + plan.Faults.Count);
            claims += recorded.Moves.Count(move => move.Claims);
            if (violations.Count > 0)
            {
                broken += violations.Count;
                await TellAsync(settings, plan, recorded, violations, folder, output);
            }
            else
                Directory.Delete(folder, recursive: true);
        }
        await output.WriteLineAsync($"{done} rounds: {operations} operations, {faults} faults, {claims} claims, {broken} violations");
        return broken > 0 ? 1 : 0;
    }

    public static string Summary(int round, Plan plan, Recorded recorded, IReadOnlyList<Violation> violations)
    {
        var faults = string.Join(", ", plan.Faults.GroupBy(fault => fault.Fault).OrderBy(kind => kind.Key).Select(kind => $"{Name(kind.Key)} {kind.Count()}"));
        return $"round {round} seed {plan.Seed}: {recorded.Calls.Count} operations ({recorded.Calls.Count(call => call.Answer == Answer.Unknown)} without an answer), {plan.Faults.Count} faults ({faults}), "
            + $"{recorded.Moves.Count(move => move.Claims)} claims, {recorded.Moves.Count(move => move.EndsLease && move.To?.State == "completed")} completions, {violations.Count} violations; {Seconds(recorded):0} s";
    }

    private static async Task TellAsync(RoundsSettings settings, Plan plan, Recorded recorded, IReadOnlyList<Violation> violations, string folder, TextWriter output)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "recorded.json"), JsonSerializer.Serialize(recorded));
        foreach (var rule in violations.GroupBy(violation => violation.Rule))
        {
            await output.WriteLineAsync($"\n{rule.Key}: {rule.Count()} violations, e.g.\n  {rule.First().JobId}: {rule.First().Text}");
            foreach (var line in Excerpt.Of(recorded, rule.First()))
                await output.WriteLineAsync($"    {line}");
        }
        await output.WriteLineAsync($"\nThe same plan again: --seed {plan.Seed} --rounds 1 --round-seconds {settings.RoundFor.TotalSeconds} --processes {plan.Processes}. What the processes said and all that was recorded is in {folder}.");
    }

    private static double Seconds(Recorded recorded) => recorded.Moves.Count == 0 ? 0 : (recorded.Moves.Max(move => move.Committed) - recorded.Moves.Min(move => move.Committed)) / 1e6;

    private static string Name(Fault fault) => fault switch
    {
        Fault.ClockStep => "clock step",
        Fault.RestartFast => "fast restart",
        Fault.RestartImmediate => "crash restart",
        _ => fault.ToString().ToLowerInvariant(),
    };
}

/// <param name="Seed">Of the first round; each further one has the next.</param>
/// <param name="For">No round begins after this time.</param>
/// <param name="Rounds">Instead of a time.</param>
/// <param name="RoundFor">How long a round's operations and faults go on; its end takes some seconds more.</param>
internal sealed record RoundsSettings(int Seed, TimeSpan For, int? Rounds, TimeSpan RoundFor, int Processes);
