using Microsoft.Extensions.DependencyInjection.Extensions;
using Workforce.Core.Agents;
using Workforce.Workers.Proposals;

namespace Workforce.Workers.Agents;

internal static class AgentSetup
{
    /// <summary>The agents of the registry, and what looks after them.</summary>
    public static IServiceCollection AddAgents(this IServiceCollection services)
    {
        foreach (var agent in AgentCatalog.Registered)
        {
            services.TryAddScoped(agent.Agent);
        }

        return services
            .AddAgentUseCases()
            .AddScoped<ProposalWork>()
            .AddSingleton<Tenants>()
            .AddHostedService<TenantSchedules>()
            .AddHostedService<AgentDispatcher>();
    }
}
