using System.Net;
using System.Net.Http.Headers;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Identity;

namespace Workforce.Api.Tests.Identity;

public sealed class SignInTests
{
    [Fact]
    public async Task A_person_signs_in_and_is_who_they_are()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.Anonymous();

        var tokens = await client.PostAsync<SignInResponse>("/api/sign-in", new { email = $" {company.Manager.Email.ToUpperInvariant()}", password = Company.Password });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(tokens.TokenType, tokens.AccessToken);

        Assert.Equal(("Bearer", 3600), (tokens.TokenType, tokens.ExpiresIn));
        Assert.Equal(
            new Me(company.Manager.Id, company.Manager.Email, "The Manager", "manager", company.Tenant, "Acme"),
            await client.GetAsync<Me>("/api/me"));
    }

    [Fact]
    public async Task An_unknown_address_and_a_wrong_password_get_the_same_answer()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);

        var wrong = await TryAsync(host, company.Admin.Email, "wrong");
        var unknown = await TryAsync(host, "nobody@acme.example", "wrong");

        Assert.Equal(await wrong.ProblemAsync(HttpStatusCode.Unauthorized), await unknown.ProblemAsync(HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_a_person_out_even_sent_at_once_and_a_lockout_ends()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);

        var guesses = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => TryAsync(host, company.Admin.Email, "wrong")));
        Assert.All(guesses, guess => Assert.Equal(HttpStatusCode.Unauthorized, guess.StatusCode));
        Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(host, company.Admin.Email, Company.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await TryAsync(host, company.Member.Email, Company.Password)).StatusCode);

        await SqlAsync(host, "update identity.person set lockout_end = now() - interval '1 second'");
        Assert.Equal(HttpStatusCode.OK, (await TryAsync(host, company.Admin.Email, Company.Password)).StatusCode);
    }

    [Fact]
    public async Task Four_wrong_passwords_do_not_lock_and_the_right_one_forgives_them()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);

        for (var round = 0; round < 2; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TryAsync(host, company.Admin.Email, "wrong")));
            Assert.Equal(HttpStatusCode.OK, (await TryAsync(host, company.Admin.Email, Company.Password)).StatusCode);
        }
    }

    [Fact]
    public async Task A_refresh_token_gives_new_tokens_and_an_access_token_does_not()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.Anonymous();
        var tokens = await (await TryAsync(host, company.Admin.Email, Company.Password)).ReadAsync<SignInResponse>(HttpStatusCode.OK);

        var fresh = await client.PostAsync<SignInResponse>("/api/sign-in/refresh", new { tokens.RefreshToken });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", fresh.AccessToken);

        Assert.Equal(company.Admin.Id, (await client.GetAsync<Me>("/api/me")).UserId);
        await (await client.PostJsonAsync("/api/sign-in/refresh", new { RefreshToken = tokens.AccessToken })).ProblemAsync(HttpStatusCode.Unauthorized);
        await (await client.PostJsonAsync("/api/sign-in/refresh", new { RefreshToken = "nonsense" })).ProblemAsync(HttpStatusCode.Unauthorized);
        await (await client.PostJsonAsync("/api/sign-in/refresh", new { })).ProblemAsync(HttpStatusCode.BadRequest, "refresh_token");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.RefreshToken);
        await (await client.GetAsync("/api/me")).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Signing_out_ends_every_session_of_the_person_and_of_nobody_else()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var tokens = await (await TryAsync(host, company.Member.Email, Company.Password)).ReadAsync<SignInResponse>(HttpStatusCode.OK);
        var (one, other, colleague) = (host.As(company.Member), host.As(company.Member), host.As(company.Admin));

        await (await one.PostAsync("/api/sign-out", null)).DoneAsync();

        await (await one.GetAsync("/api/me")).ProblemAsync(HttpStatusCode.Unauthorized);
        await (await other.GetAsync("/api/me")).ProblemAsync(HttpStatusCode.Unauthorized);
        await (await host.Anonymous().PostJsonAsync("/api/sign-in/refresh", new { tokens.RefreshToken })).ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal(company.Admin.Id, (await colleague.GetAsync<Me>("/api/me")).UserId);
    }

    [Fact]
    public async Task A_token_ends_after_an_hour_and_a_replica_reads_the_tokens_of_the_other()
    {
        var clock = new SetTime(DateTimeOffset.UtcNow);
        await using var host = await ApiHost.StartAsync(time: clock);
        await using var replica = await ApiHost.StartAsync(beside: host, time: clock);
        var company = await Company.FoundAsync(host);
        var client = replica.Anonymous();
        client.DefaultRequestHeaders.Authorization = host.As(company.Admin).DefaultRequestHeaders.Authorization;

        clock.Now += TimeSpan.FromMinutes(59);
        Assert.Equal(company.Admin.Id, (await client.GetAsync<Me>("/api/me")).UserId);
        clock.Now += TimeSpan.FromMinutes(2);
        await (await client.GetAsync("/api/me")).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Another_companys_token_sent_along_does_not_get_in_the_way_of_signing_in()
    {
        await using var host = await ApiHost.StartAsync();
        var (here, there) = (await Company.FoundAsync(host), await Company.FoundAsync(host));

        var answer = await host.As(there.Admin).PostJsonAsync("/api/sign-in", new { here.Admin.Email, Company.Password });

        await answer.ReadAsync<SignInResponse>(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Tries_for_one_address_are_limited_before_the_lockout_can_tell_who_exists()
    {
        await using var host = await ApiHost.StartAsync();

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(host, $"{host.Database.Name}@acme.example", "wrong")).StatusCode);
        }

        var refused = await TryAsync(host, $"{host.Database.Name}@ACME.example", "wrong");
        await refused.ProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Theory]
    [InlineData("""{ "email": "a@b.example" }""", "password")]
    [InlineData("""{ "email": "ab", "password": "" }""", "email", "password")]
    [InlineData("""{ "email": 5, "password": "x" }""", "email")]
    [InlineData("""{ "e-mail": "a@b.example", "password": "x" }""", "e-mail")]
    [InlineData("""{ "email": "a@b.example" """, "body")]
    [InlineData("null", "body")]
    [InlineData("", "body")]
    public async Task A_request_that_is_not_valid_is_told_its_field(string json, params string[] fields)
    {
        await using var host = await ApiHost.StartAsync();

        var answer = await host.Anonymous().PostAsync("/api/sign-in", new StringContent(json, MediaTypeHeaderValue.Parse("application/json")));

        await answer.ProblemAsync(HttpStatusCode.BadRequest, fields);
    }

    private static Task<HttpResponseMessage> TryAsync(ApiHost host, string email, string password) =>
        host.Anonymous().PostJsonAsync("/api/sign-in", new { email, password });

    private static async Task SqlAsync(ApiHost host, string sql)
    {
        await using var command = host.Database.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
