using System.Collections.Concurrent;
using Workforce.Jobs.History.Planning;
using Workforce.Jobs.History.Recording;
using Workforce.Jobs.History.Servers;

namespace Workforce.Jobs.History.Rounds;

/// <summary>Breaks things as planned, and mends them.</summary>
internal sealed class Nemesis(PostgresServer server, Fleet fleet, Network clients, TimeProvider time)
{
    private readonly ConcurrentBag<Strike> strikes = [];

    public IReadOnlyList<Strike> Strikes => [.. strikes.OrderBy(strike => strike.From)];

    /// <summary>Ends when the last fault is over.</summary>
    public Task RunAsync(IReadOnlyList<PlannedFault> faults, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        // One after the other where they strike the same: a process takes its time to start.
        return Task.WhenAll(faults.GroupBy(fault => fault.Fault is Fault.RestartFast or Fault.RestartImmediate ? (int?)null : fault.Process).Select(async same =>
        {
            foreach (var fault in same)
            {
                if (fault.At - time.GetElapsedTime(start) is var wait && wait > TimeSpan.Zero)
                    await Task.Delay(wait, time, ct);
                var from = MachineClock.Now;
                await StrikeAsync(fault, ct);
                strikes.Add(new(fault, from, MachineClock.Now));
            }
        }));
    }

    private async Task StrikeAsync(PlannedFault fault, CancellationToken ct)
    {
        var network = fault.Process == PlannedFault.Clients ? clients : fleet.NetworkOf(fault.Process);
        switch (fault.Fault)
        {
            case Fault.Kill:
                await fleet[fault.Process].KillAsync();
                await Task.Delay(fault.For, time, ct);
                await fleet.ReplaceAsync(fault.Process, ct);
                break;
            case Fault.Stop:
                await fleet[fault.Process].StopAsync();
                await Task.Delay(fault.For, time, ct);
                await fleet.ReplaceAsync(fault.Process, ct);
                break;
            case Fault.Pause:
                await fleet[fault.Process].PauseAsync();
                await Task.Delay(fault.For, time, ct);
                await fleet[fault.Process].ContinueAsync();
                break;
            case Fault.Cut:
                network.Cut();
                await Task.Delay(fault.For, time, ct);
                network.Heal();
                break;
            case Fault.Hang:
                network.Hang();
                await Task.Delay(fault.For, time, ct);
                network.Heal();
                break;
            case Fault.ClockStep:
                await fleet[fault.Process].StepClockAsync(fault.Step);
                break;
            case Fault.RestartFast:
                await server.RestartAsync("fast");
                break;
            case Fault.RestartImmediate:
                await server.RestartAsync();
                break;
        }
    }
}
