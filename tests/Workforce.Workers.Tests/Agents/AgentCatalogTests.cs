using Workforce.Core.Finance;
using Workforce.Jobs;
using Workforce.Workers.Agents;

namespace Workforce.Workers.Tests.Agents;

public sealed class AgentCatalogTests
{
    [Fact]
    public void Every_kind_of_job_has_an_employee_and_none_of_them_is_handed_out()
    {
        var catalog = new JobCatalog();

        AgentCatalog.Fill(catalog);

        Assert.Equal(FinanceJobs.Names.Order(), catalog.Kinds.Order());
    }
}
