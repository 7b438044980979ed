// See docs/history-checker.md.
using System.CommandLine;
using Workforce.Jobs.History.Rounds;
using Workforce.Jobs.History.Worker;

static Option<int> Number(string name, string description, int otherwise, int least, int most)
{
    var option = new Option<int>(name) { Description = $"{description} Default: {otherwise}.", DefaultValueFactory = _ => otherwise };
    option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && (value < least || value > most))
            result.AddError($"{name} is {value}; expected {least} to {most}.");
    });
    return option;
}

var seconds = Number("--seconds", "No round begins after so many seconds.", 60, 1, 1_000_000);
var seed = Number("--seed", "Of the first round; each further round has the next.", 1, 0, 1_000_000_000);
var processes = Number("--processes", "Worker processes.", 3, 1, 16);
var roundSeconds = Number("--round-seconds", "How long the operations and faults of a round go on.", 20, 2, 3600);
var rounds = new Option<int?>("--rounds") { Description = "So many rounds, instead of --seconds." };
var root = new RootCommand("""
    Runs the job engine under random operations and faults on a Postgres of its own, records what happens and checks it.
    The same seed, round length and number of processes make the same operations and faults. It ends with 1 when a rule was
    broken, and says which, with what is known of the job.

      dotnet run -c Release --project tests/Workforce.Jobs.History -- --seconds 600 --seed 7
    """) { seconds, seed, processes, roundSeconds, rounds };
root.SetAction((parsed, ct) => RoundsProgram.RunAsync(
    new(parsed.GetValue(seed), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(roundSeconds)), parsed.GetValue(processes)), Console.Out, ct));

var (connection, name, folder) = (new Option<string>("--connection") { Required = true }, new Option<string>("--name") { Required = true }, new Option<string>("--folder") { Required = true });
var worker = new Command("worker", "One of the worker processes.") { Hidden = true };
worker.Add(connection);
worker.Add(name);
worker.Add(folder);
worker.SetAction((parsed, ct) => WorkerProgram.RunAsync(new(parsed.GetValue(connection)!, parsed.GetValue(name)!, parsed.GetValue(folder)!), ct));
root.Add(worker);
// Whoever is interrupted still has a server and processes to stop.
return await root.Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
