using Microsoft.Extensions.DependencyInjection.Extensions;
using Workforce.Core.Agents;
using Workforce.Workers.Proposals;

namespace Workforce.Workers.Agents;

internal static class AgentSetup
{
    /// <summary>The agents of the registry, and what looks after them.</summary>
    public static IServiceCollection AddAgents(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<Retention>().Bind(configuration.GetSection(Retention.Section)).ValidateDataAnnotations().ValidateOnStart();
        foreach (var agent in AgentCatalog.Registered)
        {
            services.TryAddScoped(agent.Agent);
        }

        return services
            .AddAgentUseCases()
            .AddScoped<ProposalWork>()
            .AddScoped<PruneOld>()
            .AddSingleton<Tenants>()
            .AddHostedService<TenantSchedules>()
            .AddHostedService<AgentDispatcher>();
    }
}
