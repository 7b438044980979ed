using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Core.Data;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Compliance;

namespace Workforce.Workers.Tests.Agents.Finance;

/// <summary>Findings about the person are told once, over all accounts; findings about an account are told of it.</summary>
public sealed class PersonFindingsTests
{
    [Fact]
    public async Task A_threshold_is_counted_over_all_accounts_and_what_was_resolved_stays_so()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await SetCountryAsync(pipeline, "US");
        var first = await pipeline.RunAsync("a.ofx", Interest("1111", 900));
        Assert.Equal(0, first.Findings);

        var second = await pipeline.RunAsync("b.ofx", Interest("2222", 601));

        Assert.Equal(1, second.Findings);
        Assert.Equal([(null, "us.retention", null), (null, "us.schedule_b", 1501m)], await FindingsAsync(pipeline));

        await pipeline.InTenantAsync(services => services.GetRequiredService<WorkforceDbContext>().Findings
            .Where(finding => finding.CheckId == "us.schedule_b").ExecuteUpdateAsync(set => set.SetProperty(finding => finding.ResolvedAt, DateTimeOffset.UtcNow)));
        await pipeline.RunAsync("c.ofx", Interest("3333", 10));

        Assert.Equal([(null, "us.retention", null), (null, "us.schedule_b", 1511m)], await FindingsAsync(pipeline));
        Assert.Equal([false, true], await pipeline.ReadAsync(db => db.Findings.OrderBy(finding => finding.CheckId).Select(finding => finding.ResolvedAt != null).ToListAsync()));
    }

    [Fact]
    public async Task Another_country_replaces_the_findings_of_every_account_in_one_go()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.RunAsync("a.ofx", Interest("1111", 900));
        await pipeline.RunAsync("b.ofx", Interest("2222", 700));
        await pipeline.RunAsync("c.ofx", Interest("3333", 700));
        Assert.Equal([(null, "scope.country", null)], await FindingsAsync(pipeline));

        await SetCountryAsync(pipeline, "US");
        await pipeline.IdleAsync();

        Assert.Equal([(null, "us.retention", null), (null, "us.schedule_b", 2300m)], await FindingsAsync(pipeline));
        Assert.Equal(1, await pipeline.CountJobsAsync("ledger.audit_account"));
        Assert.Equal(await Conclusions.OfAsync(pipeline), await Conclusions.AnewAsync(pipeline));
    }

    [Fact]
    public async Task A_statement_that_is_deleted_takes_its_part_with_it()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await SetCountryAsync(pipeline, "US");
        await pipeline.RunAsync("a.ofx", Interest("1111", 900));
        var second = await pipeline.RunAsync("b.ofx", Interest("2222", 700));

        await pipeline.InTenantAsync(services => services.GetRequiredService<DeleteStatement>().RunAsync(second.Id, CancellationToken.None));

        Assert.Equal([(null, "us.retention", null)], await FindingsAsync(pipeline));
        Assert.Equal(["1111"], await pipeline.ReadAsync(db => db.Accounts.Select(account => account.AccountRef).ToListAsync()));
        Assert.Equal(await Conclusions.OfAsync(pipeline), await Conclusions.AnewAsync(pipeline));
    }

    [Fact]
    public async Task A_month_that_is_missing_is_told_of_its_account()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await SetCountryAsync(pipeline, "US");
        await pipeline.RunAsync("a.ofx", Interest("1111", 10));

        await pipeline.RunAsync("b.ofx", Kiosk(1, 2));
        var gap = await pipeline.RunAsync("c.ofx", Kiosk(4));

        var account = await pipeline.ReadAsync(db => db.Accounts.Where(row => row.AccountRef == "2222").Select(row => row.Id).SingleAsync());
        Assert.Contains((account, "statements.gaps", (decimal?)null), await FindingsAsync(pipeline));
        Assert.Equal(
            ["Between January 2026 and April 2026 Checking 2222 has no line in March 2026; otherwise it has 3 a month."],
            await pipeline.ReadAsync(db => db.Findings.Where(finding => finding.CheckId == "statements.gaps").Select(finding => finding.Text).ToListAsync()));
        Assert.Equal(1, gap.Findings);
    }

    private static byte[] Kiosk(params int[] months) =>
        OfxText.Of("2222", [.. months.SelectMany(month => Enumerable.Range(1, 3).Select(day => ($"2026-0{month}-0{day}", -(decimal)month, "KIOSK SHOP")))]);

    private static byte[] Interest(string account, decimal amount) => OfxText.Of(account, ("2026-03-31", amount, "INTEREST"));

    private static async Task SetCountryAsync(Pipeline pipeline, string country) =>
        await pipeline.InTenantAsync(services => services.GetRequiredService<SetTaxProfile>().RunAsync(country, BusinessUse.Personal, false, "USD", CancellationToken.None));

    private static async Task<List<(Guid? Account, string Check, decimal? Amount)>> FindingsAsync(Pipeline pipeline) =>
        [.. (await pipeline.ReadAsync(db => db.Findings.AsNoTracking().OrderBy(finding => finding.CheckId).ToListAsync())).Select(finding => (finding.AccountId, finding.CheckId, finding.Amount))];
}
