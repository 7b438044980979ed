using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Workforce.Core.Data;

namespace Workforce.Core.Agents;

/// <summary>Gives a company a registry row for each agent that the code has: paused until an admin enables it.</summary>
public static class RegisterAgents
{
    // What people may set (status, schedule, budgets, config) is only written once; the rest follows the code.
    private const string Sql =
        """
        insert into agents.agent as a (tenant_id, agent_id, display_name, department, cluster, description, schedule_cron, event_triggers, runs_after, daily_token_budget, daily_cost_budget_usd, config_schema)
        values (@tenant, @id, @name, @department, @cluster, @description, @cron, @events, @after, @tokens, @usd, @schema)
        on conflict (tenant_id, agent_id) do update set
            display_name = excluded.display_name, department = excluded.department, cluster = excluded.cluster, description = excluded.description,
            event_triggers = excluded.event_triggers, runs_after = excluded.runs_after, config_schema = excluded.config_schema, updated_at = now()
        where (a.display_name, a.department, a.cluster, a.description, a.event_triggers, a.runs_after, a.config_schema::text)
            is distinct from (excluded.display_name, excluded.department, excluded.cluster, excluded.description, excluded.event_triggers, excluded.runs_after, excluded.config_schema::text)
        """;

    /// <returns>How many rows are new or were changed.</returns>
    public static async Task<int> RunAsync(WorkforceDbContext db, IReadOnlyList<AgentCard> cards, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection());
            foreach (var card in cards)
            {
                batch.BatchCommands.Add(Upsert(card, db.Tenant.Required));
            }

            return await batch.ExecuteNonQueryAsync(ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static NpgsqlBatchCommand Upsert(AgentCard card, Guid tenant) => new(Sql)
    {
        Parameters =
        {
            new("tenant", tenant),
            new("id", card.Id),
            new("name", card.Name),
            new("department", card.Department),
            new("cluster", card.Cluster),
            new("description", card.Description),
            new("cron", NpgsqlDbType.Text) { Value = (object?)card.Cron ?? DBNull.Value },
            new("events", card.Events.ToArray()),
            new("after", card.RunsAfter.ToArray()),
            new("tokens", card.DailyTokens),
            new("usd", card.DailyUsd),
            new("schema", NpgsqlDbType.Json) { Value = card.ConfigSchema },
        },
    };
}
