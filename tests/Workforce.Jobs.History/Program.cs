// See docs/history-checker.md.
using System.CommandLine;
using Workforce.Jobs.History.Rounds;
using Workforce.Jobs.History.Worker;

static Option<T> Within<T>(Option<T> option, int least, int most)
{
    option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && (value < least || value > most))
            result.AddError($"{option.Name} is {value}; expected {least} to {most}.");
    });
    return option;
}

static Option<int> Number(string name, string description, int otherwise, int least, int most) =>
    Within(new Option<int>(name) { Description = description, DefaultValueFactory = _ => otherwise }, least, most);

var seconds = Number("--seconds", "No round begins after so many seconds.", 60, 1, 1_000_000);
var seed = Number("--seed", "Of the first round; each further round has the next.", 1, 0, 1_000_000_000);
var processes = Number("--processes", "Worker processes.", 3, 1, 16);
var roundSeconds = Number("--round-seconds", "How long the operations and faults of a round go on.", 20, 2, 3600);
var rounds = Within(new Option<int?>("--rounds") { Description = "So many rounds, instead of --seconds." }, 1, 1_000_000);
var root = new RootCommand("""
    Runs the job engine under random operations and faults on a Postgres of its own, records what happens and checks it.
    The same seed, round length and number of processes make the same operations and faults. It ends with 1 when a rule was
    broken, and says which, with what is known of the job; with 2 when the arguments are wrong.

      dotnet run -c Release --project tests/Workforce.Jobs.History -- --seconds 600 --seed 7
    """) { seconds, seed, processes, roundSeconds, rounds };
root.SetAction((read, ct) => RoundsProgram.RunAsync(
    new(read.GetValue(seed), TimeSpan.FromSeconds(read.GetValue(seconds)), read.GetValue(rounds), TimeSpan.FromSeconds(read.GetValue(roundSeconds)), read.GetValue(processes)), Console.Out, ct));

var (connection, name, folder) = (new Option<string>("--connection") { Required = true }, new Option<string>("--name") { Required = true }, new Option<string>("--folder") { Required = true });
var worker = new Command("worker", "One of the worker processes.") { Hidden = true };
worker.Add(connection);
worker.Add(name);
worker.Add(folder);
worker.SetAction((read, ct) => WorkerProgram.RunAsync(new(read.GetValue(connection)!, read.GetValue(name)!, read.GetValue(folder)!), ct));
root.Add(worker);
var parsed = root.Parse(args);
// Whoever is interrupted still has a server and processes to stop.
var code = await parsed.InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
return parsed.Errors.Count > 0 ? 2 : code;
