using Workforce.Core.Agents;
using Workforce.Core.Finance;
using Workforce.Core.Notifications;
using Workforce.Jobs;
using Workforce.Workers.Agents;

namespace Workforce.Workers.Tests.Agents;

public sealed class AgentCatalogTests
{
    [Fact]
    public void Every_kind_of_job_has_an_employee()
    {
        var catalog = new JobCatalog();

        AgentCatalog.Fill(catalog);

        Assert.Equal([.. FinanceJobs.Names.Concat(NotificationJobs.Names).Append(AgentJobs.Apply.Name).Append(AgentJobs.Undo.Name).Append(AgentJobs.Prune.Name).Concat(AgentCatalog.Registered.Select(agent => $"{agent.Card.Id}.run")).Order()], catalog.Kinds.Order());
    }
}
