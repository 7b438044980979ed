using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Bench.Statements;

/// <summary><c>statements</c>: the whole product measured from outside, through its API.</summary>
internal static class StatementsCommand
{
    private static readonly Option<string> Data = new("--data") { Description = "Data folder of a running system (./run --data FOLDER).", Required = true };
    private static readonly Option<int> Files = new("--files") { Description = "Statements per run.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Accounts = new("--accounts") { Description = "Accounts they are of, a month of one of them each; a single statement is of a year.", DefaultValueFactory = _ => 20 };
    private static readonly Option<int> Lines = new("--lines") { Description = "Transactions per statement.", DefaultValueFactory = _ => 1000 };
    private static readonly Option<int> Senders = new("--senders") { Description = "Uploads at once.", DefaultValueFactory = _ => 8 };

    public static Command Create()
    {
        var command = new Command("statements", "Uploads OFX statements to a running system and measures from the first byte sent to the last notification job done.")
        {
            Data, Files, Accounts, Lines, Senders, Options.Runs, Options.Json,
        };
        command.SetAction(async (parsed, ct) =>
        {
            using var system = await RunningSystem.SignInAsync(parsed.GetRequiredValue(Data), ct);
            var (files, accounts, lines, senders, json) = (parsed.GetValue(Files), parsed.GetValue(Accounts), parsed.GetValue(Lines), parsed.GetValue(Senders), parsed.GetValue(Options.Json));
            var runs = parsed.GetValue(Options.Runs) ?? 5;
            var seconds = new List<double>();
            for (var run = 1; run <= runs; run++)
            {
                var load = double.Parse((await File.ReadAllTextAsync("/proc/loadavg", ct)).Split(' ')[0], CultureInfo.InvariantCulture);
                var took = await RunAsync(system, files, accounts, lines, senders, ct);
                seconds.Add(took);
                Console.WriteLine(json
                    ? JsonSerializer.Serialize(new { scenario = "statements", run, result = new { seconds = Math.Round(took, 3), per_second = Math.Round(files / took, 1) }, settings = new { files, accounts, lines, senders }, machine = new { load, cpus = Environment.ProcessorCount } })
                    : string.Create(CultureInfo.InvariantCulture, $"statements {run}/{runs}  {files} x {lines} lines  {took:0.000} s  {files / took:0.0}/s  (load {load:0.0})"));
            }

            if (!json && runs > 1)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"statements median  {Percentile.Median(seconds):0.000} s  {files / Percentile.Median(seconds):0.0}/s"));
            return 0;
        });
        return command;
    }

    private static async Task<double> RunAsync(RunningSystem system, int files, int accounts, int lines, int senders, CancellationToken ct)
    {
        var seed = Guid.NewGuid().ToString("N")[..10];
        var contents = Enumerable.Range(0, files).Select(file => files == 1
            ? Ofx.Write(seed, lines, new(2025, 1, 1), 365)
            : Ofx.Write($"{seed}{file % accounts:0000}", lines, new DateOnly(2020, 1, 1).AddMonths(file / accounts), 28)).ToArray();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var notified = await system.NotifiedAsync(stop.Token);
        var start = Clock.Now;
        var correlations = new Guid[files];
        await Parallel.ForAsync(0, files, new ParallelOptions { MaxDegreeOfParallelism = senders, CancellationToken = ct }, async (file, token) =>
            correlations[file] = await system.UploadAsync($"{seed}-{file}.ofx", contents[file], token));
        var left = correlations.ToHashSet();
        while (left.Count > 0)
            left.Remove(await notified.ReadAsync(ct));
        var took = (Clock.Now - start) / 1e9;
        await stop.CancelAsync();
        return took;
    }
}
