using System.Threading.Channels;
using Workforce.Core.Agents;
using Workforce.Workers.Agents;

namespace Workforce.Workers.Tests.Agents;

/// <summary>An agent that goes on until it is woken or stopped.</summary>
internal sealed class Sleeper(SleeperBed bed) : IAgent
{
    public static AgentCard Card { get; } = new("sleeper", "Sleeper", "people", "engagement", "Sleeps.") { RunsAfter = ["supervisor"] };

    public async Task<AgentSummary> RunAsync(AgentRun run, CancellationToken ct)
    {
        bed.Asleep.Writer.TryWrite(run.RunId);
        await bed.Alarms.Reader.ReadAsync(ct);
        return new("Slept well.", new { Hours = 8 });
    }
}

/// <summary>Says who has fallen asleep, and wakes them.</summary>
internal sealed class SleeperBed
{
    public Channel<Guid> Asleep { get; } = Channel.CreateUnbounded<Guid>();

    public Channel<bool> Alarms { get; } = Channel.CreateUnbounded<bool>();
}
