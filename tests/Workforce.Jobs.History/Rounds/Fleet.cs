using Workforce.Jobs.History.Servers;
using Workforce.Jobs.History.Worker;

namespace Workforce.Jobs.History.Rounds;

/// <summary>The places that worker processes run in, each with a network of its own.</summary>
internal sealed class Fleet(int server, string database, string folder) : IAsyncDisposable
{
    private readonly List<(Network Network, WorkerProcess Process)> places = [];
    private int started;

    public async Task StartAsync(int processes, CancellationToken ct)
    {
        for (var place = 0; place < processes; place++)
        {
            var network = new Network(server);
            places.Add((network, Worker(place, network)));
        }
        foreach (var (_, process) in places)
            await process.ReadyAsync(ct);
    }

    public Network NetworkOf(int place) => places[place].Network;

    public WorkerProcess this[int place] => places[place].Process;

    /// <summary>Another process in the place of one that is gone.</summary>
    public async Task ReplaceAsync(int place, CancellationToken ct)
    {
        var gone = places[place].Process;
        places[place] = (places[place].Network, Worker(place, places[place].Network));
        await gone.DisposeAsync();
        await places[place].Process.ReadyAsync(ct);
    }

    public Task StopAsync() => Task.WhenAll(places.Select(place => place.Process.StopAsync()));

    public async ValueTask DisposeAsync()
    {
        foreach (var (network, process) in places)
        {
            await process.DisposeAsync();
            await network.DisposeAsync();
        }
    }

    private WorkerProcess Worker(int place, Network network)
    {
        var name = $"w{place}.{Interlocked.Increment(ref started)}";
        return new(new(WorkerSettings.ConnectionOf(network.Port, database, "workforce_engine", name), name, folder));
    }
}
