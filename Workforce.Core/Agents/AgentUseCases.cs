using Microsoft.Extensions.DependencyInjection;
using Workforce.Core.Proposals;

namespace Workforce.Core.Agents;

public static class AgentUseCases
{
    /// <summary>The registry, the runs and the proposals. Needs AddWorkforceData, AddWorkforceJobs and a Redis client.</summary>
    public static IServiceCollection AddAgentUseCases(this IServiceCollection services) => services
        .AddScoped<AgentClock>()
        .AddScoped<AgentStates>()
        .AddScoped<RunLog>()
        .AddScoped<ManageAgent>()
        .AddScoped<StopAgents>()
        .AddScoped<Propose>()
        .AddScoped<RouteProposals>()
        .AddScoped<ReviewProposal>();
}
