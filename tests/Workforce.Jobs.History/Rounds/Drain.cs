using Npgsql;
using Workforce.Jobs.History.Planning;
using Workforce.Jobs.History.Recording;

namespace Workforce.Jobs.History.Rounds;

/// <summary>Nothing is broken any more and nothing new comes: lets all jobs come to their end.</summary>
internal static class Drain
{
    // Far more than they need, even where other programs want the machine: what is left then will not go by itself.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const string Left = """
        select count(*)::int, array_agg(payload ->> 'number') filter (where state = 'waiting'), array_agg(tenant_id) filter (where state = 'waiting'), array_agg(id) filter (where state = 'waiting') from jobs.job
        """;

    public static async Task RunAsync(NpgsqlDataSource owner, Clients clients, Plan plan, CancellationToken ct)
    {
        // Far from any limit: what is waited for here is the end, not a turn.
        foreach (var limit in plan.Limits.Where(limit => limit.Per is null))
            while (await clients.DoAsync(new LimitJobs(0, plan.Length, limit with { Most = 1000 }), ct) == Answer.Unknown)
                await Task.Delay(100, ct);
        foreach (var scope in plan.Operations.OfType<PauseJobs>().Select(pause => pause.Scope).Distinct())
            while (await clients.DoAsync(new ResumeJobs(0, plan.Length, scope), ct) == Answer.Unknown)
                await Task.Delay(100, ct);
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            var (jobs, waiting) = await LookAsync(owner, ct);
            if (jobs == 0)
                return;
            foreach (var (number, tenant, id) in waiting)
            {
                // Where nobody was told that it was stored.
                clients.Know(number, tenant, id);
                await clients.DoAsync(new WakeJob(0, plan.Length, number), ct);
            }
            await Task.Delay(100, ct);
        }
    }

    private static async Task<(int Jobs, IReadOnlyList<(int Number, Guid Tenant, Guid Id)> Waiting)> LookAsync(NpgsqlDataSource owner, CancellationToken ct)
    {
        await using var command = owner.CreateCommand(Left);
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return (row.GetInt32(0), row.IsDBNull(1) ? [] : [.. row.GetFieldValue<string[]>(1).Select(int.Parse).Zip(row.GetFieldValue<Guid[]>(2), row.GetFieldValue<Guid[]>(3))]);
    }
}
