using Workforce.Core.Agents;
using Workforce.Jobs;

namespace Workforce.Workers.Agents;

/// <summary>A line of the catalog.</summary>
internal sealed record AgentEntry(AgentCard Card, Type Agent, Action<JobCatalog> Add)
{
    public static AgentEntry Of<TAgent>()
        where TAgent : class, IAgent =>
        new(TAgent.Card, typeof(TAgent), catalog => catalog.Add<AgentTask, AgentRunner<TAgent>>(AgentJobs.RunOf(TAgent.Card.Id)));
}
