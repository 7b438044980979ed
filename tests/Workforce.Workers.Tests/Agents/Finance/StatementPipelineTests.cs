using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Core.Finance;
using Workforce.Jobs;

namespace Workforce.Workers.Tests.Agents.Finance;

public sealed class StatementPipelineTests
{
    private const string January = """
        Date,Description,Amount
        2026-01-05,COFFEE HOUSE BERLIN,-3.50
        2026-01-05,COFFEE HOUSE BERLIN,-3.50
        2026-01-15,NETFLIX.COM,-15.99
        2026-01-31,SALARY ACME CORP,3200.00
        """;

    private const string JanuaryAndFebruary = """
        Date,Description,Amount
        2026-01-15,NETFLIX.COM,-15.99
        2026-01-31,SALARY ACME CORP,3200.00
        2026-02-15,NETFLIX.COM,-15.99
        2026-02-28,SALARY ACME CORP,3200.00
        """;

    [Fact]
    public async Task Each_employee_hands_the_statement_to_the_next_one()
    {
        await using var pipeline = await Pipeline.StartAsync();

        var statement = await pipeline.RunAsync("january.csv", Encoding.UTF8.GetBytes(January));

        Assert.Equal(
            (Statement.Progress.Completed, "ok", 1, 4, 4, Stage.Notifications, (DateOnly?)new DateOnly(2026, 1, 5), (DateOnly?)new DateOnly(2026, 1, 31)),
            (statement.Status, statement.Outcome, statement.Accounts, statement.Transactions, statement.Added, statement.Stage, statement.FirstDate, statement.LastDate));
        Assert.Equal(new Dictionary<string, decimal> { [""] = 3177.01m }, statement.Sums);
        var jobs = await pipeline.InTenantAsync(services => services.GetRequiredService<JobClient>()
            .TimelineAsync(pipeline.Tenant, statement.CorrelationId, CancellationToken.None));
        Assert.Equal(
            [
                (null, "prime.parse", JobState.Completed),
                ("prime", "byte.extract", JobState.Completed),
                ("byte", "tag.categorize", JobState.Completed),
                ("tag", "crystal.analyze", JobState.Completed),
                ("crystal", "ledger.audit", JobState.Completed),
                ("ledger", "notifications.notify", JobState.Completed),
            ],
            jobs.Select(job => (job.Source, job.Kind, job.State)));
        Assert.Equal(
            [("january.csv: 4 transactions, 4 new", $"/statements/{statement.Id}")],
            (await pipeline.ReadAsync(db => db.Notifications.ToListAsync())).Select(news => (news.Title, news.Link)));
    }

    [Fact]
    public async Task Two_equal_lines_of_one_day_stay_two_and_an_overlap_adds_only_what_is_new()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.RunAsync("january.csv", Encoding.UTF8.GetBytes(January));

        var second = await pipeline.RunAsync("february.csv", Encoding.UTF8.GetBytes(JanuaryAndFebruary));

        Assert.Equal((4, 2), (second.Transactions, second.Added));
        Assert.Equal(
            [-3.50m, -3.50m, -15.99m, 3200.00m, -15.99m, 3200.00m],
            await pipeline.ReadAsync(db => db.Transactions.OrderBy(line => line.Date).ThenBy(line => line.Description).Select(line => line.Amount).ToListAsync()));
        Assert.Equal(8, await pipeline.ReadAsync(db => db.StatementLines.CountAsync()));
    }

    [Fact]
    public async Task A_cheque_that_comes_as_OFX_and_as_CSV_is_one_line()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var ofx = Encoding.ASCII.GetString(OfxText.Of("99001122", ("2026-01-05", -25m, "CHECK"))).Replace("<BANKID>990000017", "").Replace("<NAME>", "<CHECKNUM>0319<NAME>");
        await pipeline.RunAsync("january.ofx", Encoding.ASCII.GetBytes(ofx));

        var csv = await pipeline.RunAsync("january.csv", "Account Number,Date,Check Number,Description,Amount\n99001122,2026-01-05,319,Cheque paid,-25.00\n99001122,2026-01-06,,BAKERY,-2.40\n"u8.ToArray());

        Assert.Equal((2, 1), (csv.Transactions, csv.Added));
        Assert.Equal(1, await pipeline.ReadAsync(db => db.Accounts.CountAsync()));
    }

    [Fact]
    public async Task The_same_file_again_is_the_same_statement()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var first = await pipeline.RunAsync("january.csv", Encoding.UTF8.GetBytes(January));

        var again = await pipeline.RunAsync("copy of january.csv", Encoding.UTF8.GetBytes(January));

        Assert.Equal(first.Id, again.Id);
        Assert.Equal(4, await pipeline.ReadAsync(db => db.Transactions.CountAsync()));
    }

    [Fact]
    public async Task An_unreadable_file_is_rejected_with_the_reason_and_leaves_nothing()
    {
        await using var pipeline = await Pipeline.StartAsync();

        var statement = await pipeline.RunAsync("holiday.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 74, 70, 73, 70, 0, 1]);

        Assert.Equal((Statement.Progress.Rejected, "rejected", 0), (statement.Status, statement.Outcome, statement.Transactions));
        Assert.False(string.IsNullOrWhiteSpace(statement.Error));
        Assert.Equal(0, await pipeline.ReadAsync(db => db.StatementContents.CountAsync()));
        Assert.Equal(0, await pipeline.ReadAsync(db => db.Accounts.CountAsync()));
        Assert.Equal(["holiday.jpg could not be read"], await pipeline.ReadAsync(db => db.Notifications.Select(news => news.Title).ToListAsync()));
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_is_reported_and_the_others_are_kept()
    {
        await using var pipeline = await Pipeline.StartAsync();

        var statement = await pipeline.RunAsync("partly.csv", Encoding.UTF8.GetBytes("""
            Date,Description,Amount
            2026-01-13,BAKERY,-2.40
            2026-01-14,BAKERY,12..34
            """));

        Assert.Equal((Statement.Progress.Partial, 1, 1), (statement.Status, statement.Transactions, statement.Added));
        Assert.Equal([3], statement.Problems.Select(problem => problem.Line));
        Assert.Contains("12..34", Assert.Single(statement.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_Redis_the_outcome_is_the_same_and_the_worker_is_healthy()
    {
        await using var pipeline = await Pipeline.StartAsync(new Dictionary<string, string> { ["ConnectionStrings:cache"] = "127.0.0.1:1,connectTimeout=500" });

        var statement = await pipeline.RunAsync("january.csv", Encoding.UTF8.GetBytes(January));

        Assert.Equal((Statement.Progress.Completed, 4, 4), (statement.Status, statement.Transactions, statement.Added));
        Assert.Equal(HttpStatusCode.OK, await pipeline.HealthAsync());
    }

    [Fact]
    public async Task Tag_knows_household_names_and_says_why()
    {
        await using var pipeline = await Pipeline.StartAsync();

        await pipeline.RunAsync("january.csv", Encoding.UTF8.GetBytes(January));

        var lines = await pipeline.ReadAsync(db => db.Transactions.OrderBy(line => line.Date).ThenBy(line => line.Id).ToListAsync());
        Assert.Equal(
            [
                ("COFFEE HOUSE BERLIN", "food.restaurants", "built_in_rule"),
                ("COFFEE HOUSE BERLIN", "food.restaurants", "built_in_rule"),
                ("NETFLIX.COM", "subscriptions.media", "built_in_rule"),
                ("SALARY ACME CORP", "income.salary", "built_in_rule"),
            ],
            lines.Select(line => (line.Description, line.Category, line.CategorySource)));
    }
}
