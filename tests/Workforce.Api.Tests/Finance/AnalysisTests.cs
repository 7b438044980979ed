using System.Net;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Finance;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;

namespace Workforce.Api.Tests.Finance;

public sealed class AnalysisTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Insights_come_weightiest_first_until_somebody_dismisses_them()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        var (light, heavy) = await Books.KeepAsync(host, company, books => books.Account() is var account ? (Insight(books, account, "light", 1).Id, Insight(books, account, "heavy", 2).Id) : default);

        Assert.Equal([heavy, light], (await client.GetAsync<List<InsightRow>>("/api/insights")).Select(row => row.Id));
        Assert.Equal([light], (await client.GetAsync<List<InsightRow>>("/api/insights?skip=1")).Select(row => row.Id));
        await (await client.GetAsync("/api/insights?skip=-1")).ProblemAsync(HttpStatusCode.BadRequest, "skip");
        await (await client.PostAsync($"/api/insights/{heavy}/dismiss", null)).DoneAsync();
        await (await client.PostAsync($"/api/insights/{heavy}/dismiss", null)).DoneAsync();
        await (await client.PostAsync($"/api/insights/{Guid.NewGuid()}/dismiss", null)).ProblemAsync(HttpStatusCode.NotFound);

        var left = Assert.Single(await client.GetAsync<List<InsightRow>>("/api/insights"));
        Assert.Equal((light, "spend_up", "notice", "light", 12.5m, "EUR"), (left.Id, left.Kind, left.Severity, left.Title, left.Amount, left.Currency));
        Assert.Equal(1, await host.QueryAsync(company.Tenant, db => db.AuditEntries.CountAsync(entry => entry.Action == "insight.dismiss")));
    }

    [Fact]
    public async Task A_dismissed_insight_is_kept_apart_until_it_is_restored()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        var (first, second) = await Books.KeepAsync(host, company, books => books.Account() is var account ? (Insight(books, account, "first", 1).Id, Insight(books, account, "second", 2).Id) : default);
        Assert.Empty(await client.GetAsync<List<InsightRow>>("/api/insights?dismissed=true"));

        foreach (var id in (Guid[])[second, first])
        {
            await (await client.PostAsync($"/api/insights/{id}/dismiss", null)).DoneAsync();
        }

        var dismissed = await client.GetAsync<List<InsightRow>>("/api/insights?dismissed=true");
        Assert.Equal([first, second], dismissed.Select(row => row.Id));
        Assert.All(dismissed, row => Assert.NotNull(row.DismissedAt));
        await (await client.PostAsync($"/api/insights/{first}/restore", null)).DoneAsync();
        await (await client.PostAsync($"/api/insights/{first}/restore", null)).DoneAsync();
        await (await client.PostAsync($"/api/insights/{Guid.NewGuid()}/restore", null)).ProblemAsync(HttpStatusCode.NotFound);

        var shown = Assert.Single(await client.GetAsync<List<InsightRow>>("/api/insights"));
        Assert.Equal((first, null), (shown.Id, shown.DismissedAt));
        Assert.Equal(second, Assert.Single(await client.GetAsync<List<InsightRow>>("/api/insights?dismissed=true")).Id);
        Assert.Equal(
            ["insight.dismiss", "insight.dismiss", "insight.restore"],
            await host.QueryAsync(company.Tenant, db => db.AuditEntries.OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync()));
        Assert.Equal(first.ToString(), await host.QueryAsync(company.Tenant, db => db.AuditEntries.Where(entry => entry.Action == "insight.restore").Select(entry => entry.TargetId).SingleAsync()));
    }

    [Fact]
    public async Task A_manager_reopens_a_finding_that_was_resolved_by_mistake()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (member, manager) = (host.As(company.Member), host.As(company.Manager));
        var id = await Books.KeepAsync(host, company, books => Finding(books, books.Account()).Id);
        await (await manager.PostAsync($"/api/findings/{id}/resolve", null)).DoneAsync();

        await (await member.PostAsync($"/api/findings/{id}/reopen", null)).ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Empty(await member.GetAsync<List<FindingRow>>("/api/findings?open=true"));
        await (await manager.PostAsync($"/api/findings/{id}/reopen", null)).DoneAsync();
        await (await manager.PostAsync($"/api/findings/{id}/reopen", null)).DoneAsync();
        await (await manager.PostAsync($"/api/findings/{Guid.NewGuid()}/reopen", null)).ProblemAsync(HttpStatusCode.NotFound);

        Assert.Null(Assert.Single(await member.GetAsync<List<FindingRow>>("/api/findings?open=true")).ResolvedAt);
        Assert.Null(await host.QueryAsync(company.Tenant, db => db.Findings.Select(row => row.ResolvedBy).SingleAsync()));
        Assert.Equal(["finding.resolve", "finding.reopen"], await host.QueryAsync(company.Tenant, db => db.AuditEntries.OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync()));
    }

    [Fact]
    public async Task A_manager_resolves_findings_and_open_ones_are_told_apart()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (member, manager) = (host.As(company.Member), host.As(company.Manager));
        var id = await Books.KeepAsync(host, company, books => Finding(books, books.Account()).Id);

        Assert.Equal(id, Assert.Single(await member.GetAsync<List<FindingRow>>("/api/findings?open=true")).Id);
        Assert.Empty(await member.GetAsync<List<FindingRow>>("/api/findings?skip=1"));
        await (await member.GetAsync("/api/findings?skip=-1")).ProblemAsync(HttpStatusCode.BadRequest, "skip");
        Assert.Empty(await member.GetAsync<List<FindingRow>>("/api/findings?open=false"));
        await (await member.PostAsync($"/api/findings/{id}/resolve", null)).ProblemAsync(HttpStatusCode.Forbidden);
        await (await manager.PostAsync($"/api/findings/{id}/resolve", null)).DoneAsync();
        await (await manager.PostAsync($"/api/findings/{Guid.NewGuid()}/resolve", null)).ProblemAsync(HttpStatusCode.NotFound);

        Assert.Empty(await member.GetAsync<List<FindingRow>>("/api/findings?open=true"));
        Assert.NotNull(Assert.Single(await member.GetAsync<List<FindingRow>>("/api/findings")).ResolvedAt);
        Assert.Equal(company.Manager.Id, await host.QueryAsync(company.Tenant, db => db.Findings.Select(row => row.ResolvedBy).SingleAsync()));
    }

    [Fact]
    public async Task Spend_is_by_month_category_and_currency_without_transfers()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        var card = await Books.KeepAsync(host, company, books =>
        {
            var (checking, card) = (books.Account(), books.Account("Card", null));
            books.Line(checking, "2026-01-02", -10m, "A", CategoryNames.Groceries);
            books.Line(checking, "2026-01-31", -2.345m, "A", CategoryNames.Groceries);
            books.Line(checking, "2026-01-31", 1m, "A", CategoryNames.Groceries);
            books.Line(checking, "2026-02-01", -5m, "A", CategoryNames.Groceries);
            books.Line(checking, "2026-02-01", -7m, "A", CategoryNames.Groceries, "USD");
            var came = books.Line(card, "2026-02-02", 100m, "T", CategoryNames.Transfer);
            books.Line(checking, "2026-02-02", -100m, "T", CategoryNames.Groceries, otherSide: came.Id);
            books.Line(checking, "2026-01-01", 900m, "START", opening: true);
            books.Line(checking, "2026-02-03", -1m, "K", CategoryNames.Groceries, currency: null);
            books.Line(card, "2026-02-03", -2m, "K", CategoryNames.Groceries, currency: null);
            return card.Id;
        });

        SpendRow Row(int month, string currency, decimal spent, decimal received, int lines) => new(new DateOnly(2026, month, 1), CategoryNames.Groceries, "Groceries", currency, spent, received, lines);
        var all = await client.GetAsync<List<SpendRow>>("/api/spend");
        Assert.Equal([Row(1, "EUR", 12.345m, 1m, 3), Row(2, "EUR", 5m, 0m, 1), Row(2, "USD", 7m, 0m, 1)], all.Where(row => row.Currency != ""));
        Assert.Equal([1m, 2m], all.Where(row => row.Currency == "").Select(row => row.Spent).Order());
        Assert.Equal([Row(2, "", 2m, 0m, 1)], await client.GetAsync<List<SpendRow>>($"/api/spend?account={card}"));
        Assert.Equal([Row(2, "USD", 7m, 0m, 1)], await client.GetAsync<List<SpendRow>>("/api/spend?from=2026-02-01&to=2026-02-28&currency=USD"));
        await (await client.GetAsync("/api/spend?from=2026-02-02&to=2026-02-01")).ProblemAsync(HttpStatusCode.BadRequest, "from");
    }

    [Fact]
    public async Task The_front_page_counts_what_there_is()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        await Books.KeepAsync(host, company, books =>
        {
            var account = books.Account();
            books.Statement(account, Statement.Progress.Completed, books.Line(account, "2026-01-02", -10m, "A", CategoryNames.Groceries), books.Line(account, "2026-01-03", -10m, "B", currency: "CHF"));
            books.Receipt();
            Insight(books, account, "one", 1);
            return Finding(books, account);
        });

        var summary = await client.GetAsync<DashboardSummary>("/api/summary");
        Assert.Equal((1, 2, 1, 1, 1, 1, 1, 0), (summary.Statements, summary.Transactions, summary.Uncategorised, summary.Receipts, summary.ReceiptsUnmatched, summary.OpenFindings, summary.Insights, summary.OpenSuggestions));
        Assert.Equal(["CHF", "EUR"], summary.Currencies);
        var account = Assert.Single(await client.GetAsync<List<AccountRow>>("/api/accounts"));
        Assert.Equal(("Checking", "checking", "EUR", 2, new DateOnly(2026, 1, 2), new DateOnly(2026, 1, 3)), (account.Name, account.Type, account.Currency, account.Transactions, account.First, account.Last));
        var categories = await client.GetAsync<List<CategoryRow>>("/api/categories");
        Assert.Equal(CategoryCatalogue.All.Select(category => category.Name), categories.Select(category => category.Name));
        Assert.Equal(new CategoryRow("income.salary", "Salary", "Income", "income"), categories[0]);
    }

    [Fact]
    public async Task Recurring_payments_come_active_and_largest_first()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        await Books.KeepAsync(host, company, books => books.Account() is var account ? (Recurring(books, account, "ended", -900m, false), Recurring(books, account, "small", -5m, true), Recurring(books, account, "large", -50m, true)) : default);

        var rows = await host.As(company.Member).GetAsync<List<RecurringRow>>("/api/recurring");

        Assert.Equal(["large", "small", "ended"], rows.Select(row => row.Key));
        Assert.Equal((-50m, "out", "monthly", new DateOnly(2026, 3, 1)), (rows[0].TypicalAmount, rows[0].Direction, rows[0].Cadence, rows[0].Last));
    }

    [Fact]
    public async Task The_tax_profile_is_set_by_a_manager_and_makes_ledger_look_again()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (member, manager) = (host.As(company.Member), host.As(company.Manager));
        await Books.KeepAsync(host, company, books => books.Account());
        var profile = new TaxProfileRow("de", "mixed", true, "eur");

        await (await member.GetAsync("/api/tax-profile")).ProblemAsync(HttpStatusCode.NotFound);
        await (await member.PutJsonAsync("/api/tax-profile", profile)).ProblemAsync(HttpStatusCode.Forbidden);
        await (await manager.PutJsonAsync("/api/tax-profile", new TaxProfileRow("D3", "sometimes", true, "EURO"))).ProblemAsync(HttpStatusCode.BadRequest, "business_use", "base_currency");
        await (await manager.PutJsonAsync("/api/tax-profile", new TaxProfileRow("D3", "mixed", true, "EU1"))).ProblemAsync(HttpStatusCode.BadRequest, "country", "base_currency");
        await (await manager.PutJsonAsync("/api/tax-profile", new TaxProfileRow("ZZ", "mixed", true, "XXX"))).ProblemAsync(HttpStatusCode.BadRequest, "country", "base_currency");
        var answers = await Task.WhenAll(manager.PutJsonAsync("/api/tax-profile", profile), manager.PutJsonAsync("/api/tax-profile", profile));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(new TaxProfileRow("DE", "mixed", true, "EUR"), await member.GetAsync<TaxProfileRow>("/api/tax-profile"));
        Assert.All((await member.GetAsync<Contracts.Jobs.JobPage>("/api/jobs")).Jobs, job => Assert.Equal("ledger.audit_account", job.Kind));
    }

    private static StoredInsight Insight(Books books, Account account, string title, decimal score) => books.Add(new StoredInsight
    {
        Id = Guid.CreateVersion7(),
        TenantId = account.TenantId,
        AccountId = account.Id,
        Key = title,
        Kind = "spend_up",
        Severity = "notice",
        Title = title,
        Text = "More than usual.",
        Amount = 12.5m,
        Currency = "EUR",
        Score = score,
        CreatedAt = Noon,
    });

    private static StoredFinding Finding(Books books, Account account) => books.Add(new StoredFinding
    {
        Id = Guid.CreateVersion7(),
        TenantId = account.TenantId,
        AccountId = account.Id,
        Key = "finding",
        CheckId = "us.receipt",
        Jurisdiction = "US",
        Severity = "warning",
        Title = "No receipt",
        Text = "A meal without a receipt.",
        Source = "IRS Publication 463",
        CreatedAt = Noon,
    });

    private static StoredRecurringPayment Recurring(Books books, Account account, string key, decimal amount, bool active) => books.Add(new StoredRecurringPayment
    {
        TenantId = account.TenantId,
        AccountId = account.Id,
        Key = key,
        Merchant = key,
        Cadence = "monthly",
        Direction = "out",
        TypicalAmount = amount,
        LowestAmount = amount,
        HighestAmount = amount,
        Currency = "EUR",
        FirstDate = new DateOnly(2026, 1, 1),
        LastDate = new DateOnly(2026, 3, 1),
        Count = 3,
        Active = active,
    });
}
