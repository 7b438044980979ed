using System.Net;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Finance;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;

namespace Workforce.Api.Tests.Finance;

public sealed class TransactionTests
{
    [Fact]
    public async Task Lines_are_filtered_sorted_and_summed_by_currency()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        var (checking, card, statement) = await Books.KeepAsync(host, company, books =>
        {
            var (checking, card) = (books.Account(), books.Account("Card", null));
            Transaction[] first =
            [
                books.Line(checking, "2026-01-01", 100m, "START", opening: true),
                books.Line(checking, "2026-01-02", -12.50m, "CAFE ROSA", CategoryNames.Restaurants),
                books.Line(checking, "2026-01-03", 2000m, "ACME SALARY", CategoryNames.Salary),
            ];
            books.Line(checking, "2026-01-04", -7.25m, "100%_PURE", currency: "USD");
            books.Line(card, "2026-01-05", -3m, "KIOSK", currency: null);
            return (checking.Id, card.Id, books.Statement(checking, Statement.Progress.Completed, first).Id);
        });

        var all = await client.GetAsync<TransactionPage>("/api/transactions");
        Assert.Equal(["KIOSK", "100%_PURE", "ACME SALARY", "CAFE ROSA", "START"], all.Transactions.Select(line => line.Description));
        Assert.Equal(5, all.Total);
        Assert.Equal(new Dictionary<string, decimal> { [""] = -3m, ["EUR"] = 1987.50m, ["USD"] = -7.25m }, all.Sums);
        Assert.Equal(("Checking", "Opening balance"), (all.Transactions[^1].AccountName, all.Transactions[^1].Note));

