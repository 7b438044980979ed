using System.Net;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Identity;

namespace Workforce.Api.Tests.Identity;

public sealed class ApiKeyTests
{
    [Fact]
    public async Task A_key_lets_a_program_in_until_it_is_revoked()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var owner = host.As(company.Manager);

        var created = await CreateAsync(owner, "read");
        var program = host.WithKey(created.Key);

        Assert.Matches("^wf_[A-Za-z0-9_-]{43}$", created.Key);
        Assert.StartsWith(created.Row.Prefix, created.Key, StringComparison.Ordinal);
        Assert.Equal(9, created.Row.Prefix.Length);
        Assert.Equal(company.Manager.Id, (await program.GetAsync<Me>("/api/me")).UserId);
        var row = Assert.Single(await owner.GetAsync<List<ApiKeyRow>>("/api/api-keys"));
        Assert.Equal((created.Row.Id, "robot", null), (row.Id, row.Name, row.RevokedAt));

        await (await owner.DeleteAsync($"/api/api-keys/{created.Row.Id}")).DoneAsync();
        await (await program.GetAsync("/api/me")).ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.NotNull(Assert.Single(await owner.GetAsync<List<ApiKeyRow>>("/api/api-keys")).RevokedAt);
        await (await owner.DeleteAsync($"/api/api-keys/{created.Row.Id}")).DoneAsync();
    }

    [Fact]
    public async Task A_key_may_do_what_its_scopes_and_its_owner_may()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (admin, manager) = (host.As(company.Admin), host.As(company.Manager));
        var (tasks, statements, read, everything, managers) = (await KeyAsync(admin, "tasks"), await KeyAsync(admin, "statements"), await KeyAsync(admin, "read"), await KeyAsync(admin, "admin"), await KeyAsync(manager, "admin"));

        async Task ExpectAsync(HttpStatusCode expected, Func<HttpClient, Task<HttpResponseMessage>> request, params HttpClient[] programs)
        {
            foreach (var program in programs)
            {
                Assert.Equal(expected, (await request(program)).StatusCode);
            }
        }

        static Task<HttpResponseMessage> Pull(HttpClient program) => program.PostJsonAsync("/api/employee-pull", new { to_employee = "tag" });
        static Task<HttpResponseMessage> Upload(HttpClient program) => program.PostAsync("/api/statements", Http.File([]));
        await ExpectAsync(HttpStatusCode.OK, Pull, tasks, everything, managers);
        await ExpectAsync(HttpStatusCode.Forbidden, Pull, statements, read);
        await ExpectAsync(HttpStatusCode.Accepted, Upload, statements);
        await ExpectAsync(HttpStatusCode.OK, Upload, everything, managers);
        await ExpectAsync(HttpStatusCode.Forbidden, Upload, tasks, read);
        await ExpectAsync(HttpStatusCode.OK, program => program.GetAsync("/api/statements"), statements, read, everything);
        await ExpectAsync(HttpStatusCode.Forbidden, program => program.GetAsync("/api/statements"), tasks);
        await ExpectAsync(HttpStatusCode.OK, program => program.GetAsync("/api/transactions"), read, everything);
        await ExpectAsync(HttpStatusCode.Forbidden, program => program.GetAsync("/api/transactions"), tasks, statements);
        await ExpectAsync(HttpStatusCode.OK, program => program.GetAsync("/api/audit"), everything);
        await ExpectAsync(HttpStatusCode.Forbidden, program => program.GetAsync("/api/audit"), read, managers);
        await ExpectAsync(HttpStatusCode.NotFound, program => program.DeleteAsync($"/api/statements/{Guid.NewGuid()}"), everything, managers);
        await ExpectAsync(HttpStatusCode.Forbidden, program => program.DeleteAsync($"/api/statements/{Guid.NewGuid()}"), tasks, statements, read);
        await ExpectAsync(HttpStatusCode.OK, program => program.GetAsync("/api/me"), tasks, statements, read, everything);
    }

    [Fact]
    public async Task A_key_ends_on_its_day_and_notes_its_use_once_a_minute()
    {
        var clock = new SetTime(new DateTimeOffset(DateTimeOffset.UtcNow.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero));
        await using var host = await ApiHost.StartAsync(time: clock);
        var company = await Company.FoundAsync(host);
        var start = clock.Now;
        var program = await KeyAsync(host.As(company.Admin), "read", days: 1);
        async Task<DateTimeOffset?> UsedAsync() => (await host.As(company.Admin).GetAsync<List<ApiKeyRow>>("/api/api-keys")).Single().LastUsedAt;

        Assert.Null(await UsedAsync());
        await program.GetAsync<Me>("/api/me");
        clock.Now = start.AddSeconds(59);
        await program.GetAsync<Me>("/api/me");
        Assert.Equal(start, await UsedAsync());
        clock.Now = start.AddSeconds(61);
        await program.GetAsync<Me>("/api/me");
        Assert.Equal(start.AddSeconds(61), await UsedAsync());

        clock.Now = start.AddDays(1).AddSeconds(-1);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/me")).StatusCode);
        clock.Now = start.AddDays(1);
        await (await program.GetAsync("/api/me")).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Keys_are_their_owners_alone_and_members_make_none()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (admin, manager, member) = (host.As(company.Admin), host.As(company.Manager), host.As(company.Member));
        var key = await CreateAsync(manager, "read");

        Assert.Empty(await admin.GetAsync<List<ApiKeyRow>>("/api/api-keys"));
        await (await admin.DeleteAsync($"/api/api-keys/{key.Row.Id}")).ProblemAsync(HttpStatusCode.NotFound);
        await (await member.PostJsonAsync("/api/api-keys", new { name = "x", scopes = new[] { "read" } })).ProblemAsync(HttpStatusCode.Forbidden);
        await (await host.WithKey(key.Key[..^1] + (key.Key[^1] == 'A' ? 'B' : 'A')).GetAsync("/api/me")).ProblemAsync(HttpStatusCode.Unauthorized);
        await (await host.WithKey("wf_short").GetAsync("/api/me")).ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal(company.Manager.Id, (await host.WithKey(key.Key).GetAsync<Me>("/api/me")).UserId);
    }

    [Fact]
    public async Task No_key_sees_makes_or_revokes_keys()
    {
        await using var host = await ApiHost.StartAsync();
        var key = await CreateAsync(host.As((await Company.FoundAsync(host)).Admin), "admin");
        var program = host.WithKey(key.Key);

        await (await program.PostJsonAsync("/api/api-keys", new { name = "heir", scopes = new[] { "admin" } })).ProblemAsync(HttpStatusCode.Forbidden);
        await (await program.GetAsync("/api/api-keys")).ProblemAsync(HttpStatusCode.Forbidden);
        await (await program.DeleteAsync($"/api/api-keys/{key.Row.Id}")).ProblemAsync(HttpStatusCode.Forbidden);
        await program.GetAsync<AuditPage>("/api/audit");
    }

    [Fact]
    public async Task A_wish_for_a_key_that_makes_no_sense_is_named()
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.As((await Company.FoundAsync(host)).Admin);
        Task<HttpResponseMessage> AskAsync(object wish) => client.PostJsonAsync("/api/api-keys", wish);

        await (await AskAsync(new { })).ProblemAsync(HttpStatusCode.BadRequest, "name", "scopes");
        await (await AskAsync(new { name = new string('x', 81), scopes = new[] { "read" }, expires_in_days = 0 })).ProblemAsync(HttpStatusCode.BadRequest, "name", "expires_in_days");
        await (await AskAsync(new { name = "x", scopes = new[] { "read", "write" }, expires_in_days = 366 })).ProblemAsync(HttpStatusCode.BadRequest, "scopes");
        await (await AskAsync(new { name = "x", scopes = new[] { "read" }, expires_in_days = 367 })).ProblemAsync(HttpStatusCode.BadRequest, "expires_in_days");
        await (await AskAsync(new { name = "x", scopes = Array.Empty<string>() })).ProblemAsync(HttpStatusCode.BadRequest, "scopes");
        await (await AskAsync(new { name = "x", scopes = "read" })).ProblemAsync(HttpStatusCode.BadRequest, "scopes");
        Assert.Empty(await client.GetAsync<List<ApiKeyRow>>("/api/api-keys"));
    }

    [Fact]
    public async Task A_key_for_a_worker_names_its_jobs_or_none_and_opens_nothing_else()
    {
        await using var host = await ApiHost.StartAsync();
        var owner = host.As((await Company.FoundAsync(host)).Manager);

        foreach (var scope in (string[])["worker", "worker:tag", "worker:receipt_ocr.read"])
        {
            var key = await CreateAsync(owner, scope);
            Assert.Equal([scope], key.Row.Scopes);
            await host.WithKey(key.Key).GetAsync<Me>("/api/me");
            await (await host.WithKey(key.Key).GetAsync("/api/workers")).ProblemAsync(HttpStatusCode.Forbidden);
        }

        foreach (var scope in (string[])["worker:", "worker:Tag", "worker:tag.a.b", "worker tag", "workers"])
        {
            var detail = await (await owner.PostJsonAsync("/api/api-keys", new { name = "robot", scopes = new[] { scope } })).ProblemAsync(HttpStatusCode.BadRequest, "scopes");
            Assert.Contains($"'{scope}' is not one of", detail, StringComparison.Ordinal);
        }

        Assert.Equal(3, (await owner.GetAsync<List<ApiKeyRow>>("/api/api-keys")).Count);
    }

    private static async Task<CreatedApiKey> CreateAsync(HttpClient owner, string scope, int? days = null) =>
        await (await owner.PostJsonAsync("/api/api-keys", new { name = "robot", scopes = new[] { scope }, expires_in_days = days })).ReadAsync<CreatedApiKey>(HttpStatusCode.Created);

    private static async Task<HttpClient> KeyAsync(HttpClient owner, string scope, int? days = null)
    {
        var program = new HttpClient { BaseAddress = owner.BaseAddress };
        program.DefaultRequestHeaders.Add("X-Api-Key", (await CreateAsync(owner, scope, days)).Key);
        return program;
    }
}
