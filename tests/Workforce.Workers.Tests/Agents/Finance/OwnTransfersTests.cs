using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Insights;
using Workforce.Jobs;

namespace Workforce.Workers.Tests.Agents.Finance;

/// <summary>Jane moves money from her checking account to her savings; no bank calls it a transfer.</summary>
public sealed class OwnTransfersTests
{
    private static readonly byte[] Checking = OfxText.Of(
        "1111",
        ("2026-01-02", -900, "LANDLORD RENT"), ("2026-01-31", 3000, "ACME PAYROLL"), ("2026-02-02", -900, "LANDLORD RENT"), ("2026-02-10", -500, "JANE DOE"), ("2026-02-28", 3000, "ACME PAYROLL"));

    private static readonly byte[] Savings = OfxText.Of("2222", ("2026-01-05", 1.25m, "INTEREST"), ("2026-02-12", 500, "JANE DOE"), ("2026-02-27", 1.30m, "INTEREST"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_neither_spending_nor_income_whichever_statement_comes_first(bool checkingFirst)
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.RunAsync("first.ofx", checkingFirst ? Checking : Savings);

        await pipeline.RunAsync("second.ofx", checkingFirst ? Savings : Checking);
        await pipeline.IdleAsync();

        var (paid, came) = await SidesAsync(pipeline);
        Assert.Equal((came.Id, paid.Id), (paid.OtherSideId, came.OtherSideId));
        Assert.Equal((3000m, 900m, -500m), await FebruaryAsync(pipeline, paid.AccountId));
        Assert.Equal((1.30m, 0m, 500m), await FebruaryAsync(pipeline, came.AccountId));
        await AssertConcludedAsync(pipeline);
    }

    [Fact]
    public async Task What_a_person_calls_income_is_income_and_its_other_side_is_spending_again()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.RunAsync("checking.ofx", Checking);
        await pipeline.RunAsync("savings.ofx", Savings);
        var (_, came) = await SidesAsync(pipeline);

        await pipeline.InTenantAsync(services => services.GetRequiredService<CorrectCategory>().RunAsync(came.Id, "income.gifts", applyToMerchant: false, CancellationToken.None));
        await pipeline.IdleAsync();

        var (paid, gift) = await SidesAsync(pipeline);
        Assert.Equal((null, null), (paid.OtherSideId, gift.OtherSideId));
        Assert.Equal((3000m, 1400m, 0m), await FebruaryAsync(pipeline, paid.AccountId));
        Assert.Equal((501.30m, 0m, 0m), await FebruaryAsync(pipeline, gift.AccountId));
        await AssertConcludedAsync(pipeline);
    }

    [Fact]
    public async Task A_second_look_at_an_account_that_is_gone_is_cancelled_and_says_why()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var jobs = await pipeline.InTenantAsync(services => Task.FromResult(services.GetRequiredService<JobClient>()));

        var crystal = await jobs.EnqueueAsync(NewJob.Of(FinanceJobs.AnalyseAccount, new AccountTask(Guid.NewGuid()), pipeline.Tenant), CancellationToken.None);
        var ledger = await jobs.EnqueueAsync(NewJob.Of(FinanceJobs.AuditAccount, new AccountTask(Guid.NewGuid()), pipeline.Tenant), CancellationToken.None);
        await pipeline.IdleAsync();

        foreach (var job in new[] { crystal, ledger })
        {
            var details = await jobs.GetAsync(pipeline.Tenant, job.JobId, CancellationToken.None);
            Assert.Equal((JobState.Cancelled, "The account was deleted."), (details!.State, details.Reason));
        }
    }

    [Fact]
    public async Task A_side_whose_statement_is_deleted_leaves_the_other_one_alone()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.RunAsync("checking.ofx", Checking);
        var savings = await pipeline.RunAsync("savings.ofx", Savings);
        await pipeline.IdleAsync();

        Assert.Equal(Deletion.Done, await pipeline.InTenantAsync(services => services.GetRequiredService<DeleteStatement>().RunAsync(savings.Id, CancellationToken.None)));
        await pipeline.IdleAsync();

        var paid = await pipeline.ReadAsync(db => db.Transactions.SingleAsync(line => line.Description == "JANE DOE"));
        Assert.Null(paid.OtherSideId);
        Assert.Equal((3000m, 1400m, 0m), await FebruaryAsync(pipeline, paid.AccountId));
        await AssertConcludedAsync(pipeline);
    }

    [Fact]
    public async Task Statements_that_come_at_once_end_as_those_that_come_one_after_the_other()
    {
        // Each account pays the next one; every third also has two payments that leave a doubt.
        var files = Enumerable.Range(0, 12).Select(account => OfxText.Of(
            $"90{account:00}",
            [
                ("2026-01-01", 40 + account, "INTEREST"), ("2026-01-20", -7.5m * (account + 1), "GROCERIES"),
                ("2026-02-01", -(1000 + account), "JANE DOE"), ("2026-02-03", 1000 + account - 1, "JANE DOE"),
                .. account % 3 == 0 ? [("2026-03-01", -77m, "TRANSFER"), ("2026-03-02", 77m, "TRANSFER")] : Array.Empty<(string, decimal, string)>(),
            ])).ToArray();
        await using var atOnce = await Pipeline.StartAsync();
        await using var inTurn = await Pipeline.StartAsync();
        foreach (var pipeline in new[] { atOnce, inTurn })
        {
            await pipeline.InTenantAsync(services => services.GetRequiredService<SetTaxProfile>().RunAsync("US", Core.Finance.Compliance.BusinessUse.Mixed, false, "USD", CancellationToken.None));
        }

        var ids = await Task.WhenAll(files.Select((file, n) => atOnce.UploadAsync($"{n}.ofx", file)));
        foreach (var id in ids)
        {
            await atOnce.DoneAsync(id);
        }

        for (var n = 0; n < files.Length; n++)
        {
            await inTurn.RunAsync($"{n}.ofx", files[n]);
        }

        await atOnce.IdleAsync();
        await inTurn.IdleAsync();

        Assert.Equal(22, await atOnce.ReadAsync(db => db.Transactions.CountAsync(line => line.OtherSideId != null)));
        Assert.Equal(8, await atOnce.ReadAsync(db => db.Transactions.CountAsync(line => line.OtherSideUnclear)));
        var concluded = await Conclusions.OfAsync(inTurn);
        Assert.Equal(concluded, await Conclusions.OfAsync(atOnce));
        Assert.Contains(concluded, text => text.StartsWith("all accounts: us.schedule_b", StringComparison.Ordinal) || text.Contains("retention", StringComparison.Ordinal));
        await AssertConcludedAsync(atOnce);
    }

    private static async Task AssertConcludedAsync(Pipeline pipeline) => Assert.Equal(await Conclusions.OfAsync(pipeline), await Conclusions.AnewAsync(pipeline));

    private static async Task<(Transaction Paid, Transaction Came)> SidesAsync(Pipeline pipeline)
    {
        var sides = await pipeline.ReadAsync(db => db.Transactions.AsNoTracking().Where(line => line.Description == "JANE DOE").OrderBy(line => line.Amount).ToListAsync());
        return (sides[0], sides[1]);
    }

    private static async Task<(decimal In, decimal Out, decimal Moved)> FebruaryAsync(Pipeline pipeline, Guid account)
    {
        var lines = await pipeline.ReadAsync(db => LedgerLines.OfAccountAsync(db, account, CancellationToken.None));
        var flow = CashFlow.Find(lines).Single(month => month.Month == new Month(2026, 2));
        return (flow.In, flow.Out, flow.Moved);
    }
}
