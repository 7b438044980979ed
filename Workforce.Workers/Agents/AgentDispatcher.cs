using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Agents;
using Workforce.Core.Data;
using Workforce.Core.Proposals;
using Workforce.Jobs;
using Workforce.Jobs.Gates;

namespace Workforce.Workers.Agents;

/// <summary>
/// Each minute, for each company: every agent is registered, its schedule in the engine is as its registry row says, runs and proposals
/// that lost their job are ended, who could not be called is called again, and what nobody decided on in time expires. Every replica does it; doing it twice changes nothing.
/// </summary>
internal sealed partial class AgentDispatcher(Tenants tenants, GateClient gates, Announcer announcer, TimeProvider time, ILogger<AgentDispatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly HashSet<Guid> warmed = [];
    private bool limited;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                NotDispatched(problem);
            }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task RunOnceAsync(CancellationToken ct)
    {
        if (!limited)
        {
            foreach (var agent in AgentCatalog.Registered)
            {
                // Two runs of one agent would trip over each other's work.
                await gates.LimitAsync(JobLimit.Running(JobScope.Queue(agent.Card.Id), 1).ForEachTenant(), ct);
            }

            limited = true;
        }

        foreach (var tenant in await tenants.AllAsync(ct))
        {
            await tenants.AsAsync(tenant, services => DispatchAsync(tenant, services, ct));
        }
    }

    private async Task DispatchAsync(Guid tenant, IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<WorkforceDbContext>();
        var states = services.GetRequiredService<AgentStates>();
        var registered = await RegisterAgents.RunAsync(db, [.. AgentCatalog.Registered.Select(agent => agent.Card)], ct);
        await SetClocksAsync(db, services.GetRequiredService<AgentClock>(), ct);
        if (await db.AgentStops.AnyAsync(ct))
        {
            await services.GetRequiredService<StopAgents>().CancelRunningAsync(ct);
        }

        var runs = services.GetRequiredService<RunLog>();
        foreach (var missed in await runs.CallMissedAsync(ct))
        {
            CannotBeCalled(missed.AgentId, tenant, missed.Problem);
        }

        var orphans = await runs.EndOrphansAsync(ct);
        if (await TidyProposals.RunAsync(db, time.GetUtcNow(), ct) > 0)
        {
            announcer.Announce(tenant, Proposal.Subject);
        }

        if (warmed.Add(tenant) || registered > 0 || orphans.Count > 0)
        {
            await states.RebuildAsync(ct);
            announcer.Announce(tenant, AgentStates.Subject);
        }
    }

    private static async Task SetClocksAsync(WorkforceDbContext db, AgentClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var agent in await db.Agents.AsNoTracking().OrderBy(agent => agent.AgentId).ToListAsync(ct))
        {
            await clock.SetAsync(agent, (NpgsqlConnection)db.Database.GetDbConnection(), ct);
        }

        await transaction.CommitAsync(ct);
        clock.Ring();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Agent} of {Tenant} could not be called for what happened; trying again in a minute: {Problem}")]
    private partial void CannotBeCalled(string agent, Guid tenant, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agents were not looked after this time; trying again in a minute")]
    private partial void NotDispatched(Exception problem);
}
