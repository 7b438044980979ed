using System.Net;
using System.Net.Http.Headers;
using Workforce.Api.Tests.Hosting;

namespace Workforce.Api.Tests.Wire;

public sealed class ProblemTests
{
    [Theory]
    [InlineData("{ \"to_employee\": \"tag\",\n  \"max\": \"five\" }", "max: must be a whole number (line 2, byte 16)")]
    [InlineData("{ \"to_employee\": \"tag\",\n  \"maximum\": 5 }", "maximum: is not a property of this request (line 2, byte 13)")]
    [InlineData("{ \"to_employee\": [] }", "to_employee: must be a string (line 1, byte 19)")]
    [InlineData("[]", "body: must be an object (line 1, byte 2)")]
    [InlineData("{ \"max\": 1, \"max\": 2 }", "max: is given twice")]
    public async Task Json_that_cannot_be_read_is_told_where(string json, string detail)
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.As((await Company.FoundAsync(host)).Member);

        var answer = await client.PostAsync("/api/employee-pull", new StringContent(json, MediaTypeHeaderValue.Parse("application/json")));

        Assert.StartsWith(detail, await answer.ProblemAsync(HttpStatusCode.BadRequest, detail[..detail.IndexOf(':', StringComparison.Ordinal)]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/sign-in", """{"email":"a\u0000b","password":"secret"}""", "email")]
    [InlineData("/api/employee-dispatch", """{"intent":"analyze","from_employee":"tag","to_employee":"crystal","payload":{"a":["b\u0000"]}}""", "payload")]
    [InlineData("/api/employee-dispatch", """{"intent":"analyze","from_employee":"tag","to_employee":"crystal","payload":{},"idempotency_key":"\u0000"}""", "idempotency_key")]
    [InlineData("/api/transactions?text=%00", null, "text")]
    [InlineData("/api/jobs?queue=a%00", null, "queue")]
    public async Task Text_that_no_database_keeps_is_refused_by_its_field(string path, string? json, string field)
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.As((await Company.FoundAsync(host)).Member);

        var answer = json is null ? await client.GetAsync(path) : await client.PostAsync(path, new StringContent(json, MediaTypeHeaderValue.Parse("application/json")));

        Assert.EndsWith("must not contain the character NUL or half of a surrogate pair", await answer.ProblemAsync(HttpStatusCode.BadRequest, field), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_routing_answers_is_a_problem_too()
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.As((await Company.FoundAsync(host)).Member);

        await (await client.GetAsync("/api/nothing")).ProblemAsync(HttpStatusCode.NotFound);
        await (await client.GetAsync("/api/statements/7")).ProblemAsync(HttpStatusCode.NotFound);
        await (await client.DeleteAsync("/api/statements")).ProblemAsync(HttpStatusCode.MethodNotAllowed);
        await (await client.PostAsync("/api/employee-pull", new StringContent("{}", MediaTypeHeaderValue.Parse("text/plain")))).ProblemAsync(HttpStatusCode.UnsupportedMediaType);
        await (await host.Anonymous().GetAsync("/api/nothing")).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_that_keep_it_from_being_misused()
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.As((await Company.FoundAsync(host)).Member);

        foreach (var path in (string[])["/api/me", "/api/nothing", "/openapi/v1.json"])
        {
            var headers = (await client.GetAsync(path)).Headers;
            Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("DENY", Assert.Single(headers.GetValues("X-Frame-Options")));
            Assert.StartsWith("default-src 'none'", Assert.Single(headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.True(headers.CacheControl!.NoStore);
            Assert.False(headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task While_the_database_is_away_callers_are_asked_to_come_back()
    {
        await using var working = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(working);
        await using var host = await ApiHost.StartAsync(new() { ["ConnectionStrings:workforce"] = "Host=127.0.0.1;Port=1;Username=workforce_app;Password=x;Database=x;Timeout=2" }, beside: working);
        host.Logs.Expect("Microsoft.EntityFrameworkCore").Expect("KeyManagement").Expect("DataProtection").Expect("HealthCheck");

        var answer = await host.Anonymous().PostJsonAsync("/api/sign-in", new { company.Admin.Email, Company.Password });

        await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(TimeSpan.FromSeconds(2), answer.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.Anonymous().GetAsync("/health")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Anonymous().GetAsync("/alive")).StatusCode);
    }

    [Fact]
    public async Task The_callers_address_is_believed_from_named_proxies_only()
    {
        await using var host = await ApiHost.StartAsync();
        await using var behind = await ApiHost.StartAsync(new() { ["ForwardedHeaders:KnownProxies:0"] = "127.0.0.1" }, beside: host);
        var company = await Company.FoundAsync(host);

        foreach (var server in (ApiHost[])[host, behind])
        {
            var client = server.Anonymous();
            client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
            await client.PostJsonAsync("/api/sign-in", new { company.Admin.Email, Company.Password });
        }

        var addresses = await host.QueryAsync(company.Tenant, db => Task.FromResult(db.AuditEntries.OrderBy(entry => entry.Id).Select(entry => entry.Ip).ToList()));
        Assert.Equal(["127.0.0.1", "203.0.113.7"], addresses);
    }
}
