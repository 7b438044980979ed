using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Agents;
using Workforce.Core.Data;
using Workforce.Core.People;
using Workforce.Core.People.Skills;
using Workforce.Jobs;

namespace Workforce.Workers.Agents.People;

/// <summary>Compares what employees can do with what their positions expect. No model: one statement over the whole company.</summary>
internal sealed class GapAnalyzer(WorkforceDbContext db, Announcer announcer) : IAgent
{
    public static AgentCard Card { get; } = new(
        "gap_analyzer", "Gap Analyzer", "people", "skill_dev",
        "Finds, for every employee, the skills that their position expects and that they lack or have below the expected level, and keeps since when.")
    {
        Cron = "0 5 * * *",
        Events = ["people.employee_skill", "people.expectation", "people.employee"],
        RunsAfter = ["role_mapper"],
        DailyTokens = 0,
        DailyUsd = 0,
    };

    public async Task<AgentSummary> RunAsync(AgentRun run, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var changes = await GapAnalysis.RunAsync((NpgsqlConnection)db.Database.GetDbConnection(), run.TenantId, run.Now, ct);
        await transaction.CommitAsync(ct);
        if (changes.Opened + changes.Changed + changes.Closed > 0)
        {
            announcer.Announce(run.TenantId, PeopleSubject.Name);
        }

        return new(
            changes is { Opened: 0, Changed: 0, Closed: 0 }
                ? $"{changes.Open} gaps, as before."
                : $"{changes.Open} gaps, {changes.Missing} of them missing skills: {changes.Opened} new, {changes.Changed} of another size, {changes.Closed} closed.",
            changes);
    }
}
