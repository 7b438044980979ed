using Microsoft.Extensions.DependencyInjection;
using Workforce.Api.Tests.Hosting;
using Workforce.Core.Agents;
using Workforce.Core.Agents.Proposals;
using Workforce.Core.Data;
using Workforce.Core.Proposals;

namespace Workforce.Api.Tests.Agents;

/// <summary>Agents, runs and proposals as the workers would leave them.</summary>
internal sealed record AgentHouse(string AgentId, Guid RunId, Guid ProposalId)
{
    public static Task<AgentHouse> FillAsync(ApiHost host, Guid tenant) => InAsync(host, tenant, async services =>
    {
        var agent = await AddAgentAsync(services, $"a{Guid.NewGuid():N}");
        var db = services.GetRequiredService<WorkforceDbContext>();
        var run = new RecordedRun { Id = Guid.CreateVersion7(), TenantId = tenant, AgentId = agent, StartedAt = DateTimeOffset.UtcNow, TriggerType = RunTrigger.Cron, TriggerSource = "0 6 * * *" };
        db.Add(run);
        await db.SaveChangesAsync();
        await AddAgentAsync(services, "target");
        return new AgentHouse(agent, run.Id, await ProposeAsync(services, agent, "target"));
    });

    /// <summary>Registers an agent that does nothing, active.</summary>
    public static Task<string> AddAgentAsync(ApiHost host, Guid tenant, string id) => InAsync(host, tenant, services => AddAgentAsync(services, id));

    /// <summary>A proposal that an admin has to decide on: more autonomy for <paramref name="about"/>.</summary>
    public static Task<Guid> ProposeAsync(ApiHost host, Guid tenant, string agent, string about, int days = 30) => InAsync(host, tenant, services => ProposeAsync(services, agent, about, days));

    public static async Task<T> InAsync<T>(ApiHost host, Guid tenant, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant, null);
        return await work(scope.ServiceProvider);
    }

    private static async Task<string> AddAgentAsync(IServiceProvider services, string id)
    {
        var db = services.GetRequiredService<WorkforceDbContext>();
        var card = new AgentCard(id, $"The {id}", "people", "skill_dev", "Does nothing.") { Cron = "0 6 * * *", Config = typeof(HouseConfig) };
        await RegisterAgents.RunAsync(db, [card], default);
        return id;
    }

    /// <summary>The same, whatever becomes of it.</summary>
    public static Task<Proposed> AgainAsync(ApiHost host, Guid tenant, string agent, string about, int days) => InAsync(host, tenant, services => AgainAsync(services, agent, about, days));

    private static async Task<Guid> ProposeAsync(IServiceProvider services, string agent, string about, int days = 30) =>
        Assert.IsType<Proposed.Created>(await AgainAsync(services, agent, about, days)).Id;

    private static Task<Proposed> AgainAsync(IServiceProvider services, string agent, string about, int days) => services.GetRequiredService<Propose>().RunAsync(
        agent, null, ProposalTypes.Of("autonomy_change"), new AutonomyDetail(about, "new_skill", RiskLevel.Low, days), new ProposalDraft($"{about}:{days / 2}", $"Let {about} be", "Because."), default);
}

/// <param name="Least">What an agent of the tests may be set to.</param>
internal sealed record HouseConfig([property: System.ComponentModel.DataAnnotations.Range(1, 10)] int Least = 3, int Cap = 7);
