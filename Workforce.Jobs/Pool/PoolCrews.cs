using Microsoft.Extensions.Logging;
using Workforce.Jobs.Bells;
using Workforce.Jobs.Running;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Pool;

/// <summary>Workers that can do the same are one crew, made when the first comes and stopped when the last goes.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "Lives as long as the process; there is nothing unmanaged in what it holds.")]
internal sealed class PoolCrews(
    JobsDatabase database, Crews all, Presence presence, Settler settler, RunningAttempts running, Bell bell, JobsOptions options, TimeProvider time, ILogger<ClaimLoop> logger)
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<string, PoolCrew> crews = new(StringComparer.Ordinal);
    private bool stopped;

    public async Task AddAsync(PoolSeat seat)
    {
        await gate.WaitAsync();
        try
        {
            if (stopped)
                return;
            var able = new Abilities([.. seat.Hello.Kinds.Order(StringComparer.Ordinal)], [.. seat.Hello.Offers.Order(StringComparer.Ordinal)], seat.TenantId);
            var key = Key(able);
            if (!crews.TryGetValue(key, out var crew))
                crews[key] = crew = Make(able);
            seat.Crew = crew;
            crew.Add(seat);
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task RemoveAsync(PoolSeat seat)
    {
        await gate.WaitAsync();
        try
        {
            if (seat.Crew is not { } crew)
                return;
            crew.Remove(seat);
            if (crew.Seats.IsEmpty && crews.Remove(Key(crew.Claims.Crew.Able)))
                await EndAsync(crew);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Nothing more is claimed.</summary>
    public async Task StopAsync()
    {
        await gate.WaitAsync();
        try
        {
            stopped = true;
            foreach (var crew in crews.Values)
                await EndAsync(crew);
            crews.Clear();
        }
        finally
        {
            gate.Release();
        }
    }

    private PoolCrew Make(Abilities able)
    {
        PoolCrew? made = null;
        var pace = new Pace();
        var crew = new Crew(able, new Inbox(settler, pace, time), pace, () => made?.Slots ?? 0);
        var claims = new ClaimLoop(database, crew, presence, running, bell, options, time, logger);
        all.Add(claims);
        return made = new(crew, claims);
    }

    private async Task EndAsync(PoolCrew crew)
    {
        await crew.StopAsync();
        all.Remove(crew.Claims);
    }

    private static string Key(Abilities able) => $"{able.TenantId:N} {string.Join(',', able.Kinds)} {string.Join('\n', able.Offers)}";
}
