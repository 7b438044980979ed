using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Api.Tests.Agents;
using Workforce.Api.Tests.Hosting;
using Workforce.Api.Tests.People;
using Workforce.Api.Tests.Workers;
using Workforce.Contracts.Employees;
using Workforce.Contracts.Identity;
using Workforce.Core.Finance;
using Workforce.Core.Finance.Categories;

namespace Workforce.Api.Tests.Tenancy;

/// <summary>Rules that hold for every route there is, so that a new one is held to them by being mapped.</summary>
public sealed partial class RouteTests
{
    private static readonly string[] Open = ["POST /api/sign-in", "POST /api/sign-in/refresh", "POST /api/notifications/unsubscribe", "GET /openapi/{documentName}.json", "GET /health", "GET /alive"];

    [Fact]
    public async Task Every_route_names_who_may_come_in_and_turns_strangers_away()
    {
        await using var host = await ApiHost.StartAsync();
        var routes = Routes(host);

        Assert.True(routes.Count > 45, $"only {routes.Count} routes");
        Assert.Equal(Open.Order(), routes.Where(route => route.Anonymous).Select(route => route.Name).Order());
        Assert.All(routes.Where(route => !route.Anonymous), route => Assert.Contains(route.Endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>(), data => data.Policy is not null));
        foreach (var route in routes.Where(route => !route.Anonymous))
        {
            var answer = await host.Anonymous().SendAsync(route.Request(Guid.NewGuid().ToString()));
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized, $"{route.Name} answered {answer.StatusCode} to a stranger");
        }
    }

    [Fact]
    public async Task An_admin_of_another_company_finds_nothing_behind_any_id()
    {
        await using var host = await ApiHost.StartAsync();
        var (here, there) = (await Company.FoundAsync(host), await Company.FoundAsync(host));
        var ids = await FillAsync(host, here);
        var before = await CountsAsync(host, here);

        foreach (var route in Routes(host).Where(route => route.HasId))
        {
            Assert.True(ids.TryGetValue(route.Collection, out var id), $"{route.Name}: put one of {route.Collection} into FillAsync");
            // The owner's own admin gets through with the same request shape, so it is the tenant that stops the other one.
            var answer = await host.As(there.Admin).SendAsync(route.Request(id));
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound, $"{route.Name} answered {answer.StatusCode} to another company");
        }

        Assert.Equal(before, await CountsAsync(host, here));
        foreach (var route in Routes(host).Where(route => route is { HasId: true, Method: "GET" }))
        {
            Assert.Equal(HttpStatusCode.OK, (await host.As(here.Admin).SendAsync(route.Request(ids[route.Collection]))).StatusCode);
        }
    }

    [Fact]
    public async Task A_list_shows_nothing_of_another_company()
    {
        await using var host = await ApiHost.StartAsync();
        var (here, there) = (await Company.FoundAsync(host), await Company.FoundAsync(host));
        var ids = await FillAsync(host, here);
        string[] empty = [.. await BodiesAsync(host, there)];

        Assert.All(ids.Values, id => Assert.DoesNotContain(empty, body => body.Contains(id, StringComparison.OrdinalIgnoreCase)));
        Assert.All(empty, body => Assert.DoesNotContain(here.Tenant.ToString(), body, StringComparison.OrdinalIgnoreCase));
        var own = await BodiesAsync(host, here);
        Assert.All(ids.Where(id => id.Key != "jobs/timeline"), id => Assert.True(own.Any(body => body.Contains(id.Value, StringComparison.OrdinalIgnoreCase)), $"{id.Key} is in no list of its own company"));
    }

    private static async Task<List<string>> BodiesAsync(ApiHost host, Company company)
    {
        var bodies = new List<string>();
        foreach (var route in Routes(host).Where(route => route is { Method: "GET", Anonymous: false, HasId: false } && route.Pattern != "/api/events"))
        {
            bodies.Add(await (await host.As(company.Admin).GetAsync(route.Pattern)).Content.ReadAsStringAsync());
        }

        return bodies;
    }

    private static Task<(int, int, int)> CountsAsync(ApiHost host, Company company) => host.QueryAsync(company.Tenant, async db =>
        (await db.Statements.CountAsync(), await db.Receipts.CountAsync(), await db.Transactions.CountAsync(line => line.Category == CategoryNames.Uncategorised)));

    /// <summary>One of everything that has an id, by the route of its collection.</summary>
    private static async Task<Dictionary<string, string>> FillAsync(ApiHost host, Company company)
    {
        var admin = host.As(company.Admin);
        var task = await admin.PostAsync<DispatchTaskResponse>("/api/employee-dispatch", new { intent = "a", from_employee = "tag", to_employee = "tag", payload = new { } });
        var key = await (await admin.PostJsonAsync("/api/api-keys", new { name = "robot", scopes = new[] { "read" } })).ReadAsync<CreatedApiKey>(HttpStatusCode.Created);
        var ids = await Books.KeepAsync(host, company, books =>
        {
            var account = books.Account();
            var line = books.Line(account, "2026-01-02", -10m, "CAFE ROSA");
            var now = DateTimeOffset.UtcNow;
            return new Dictionary<string, Guid>
            {
                ["statements"] = books.Statement(account, Statement.Progress.Completed, line).Id,
                ["transactions"] = line.Id,
                ["receipts"] = books.Receipt().Id,
                ["rule-suggestions"] = books.Add(new StoredSuggestion { Id = Guid.CreateVersion7(), TenantId = company.Tenant, MerchantKey = "cafe rosa", MerchantName = "Cafe Rosa", Category = CategoryNames.Restaurants, Evidence = 1, WouldChange = 1, CreatedAt = now }).Id,
                ["rules"] = books.Add(new CategoryRule { Id = Guid.CreateVersion7(), TenantId = company.Tenant, MerchantKey = "bookshop", MerchantName = "Bookshop", Category = CategoryNames.Books, Source = "correction", CreatedAt = now }).Id,
                ["insights"] = books.Add(new StoredInsight { Id = Guid.CreateVersion7(), TenantId = company.Tenant, AccountId = account.Id, Key = "k", Kind = "forecast", Severity = "info", Title = "t", Text = "t", CreatedAt = now }).Id,
                ["findings"] = books.Add(new StoredFinding { Id = Guid.CreateVersion7(), TenantId = company.Tenant, AccountId = account.Id, Key = "k", CheckId = "c", Jurisdiction = "*", Severity = "info", Title = "t", Text = "t", Source = "s", CreatedAt = now }).Id,
                ["notifications"] = books.Told("statement.done", now, company.Admin.Id).NotificationId,
                ["notifications/deliveries"] = books.Told("statement.done", now, company.Admin.Id).Id,
                ["notifications/push-subscriptions"] = books.Browser(company.Admin.Id, now).Id,
            };
        });
        var staff = await Staff.HireAsync(host, company.Tenant);
        await staff.PunchInAsync(host, company.Tenant);
        var agents = await AgentHouse.FillAsync(host, company.Tenant);
        return new(ids.Select(id => KeyValuePair.Create(id.Key, id.Value.ToString())))
        {
            ["jobs"] = task.TaskId.ToString(),
            ["jobs/timeline"] = task.CorrelationId.ToString(),
            ["api-keys"] = key.Row.Id.ToString(),
            ["workers"] = (await AttachedRow.AddAsync(host, company.Tenant)).ToString(),
            ["people/employees"] = staff.Employee.ToString(),
            ["people/skills"] = staff.Skill.ToString(),
            ["people/shifts"] = staff.Shift.ToString(),
            ["people/punches"] = staff.Punch.ToString(),
            ["people/cases"] = staff.Case.ToString(),
            ["people/imports"] = staff.Import.ToString(),
            ["agents"] = agents.AgentId,
            ["agents/runs"] = agents.RunId.ToString(),
            ["agents/proposals"] = agents.ProposalId.ToString(),
        };
    }

    private static List<Route> Routes(ApiHost host) =>
        [.. from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
            select new Route(endpoint, method, "/" + Constraint().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), "}"))];

    [GeneratedRegex(@":\w+\}")]
    private static partial Regex Constraint();

    private sealed partial record Route(RouteEndpoint Endpoint, string Method, string Pattern)
    {
        public string Name => $"{Method} {Pattern}";

        public bool Anonymous => Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

        public bool HasId => !Anonymous && Pattern.Contains('{', StringComparison.Ordinal);

        public string Collection => Pattern["/api/".Length..Pattern.IndexOf("/{", StringComparison.Ordinal)];

        /// <summary>A request that passes validation, whatever the route takes.</summary>
        public HttpRequestMessage Request(string id) => new(new HttpMethod(Method), Parameter().Replace(Pattern, id))
        {
            Content = Method switch
            {
                "PUT" when Pattern.EndsWith("/category", StringComparison.Ordinal) => JsonContent.Create(new { category = CategoryNames.Restaurants }),
                "PUT" when Pattern.EndsWith("/match", StringComparison.Ordinal) => JsonContent.Create(new { transaction_id = (Guid?)null }),
                "PUT" when Pattern.Contains("/skills/", StringComparison.Ordinal) => JsonContent.Create(new { level = 3 }),
                "PUT" when Pattern.EndsWith("/excuse", StringComparison.Ordinal) => JsonContent.Create(new { reason = "ill" }),
                "PUT" when Pattern is "/api/people/shifts/{id}" => JsonContent.Create(new { starts_at = "2026-01-01T08:00:00Z", ends_at = "2026-01-01T16:00:00Z", cancelled = false }),
                "PUT" when Pattern is "/api/people/punches/{id}" => JsonContent.Create(new { kind = "in", at = "2026-01-01T08:00:00Z", reason = "why" }),
                "PATCH" when Pattern.EndsWith("/config", StringComparison.Ordinal) => JsonContent.Create(new { }),
                "PATCH" => JsonContent.Create(new { priority = 2 }),
                "POST" when Pattern.EndsWith("/reject", StringComparison.Ordinal) || Pattern.EndsWith("/reopen", StringComparison.Ordinal) || Pattern.EndsWith("/remove", StringComparison.Ordinal) || Pattern.EndsWith("/undo", StringComparison.Ordinal) => JsonContent.Create(new { reason = "why" }),
                "POST" when Pattern.EndsWith("/close", StringComparison.Ordinal) => JsonContent.Create(new { outcome = "spoken", reason = "why" }),
                "POST" or "PUT" => JsonContent.Create(new { }),
                _ => null,
            },
        };

        [GeneratedRegex(@"\{\w+\}")]
        private static partial Regex Parameter();
    }
}
