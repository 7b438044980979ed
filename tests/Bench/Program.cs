using System.CommandLine;
using Bench;
using Bench.Peer;
using Bench.Pool;
using Bench.Scenarios;
using Bench.Statements;

var root = new RootCommand("""
    Measures the job engine on a Postgres with its default durability. Producers and workers are processes of their own;
    the databases are made for the run and dropped after it. Without --json a line per run and the medians are printed.

      dotnet run -c Release --project tests/Bench -- drain --connection 'Host=127.0.0.1;Username=postgres' --runs 5
    """);
Scenario[] scenarios =
[
    Enqueue.Single, Enqueue.Bulk, Drain.Scenario, Drain.Limited, Drain.Backlog, Fairness.Scenario, HeldXmin.Scenario, PlainSql.Scenario,
    Latency.Scenario, Kill.Scenario, Startup.Scenario, Memory.Scenario, Idle.Scenario,
    PoolScenarios.Drain, PoolScenarios.Latency, PoolScenarios.Idle,
];
foreach (var scenario in scenarios)
    root.Add(scenario.Command());
root.Add(PeerCommand.Create());
root.Add(StatementsCommand.Create());
// Whoever is interrupted still has databases to drop and handlers to wait for.
return await root.Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
