using Microsoft.EntityFrameworkCore;

namespace Workforce.Core.Agents;

internal static class AgentTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<RegisteredAgent>(agent =>
        {
            agent.ToTable("agent", "agents");
            agent.Property(a => a.Config).HasColumnType("jsonb");
            agent.Property(a => a.ConfigSchema).HasColumnType("json");
            agent.Property(a => a.Version).IsConcurrencyToken();
        });
        model.Entity<RecordedRun>(run =>
        {
            run.ToTable("run", "agents");
            run.Property(r => r.Metadata).HasColumnType("jsonb");
        });
        model.Entity<RunStep>(step =>
        {
            step.ToTable("run_step", "agents");
            step.Property(s => s.Id).ValueGeneratedOnAdd();
            step.Property(s => s.Detail).HasColumnType("jsonb");
        });
        model.Entity<AgentStop>(stop =>
        {
            stop.ToTable("stop", "agents");
            stop.HasKey(s => s.TenantId);
        });
    }
}
