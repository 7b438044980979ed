using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Core.Notifications;
using Workforce.Jobs;
using Workforce.Jobs.Gates;

namespace Workforce.Core.Agents;

/// <summary>
/// The stop switch of a company. Its row is what everything asks: a run before it begins, a proposal before it is written, the supervisor
/// before it approves. Runs in work are cancelled, and approved proposals wait until the stop is lifted.
/// </summary>
public sealed class StopAgents(WorkforceDbContext db, JobClient jobs, GateClient gates, Tell tell, Announcer announcer, AuditTrail audit, TimeProvider time)
{
    public async Task<AgentStop> StopAsync(string reason, CancellationToken ct)
    {
        if (await db.AgentStops.SingleOrDefaultAsync(ct) is not { } stop)
        {
            stop = new AgentStop
            {
                TenantId = db.Tenant.Required,
                StoppedAt = time.GetUtcNow(),
                StoppedBy = db.Tenant.UserId ?? throw new InvalidOperationException("A stop is somebody's."),
                Reason = reason,
            };
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            db.Add(stop);
            audit.Record("agents.stop", "agents", null, new { reason });
            await db.SaveChangesAsync(ct);
            await tell.Async(AgentNews.Stopped(stop), ct);
            await transaction.CommitAsync(ct);
        }

        // From here on it holds: what follows must not be left half done because the caller went away.
        await gates.PauseAsync(Applying, null, "stop switch", reason, CancellationToken.None);
        await CancelRunningAsync(CancellationToken.None);
        announcer.Announce(stop.TenantId, AgentStates.Subject);
        return stop;
    }

    /// <returns>False: nothing was stopped.</returns>
    public async Task<bool> LiftAsync(CancellationToken ct)
    {
        if (await db.AgentStops.SingleOrDefaultAsync(ct) is not { } stop)
        {
            return false;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Remove(stop);
        audit.Record("agents.resume", "agents", null);
        await db.SaveChangesAsync(ct);
        // Whoever waits for events has missed some.
        var woken = await db.Database.SqlQuery<string>(
            $"select agent_id as \"Value\" from agents.agent where status = 'active' and event_triggers <> '{{}}' and agents.call(tenant_id, agent_id, 'event', 'stop lifted') order by agent_id").ToListAsync(ct);
        await transaction.CommitAsync(ct);
        foreach (var agent in woken)
        {
            jobs.Ring(AgentJobs.RunOf(agent).Queue);
        }

        await gates.ResumeAsync(Applying, CancellationToken.None);
        announcer.Announce(stop.TenantId, AgentStates.Subject);
        return true;
    }

    /// <summary>Cancels what runs although everything is stopped. The dispatcher calls it each minute, for a process that died while it stopped them.</summary>
    public async Task<int> CancelRunningAsync(CancellationToken ct)
    {
        var running = await db.Runs.Where(run => run.Status == RunStatus.Running).Select(run => run.Id).ToListAsync(ct);
        foreach (var run in running)
        {
            await jobs.CancelAsync(db.Tenant.Required, run, ct);
        }

        return running.Count;
    }

    private JobScope Applying => JobScope.Queue(AgentJobs.Apply.Queue, db.Tenant.Required);
}
