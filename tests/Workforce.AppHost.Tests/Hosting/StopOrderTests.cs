using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;

namespace Workforce.AppHost.Tests.Hosting;

public sealed class StopOrderTests
{
    [Fact]
    public async Task A_resource_is_stopped_when_all_that_need_it_have_stopped()
    {
        var builder = DistributedApplication.CreateBuilder([]);
        var postgres = builder.AddPostgres("postgres");
        var database = postgres.AddDatabase("library");
        var composed = builder.AddConnectionString("composed", ReferenceExpression.Create($"Port={postgres.Resource.PrimaryEndpoint.Property(EndpointProperty.Port)}"));
        var cache = builder.AddRedis("cache");
        var back = builder.AddProject<Projects.Sample_Service>("back").WithReference(composed).WithReference(cache);
        builder.AddProject<Projects.Sample_Service>("front").WithReference(back);
        builder.AddProject<Projects.Sample_Service>("alone").WithReference(database);

        var order = new List<string>();
        var holding = builder.Resources.ToDictionary(resource => resource.Name, _ => new TaskCompletionSource());
        var stop = StopOrder.StopAsync([.. builder.Resources.Where(resource => resource is ProjectResource or ContainerResource)], async resource =>
        {
            order.Add(resource.Name);
            await holding[resource.Name].Task;
        });

        Assert.Equal(["alone", "front"], order.Order());
        holding["front"].SetResult();
        Assert.Equal("back", order[^1]);
        holding["back"].SetResult();
        Assert.Equal("cache", order[^1]);
        holding["alone"].SetResult();
        Assert.Equal("postgres", order[^1]);
        holding["postgres"].SetResult();
        holding["cache"].SetResult();
        await stop;
    }

    [Fact]
    public async Task A_circle_of_references_is_stopped_too()
    {
        var builder = DistributedApplication.CreateBuilder([]);
        var one = builder.AddProject<Projects.Sample_Service>("one");
        var other = builder.AddProject<Projects.Sample_Service>("other").WithReference(one);
        one.WithReference(other);

        var order = new List<string>();
        await StopOrder.StopAsync([.. builder.Resources], resource =>
        {
            order.Add(resource.Name);
            return Task.CompletedTask;
        }).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(["one", "other"], order.Order());
    }
}
