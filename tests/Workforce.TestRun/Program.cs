// Runs every test program on one Postgres and one Redis, started here where the environment names none, and adds up.
// Workforce.TestRun [FILTER]     FILTER: part of a test's full name
using Workforce.Testing;
using Workforce.TestRun;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

// tests/Workforce.TestRun/bin/Release/net10.0/: the same folder of the other projects holds what the same build made of them.
var here = AppContext.BaseDirectory.TrimEnd('/');
var tests = Path.GetFullPath("../../../..", here);
var buildFolder = Path.GetRelativePath(Path.Combine(tests, "Workforce.TestRun"), here);
var filter = args.FirstOrDefault();
await using var servers = new TestServers();
Environment.SetEnvironmentVariable("ConnectionStrings__postgres", await TestServers.PostgresAsync());
Environment.SetEnvironmentVariable("ConnectionStrings__redis", await TestServers.RedisAsync());
var results = new List<(string Name, Counts Counts, TimeSpan Took)>();
try
{
    foreach (var program in TestProgram.All(tests, buildFolder))
    {
        var since = TimeProvider.System.GetTimestamp();
        var counts = await program.RunAsync(filter, stop.Token);
        results.Add((program.Name, counts, TimeProvider.System.GetElapsedTime(since)));
    }
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped before the end.");
    return 130;
}

var all = results.Aggregate(Counts.None, (sum, result) => sum + result.Counts);
foreach (var failure in all.Failures)
{
    Console.WriteLine($"\nFAILED {failure}");
}

Console.WriteLine();
foreach (var (name, counts, took) in results.Where(result => filter is null || result.Counts.Run > 0))
{
    Console.WriteLine($"{(counts.Failed == 0 ? "ok    " : "FAILED")} {name,-36} {counts.Passed,5} passed {counts.Failed,4} failed {counts.Skipped,4} skipped {took.TotalSeconds,7:0.0} s");
}

Console.WriteLine($"{all.Passed} passed, {all.Failed} failed, {all.Skipped} skipped");
// Again by name alone: the end of a log is what most places show of it.
foreach (var failure in all.Failures)
{
    Console.WriteLine($"FAILED {failure.Split('\n')[0]}");
}

if (all.Run == 0)
{
    Console.Error.WriteLine(filter is null ? "No test was found." : $"No test's name contains '{filter}'.");
}

return all.Failed == 0 && all.Run > 0 ? 0 : 1;