        await ExpectAsync(client, $"account={card}", "KIOSK");
        await ExpectAsync(client, $"statement={statement}&sort=date", "START", "CAFE ROSA", "ACME SALARY");
        await ExpectAsync(client, "category=food.restaurants", "CAFE ROSA");
        await ExpectAsync(client, "uncategorised=true", "KIOSK", "100%_PURE", "START");
        await ExpectAsync(client, "from=2026-01-02&to=2026-01-03", "ACME SALARY", "CAFE ROSA");
        await ExpectAsync(client, "text=cafe", "CAFE ROSA");
        await ExpectAsync(client, "text=%25_", "100%_PURE");
        await ExpectAsync(client, "currency=USD", "100%_PURE");
        await ExpectAsync(client, "currency=USD&uncategorised=false");
        await ExpectAsync(client, "sort=amount&take=2", "CAFE ROSA", "100%_PURE");
        await ExpectAsync(client, "sort=-amount&skip=1&take=1", "START");
        await ExpectAsync(client, $"account={checking}&sort=merchant&take=1", "100%_PURE");
        Assert.Equal(5, (await client.GetAsync<TransactionPage>("/api/transactions?skip=4&take=1")).Total);
    }

    [Theory]
    [InlineData("sort=size", "sort")]
    [InlineData("take=0", "take")]
    [InlineData("take=501", "take")]
    [InlineData("skip=-1", "skip")]
    [InlineData("from=2026-02-01&to=2026-01-01", "from")]
    [InlineData("from=yesterday", "from")]
    [InlineData("category=foo", "category")]
    [InlineData("account=1", "account")]
    public async Task A_wish_that_makes_no_sense_is_named(string query, string field)
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.As((await Company.FoundAsync(host)).Member);

        await (await client.GetAsync($"/api/transactions?{query}")).ProblemAsync(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task A_correction_changes_its_line_alone_and_is_kept_to_learn_from()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        var (line, other) = await Books.KeepAsync(host, company, books => books.Account() is var account
            ? (books.Line(account, "2026-01-02", -10m, "CAFE ROSA", CategoryNames.Groceries, source: "built_in_rule").Id, books.Line(account, "2026-02-02", -11m, "CAFE ROSA").Id)
            : default);

        var corrected = await (await client.PutJsonAsync($"/api/transactions/{line}/category", new { category = CategoryNames.Restaurants })).ReadAsync<CorrectedCategory>(HttpStatusCode.OK);

        Assert.Equal((CategoryNames.Restaurants, "user", 1m, 0), (corrected.Transaction.Category, corrected.Transaction.CategorySource, corrected.Transaction.CategoryConfidence, corrected.AlsoChanged));
        var rest = (await client.GetAsync<TransactionPage>("/api/transactions")).Transactions.Single(row => row.Id == other);
        Assert.Equal(CategoryNames.Uncategorised, rest.Category);
        var kept = await host.QueryAsync(company.Tenant, db => db.CategoryCorrections.SingleAsync());
        Assert.Equal((line, company.Member.Id, CategoryNames.Groceries, CategoryNames.Restaurants), (kept.TransactionId, kept.UserId!.Value, kept.FromCategory, kept.ToCategory));
        Assert.Equal("crystal.analyze_account", Assert.Single((await client.GetAsync<Contracts.Jobs.JobPage>("/api/jobs")).Jobs).Kind);

        // Tag would like to make it a rule, as it would change the other line.
        Assert.Equal((CategoryNames.Restaurants, 1), (corrected.Suggestion!.Category, corrected.Suggestion.WouldChange));
        Assert.Equal([corrected.Suggestion], await client.GetAsync<List<RuleSuggestionRow>>("/api/rule-suggestions"));
    }

    [Fact]
    public async Task A_correction_for_the_merchant_makes_a_rule_and_leaves_what_people_set()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        var (line, byHand, follows, stranger) = await Books.KeepAsync(host, company, books => books.Account() is var account
            ? (
                books.Line(account, "2026-01-02", -10m, "CAFE ROSA").Id,
                books.Line(account, "2026-02-02", -11m, "CAFE ROSA", CategoryNames.GiftsGiven, source: "user").Id,
                books.Line(account, "2026-03-02", -12m, "CAFE ROSA", CategoryNames.Groceries, source: "built_in_rule").Id,
                books.Line(account, "2026-03-03", -12m, "BOOKSHOP", CategoryNames.Groceries).Id)
            : default);

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => client.PutJsonAsync($"/api/transactions/{line}/category", new { category = CategoryNames.Restaurants, apply_to_merchant = true })));
        var changed = new List<int>();
        foreach (var answer in answers)
        {
            changed.Add((await answer.ReadAsync<CorrectedCategory>(HttpStatusCode.OK)).AlsoChanged);
        }

        Assert.Equal([0, 0, 1], changed.Order());
        var lines = (await client.GetAsync<TransactionPage>("/api/transactions")).Transactions.ToDictionary(row => row.Id, row => (row.Category, row.CategorySource));
        Assert.Equal((CategoryNames.Restaurants, "user"), lines[line]);
        Assert.Equal((CategoryNames.GiftsGiven, "user"), lines[byHand]);
        Assert.Equal((CategoryNames.Restaurants, "user_rule"), lines[follows]);
        Assert.Equal((CategoryNames.Groceries, "none"), lines[stranger]);
        var rule = Assert.Single(await client.GetAsync<List<RuleRow>>("/api/rules"));
        Assert.Equal((CategoryNames.Restaurants, "correction"), (rule.Category, rule.Source));
        Assert.Equal(1, await host.QueryAsync(company.Tenant, db => db.CategoryCorrections.CountAsync()));
    }

    [Fact]
    public async Task Every_statement_that_holds_a_line_counts_it_as_it_is_filed_now()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (client, manager) = (host.As(company.Member), host.As(company.Manager));
        var (line, both, one, suggestion) = await Books.KeepAsync(host, company, books =>
        {
            var account = books.Account();
            var line = books.Line(account, "2026-01-02", -10m, "BOOKSHOP");
            var rosa = books.Line(account, "2026-01-03", -10m, "CAFE ROSA");
            return (line.Id, books.Statement(account, lines: [line, rosa]).Id, books.Statement(account, lines: rosa).Id, books.Suggestion("Cafe Rosa", CategoryNames.Restaurants).Id);
        });
        async Task<(int, int)> CountsAsync() =>
            ((await client.GetAsync<StatementRow>($"/api/statements/{both}")).Categorised, (await client.GetAsync<StatementRow>($"/api/statements/{one}")).Categorised);

        await client.PutJsonAsync($"/api/transactions/{line}/category", new { category = CategoryNames.Groceries });
        Assert.Equal((1, 0), await CountsAsync());
        await manager.PostAsync($"/api/rule-suggestions/{suggestion}/accept", null);
        Assert.Equal((2, 1), await CountsAsync());
        await client.PutJsonAsync($"/api/transactions/{line}/category", new { category = CategoryNames.Uncategorised });
        Assert.Equal((1, 1), await CountsAsync());
        Assert.Equal(["crystal.analyze_account"], (await client.GetAsync<Contracts.Jobs.JobPage>("/api/jobs")).Jobs.Select(job => job.Kind));
    }

    [Fact]
    public async Task A_correction_needs_a_line_and_a_category_there_is()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        var line = await Books.KeepAsync(host, company, books => books.Line(books.Account(), "2026-01-02", -10m, "CAFE ROSA").Id);

        await (await client.PutJsonAsync($"/api/transactions/{line}/category", new { category = "coffee" })).ProblemAsync(HttpStatusCode.BadRequest, "category");
        await (await client.PutJsonAsync($"/api/transactions/{line}/category", new { })).ProblemAsync(HttpStatusCode.BadRequest, "category");
        await (await client.PutJsonAsync($"/api/transactions/{Guid.NewGuid()}/category", new { category = CategoryNames.Restaurants })).ProblemAsync(HttpStatusCode.NotFound);
    }

    private static async Task ExpectAsync(HttpClient client, string query, params string[] descriptions)
    {
        var page = await client.GetAsync<TransactionPage>($"/api/transactions?{query}");
        Assert.Equal(descriptions, page.Transactions.Select(line => line.Description));
    }
}
