using System.Net;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Employees;
using Workforce.Contracts.Finance;
using Workforce.Core.Finance.Categories;

namespace Workforce.Api.Tests.Finance;

public sealed class RuleTests
{
    [Fact]
    public async Task An_accepted_suggestion_becomes_a_rule_and_its_lines_follow_once()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (member, manager) = (host.As(company.Member), host.As(company.Manager));
        var id = await SuggestAsync(host, company);

        await (await member.PostAsync($"/api/rule-suggestions/{id}/accept", null)).ProblemAsync(HttpStatusCode.Forbidden);
        var answers = await Task.WhenAll(manager.PostAsync($"/api/rule-suggestions/{id}/accept", null), manager.PostAsync($"/api/rule-suggestions/{id}/accept", null));

        await Assert.Single(answers, answer => answer.StatusCode is not HttpStatusCode.OK).ProblemAsync(HttpStatusCode.NotFound);
        var accepted = await Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.OK).ReadAsync<AcceptedSuggestion>(HttpStatusCode.OK);
        Assert.Equal(2, accepted.Changed);
        var rule = Assert.Single(await member.GetAsync<List<RuleRow>>("/api/rules"));
        Assert.Equal((accepted.RuleId, "Cafe Rosa", CategoryNames.Restaurants, "Restaurants and cafés", "suggestion"), (rule.Id, rule.MerchantName, rule.Category, rule.CategoryName, rule.Source));
        Assert.Empty(await member.GetAsync<List<RuleSuggestionRow>>("/api/rule-suggestions"));
        Assert.Equal(2, (await member.GetAsync<TransactionPage>("/api/transactions?category=food.restaurants")).Total);

        await (await member.DeleteAsync($"/api/rules/{rule.Id}")).ProblemAsync(HttpStatusCode.Forbidden);
        await (await manager.DeleteAsync($"/api/rules/{rule.Id}")).DoneAsync();
        await (await manager.DeleteAsync($"/api/rules/{rule.Id}")).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Empty(await member.GetAsync<List<RuleRow>>("/api/rules"));
        Assert.Equal(2, (await member.GetAsync<TransactionPage>("/api/transactions?category=food.restaurants")).Total);
    }

    [Fact]
    public async Task An_ignored_suggestion_stays_away_from_this_person_for_so_many_days()
    {
        var clock = new SetTime(DateTimeOffset.UtcNow);
        await using var host = await ApiHost.StartAsync(time: clock);
        var company = await Company.FoundAsync(host);
        var (member, manager) = (host.As(company.Member), host.As(company.Manager));
        await SuggestAsync(host, company);

        var shown = Assert.Single(await member.GetAsync<List<RuleSuggestionRow>>("/api/rule-suggestions"));
        await member.PostAsync<object>("/api/tag-rule-suggestions-ignore", new { merchant_name = "CAFE ROSA", days = 1 });
        await member.PostAsync<object>("/api/tag-rule-suggestions-ignore", new { merchant_name = "CAFE ROSA", days = 2 });

        Assert.Equal(("Cafe Rosa", "Restaurants and cafés", 3, 2), (shown.MerchantName, shown.CategoryName, shown.Evidence, shown.WouldChange));
        Assert.Empty(await member.GetAsync<List<RuleSuggestionRow>>("/api/rule-suggestions"));
        Assert.Equal(0, (await member.GetAsync<DashboardSummary>("/api/summary")).OpenSuggestions);
        Assert.Single(await manager.GetAsync<List<RuleSuggestionRow>>("/api/rule-suggestions"));
        clock.Now += TimeSpan.FromDays(2) - TimeSpan.FromSeconds(1);
        Assert.Empty(await host.As(company.Member).GetAsync<List<RuleSuggestionRow>>("/api/rule-suggestions"));
        clock.Now += TimeSpan.FromSeconds(2);
        Assert.Single(await host.As(company.Member).GetAsync<List<RuleSuggestionRow>>("/api/rule-suggestions"));
    }

    [Fact]
    public async Task An_ignored_merchant_is_listed_and_comes_back_when_its_person_says_so()
    {
        var clock = new SetTime(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var host = await ApiHost.StartAsync(time: clock);
        var company = await Company.FoundAsync(host);
        var (member, manager) = (host.As(company.Member), host.As(company.Manager));
        await SuggestAsync(host, company);
        await member.PostAsync<object>("/api/tag-rule-suggestions-ignore", new { merchant_name = "Other", days = 3 });
        await member.PostAsync<object>("/api/tag-rule-suggestions-ignore", new { merchant_name = "CAFE ROSA", days = 2 });

        Assert.Equal(
            [new("CAFE ROSA", clock.Now.AddDays(2)), new("Other", clock.Now.AddDays(3))],
            await member.GetAsync<List<IgnoredMerchantRow>>("/api/tag-rule-suggestions-ignore"));
        Assert.Empty(await manager.GetAsync<List<IgnoredMerchantRow>>("/api/tag-rule-suggestions-ignore"));
        // A colleague's word changes nothing for this person.
        await (await manager.DeleteAsync("/api/tag-rule-suggestions-ignore?merchant_name=cafe%20rosa")).DoneAsync();
        Assert.Empty(await member.GetAsync<List<RuleSuggestionRow>>("/api/rule-suggestions"));
        await (await member.DeleteAsync("/api/tag-rule-suggestions-ignore?merchant_name=cafe%20rosa")).DoneAsync();
        await (await member.DeleteAsync("/api/tag-rule-suggestions-ignore?merchant_name=cafe%20rosa")).DoneAsync();

        Assert.Equal("Cafe Rosa", Assert.Single(await member.GetAsync<List<RuleSuggestionRow>>("/api/rule-suggestions")).MerchantName);
        Assert.Equal([new("Other", clock.Now.AddDays(3))], await member.GetAsync<List<IgnoredMerchantRow>>("/api/tag-rule-suggestions-ignore"));
        Assert.Equal(
            ["rule_suggestion.ignore", "rule_suggestion.ignore", "rule_suggestion.unignore"],
            await host.QueryAsync(company.Tenant, db => db.AuditEntries.OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync()));
        foreach (var wrong in (string[])["", $"?merchant_name={new string('a', 201)}"])
        {
            await (await member.DeleteAsync($"/api/tag-rule-suggestions-ignore{wrong}")).ProblemAsync(HttpStatusCode.BadRequest, "merchant_name");
        }

        clock.Now += TimeSpan.FromDays(3);
        Assert.Empty(await host.As(company.Member).GetAsync<List<IgnoredMerchantRow>>("/api/tag-rule-suggestions-ignore"));
    }

    private static Task<Guid> SuggestAsync(ApiHost host, Company company) => Books.KeepAsync(host, company, books =>
    {
        var account = books.Account();
        books.Line(account, "2026-01-02", -10m, "Cafe Rosa");
        books.Line(account, "2026-02-02", -10m, "Cafe Rosa");
        return books.Suggestion("Cafe Rosa", CategoryNames.Restaurants).Id;
    });
}
