using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Compliance;
using Workforce.Core.Notifications;
using Workforce.Jobs.Schedules;

namespace Workforce.Workers.Tests.Agents.Finance;

/// <summary>What Finance does of itself.</summary>
public sealed class LookAheadTests
{
    private static readonly byte[] Checking = OfxText.Of(
        "1111", ("2023-05-01", -599, "ADOBE SYSTEMS"), ("2024-05-01", -599, "ADOBE SYSTEMS"), ("2025-05-01", -599, "ADOBE SYSTEMS"), ("2026-04-10", -3, "KIOSK"));

    [Fact]
    public async Task Every_tenant_has_its_schedules_those_founded_later_too()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var founded = Guid.CreateVersion7();
        await using (var found = pipeline.Database.Owner.CreateCommand("insert into identity.tenant (id, name) values ($1, 'Later')"))
        {
            found.Parameters.AddWithValue(founded);
            await found.ExecuteNonQueryAsync();
        }

        await pipeline.DeclareSchedulesAsync();

        foreach (var tenant in new[] { pipeline.Tenant, founded })
        {
            Assert.Equal(
                [("Crystal looks ahead", "0 6 * * *", "crystal.look_ahead"), ("Ledger audits what is due", "0 2 * * *", "ledger.audit_due"), ("What is old is taken away", "40 3 * * *", "agents.prune")],
                (await pipeline.SchedulesAsync(tenant)).Select(schedule => (schedule.Definition.Name, schedule.Definition.Cron!, schedule.Definition.Job.Kind)));
        }
    }

    [Fact]
    public async Task Crystal_tells_once_of_a_payment_that_comes_back_and_of_a_statement_that_is_missing()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.RunAsync("checking.ofx", Checking);

        Assert.Equal(1, await AheadAsync(pipeline, "2026-04-20"));
        Assert.Equal(0, await AheadAsync(pipeline, "2026-04-21"));
        Assert.Equal(1, await AheadAsync(pipeline, "2026-05-22"));
        Assert.Equal(0, await AheadAsync(pipeline, "2026-05-23"));

        Assert.Equal(
            ["Adobe: about 599.00 USD due on 1 May 2026", "No statement of Checking 1111 since 10 April 2026"],
            await pipeline.ReadAsync(db => db.Notifications.Where(news => news.Kind != "statement.done").OrderBy(news => news.CreatedAt).Select(news => news.Title).ToListAsync()));
    }

    [Fact]
    public async Task A_run_of_each_schedule_completes_and_audits_what_was_left_to_audit()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.InTenantAsync(services => services.GetRequiredService<SetTaxProfile>().RunAsync("US", BusinessUse.Mixed, false, "USD", CancellationToken.None));
        await pipeline.RunAsync("checking.ofx", Checking);
        await pipeline.ReadAsync(db => db.Accounts.ExecuteUpdateAsync(set => set.SetProperty(account => account.AuditDue, true)));
        await pipeline.ReadAsync(db => db.Findings.ExecuteDeleteAsync());
        await pipeline.DeclareSchedulesAsync();

        foreach (var schedule in await pipeline.SchedulesAsync(pipeline.Tenant))
        {
            await pipeline.InTenantAsync(services => services.GetRequiredService<ScheduleClient>().RunNowAsync(pipeline.Tenant, schedule.Definition.Name, CancellationToken.None));
        }

        await pipeline.IdleAsync();
        Assert.Equal((1, 1), (await pipeline.CountJobsAsync("crystal.look_ahead"), await pipeline.CountJobsAsync("ledger.audit_due")));
        Assert.False(await pipeline.ReadAsync(db => db.Accounts.AnyAsync(account => account.AuditDue)));
        Assert.NotEqual(0, await pipeline.ReadAsync(db => db.Findings.CountAsync()));
    }

    private static Task<int> AheadAsync(Pipeline pipeline, string day) => pipeline.InTenantAsync(async services =>
    {
        var db = services.GetRequiredService<WorkforceDbContext>();
        return await LookAhead.AtPaymentsAsync(db, services.GetRequiredService<Tell>(), new DateTimeOffset(DateOnly.Parse(day), new TimeOnly(6, 0), TimeSpan.Zero), CancellationToken.None);
    });
}
