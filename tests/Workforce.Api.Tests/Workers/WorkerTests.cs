using System.Net;
using System.Text.Json.Nodes;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Identity;
using Workforce.Contracts.Workers;
using Workforce.Jobs.Pool;

namespace Workforce.Api.Tests.Workers;

public sealed class WorkerTests
{
    [Fact]
    public async Task A_member_sees_who_is_attached_and_not_who_is_gone_or_of_another_company()
    {
        await using var host = await ApiHost.StartAsync();
        var (company, other) = (await Company.FoundAsync(host), await Company.FoundAsync(host));
        var id = await AttachedRow.AddAsync(host, company.Tenant);
        await AttachedRow.AddAsync(host, company.Tenant, "gone", detached: true);
        await AttachedRow.AddAsync(host, company.Tenant, "host lost", hostEnds: "lost_at");
        await AttachedRow.AddAsync(host, company.Tenant, "host stopped", hostEnds: "stopped_at");
        var another = await AttachedRow.AddAsync(host, company.Tenant, "another");
        var theirs = await AttachedRow.AddAsync(host, other.Tenant, "theirs");

        var rows = await host.As(company.Member).GetAsync<List<WorkerRow>>("/api/workers");

        Assert.Equal([another, id], rows.Select(row => row.Id));
        Assert.Equivalent(
            new WorkerRow(
                id, "scanner", "python 3.11", "1.4.0", "10.0.0.7:51044", "workers-1", ["receipt_ocr.read", "tag.categorize"], ["gpu"], 8, 3, 1200, 4, 1, 37,
                new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero), new(2026, 3, 1, 9, 30, 0, TimeSpan.Zero), false),
            rows[1], strict: true);
        Assert.Equal([theirs], (await host.As(other.Member).GetAsync<List<WorkerRow>>("/api/workers")).Select(row => row.Id));
        Assert.Equal(
            [
                "id", "name", "language", "version", "address", "host", "kinds", "capabilities", "slots", "jobs_in_hand", "completed", "failed", "refused", "per_minute", "attached_at",
                "last_heartbeat_at", "draining",
            ],
            (await host.As(company.Member).GetAsync<JsonArray>("/api/workers"))[0]!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task A_manager_drains_and_detaches_a_worker_of_a_running_pool_and_the_trail_says_so()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var manager = host.As(company.Manager);
        await using var pool = await PoolHost.StartAsync(host);
        await using var first = await pool.AttachAsync(company.Tenant, "first");
        await using var second = await pool.AttachAsync(company.Tenant, "second");

        await (await manager.PostJsonAsync($"/api/workers/{first.Id}/drain", new { })).DoneAsync();

        Assert.Equal(new PoolNotice.Drain(ForGood: true), await PoolHost.DrainAsync(first));
        Assert.Equal([(first.Id, true), (second.Id, false)], (await manager.GetAsync<List<WorkerRow>>("/api/workers")).Select(row => (row.Id, row.Draining)));

        await (await manager.PostJsonAsync($"/api/workers/{second.Id}/detach", new { })).DoneAsync();

        Assert.Equal(PoolEnd.Detached, await second.Ended.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.False(first.Ended.IsCompleted);
        Assert.Equal(
            [("worker.drain", "worker", first.Id.ToString(), company.Manager.Id), ("worker.detach", "worker", second.Id.ToString(), company.Manager.Id)],
            (await host.As(company.Admin).GetAsync<AuditPage>("/api/audit")).Rows.Reverse().Select(row => (row.Action, row.TargetType, row.TargetId!, row.UserId!.Value)));
    }

    [Fact]
    public async Task Nobody_steers_what_is_not_there_or_not_theirs_and_members_steer_nothing()
    {
        await using var host = await ApiHost.StartAsync();
        var (company, other) = (await Company.FoundAsync(host), await Company.FoundAsync(host));
        var id = await AttachedRow.AddAsync(host, company.Tenant);
        var gone = await AttachedRow.AddAsync(host, company.Tenant, "gone", detached: true);
        var lost = await AttachedRow.AddAsync(host, company.Tenant, "host lost", hostEnds: "lost_at");

        foreach (var what in (string[])["drain", "detach"])
        {
            await (await host.As(company.Member).PostJsonAsync($"/api/workers/{id}/{what}", new { })).ProblemAsync(HttpStatusCode.Forbidden);
            foreach (var (who, which) in ((Core.Identity.Person, Guid)[])[(other.Admin, id), (company.Manager, gone), (company.Manager, lost), (company.Manager, Guid.NewGuid())])
            {
                Assert.Equal("There is no such worker.", await (await host.As(who).PostJsonAsync($"/api/workers/{which}/{what}", new { })).ProblemAsync(HttpStatusCode.NotFound));
            }
        }

        Assert.False(Assert.Single(await host.As(company.Member).GetAsync<List<WorkerRow>>("/api/workers")).Draining);
        Assert.Empty((await host.As(company.Admin).GetAsync<AuditPage>("/api/audit")).Rows);
        Assert.Empty((await host.As(other.Admin).GetAsync<AuditPage>("/api/audit")).Rows);
        await (await host.As(company.Manager).PostJsonAsync($"/api/workers/{id}/drain", new { })).DoneAsync();
        Assert.True(Assert.Single(await host.As(company.Member).GetAsync<List<WorkerRow>>("/api/workers")).Draining);
    }
}
