using Workforce.Core.Agents;
using Workforce.Jobs.Schedules;

namespace Workforce.Workers.Agents;

/// <summary>What is done for the agents of every tenant, beside their own clocks (AgentClock).</summary>
internal static class AgentSchedules
{
    public const string Set = "agents";

    public static IReadOnlyList<NewSchedule> Of(Guid tenant) =>
        [NewSchedule.Of("What is old is taken away", AgentJobs.Prune, new PruneTask(), tenant) with { Cron = "40 3 * * *" }];
}
