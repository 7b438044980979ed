using System.Net;
using Microsoft.Extensions.Logging;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Identity;

namespace Workforce.Api.Tests.Wire;

public sealed class SecretsTests
{
    [Fact]
    public async Task No_log_of_any_level_and_no_row_holds_a_password_a_token_or_a_key()
    {
        await using var host = await ApiHost.StartAsync(least: LogLevel.Trace);
        var company = await Company.FoundAsync(host);
        var client = host.Anonymous();
        const string wrong = "almost the password";

        await client.PostJsonAsync("/api/sign-in", new { company.Admin.Email, password = wrong });
        var tokens = await client.PostAsync<SignInResponse>("/api/sign-in", new { company.Admin.Email, Company.Password });
        client.DefaultRequestHeaders.Authorization = new("Bearer", tokens.AccessToken);
        var key = await (await client.PostJsonAsync("/api/api-keys", new { name = "robot", scopes = new[] { "read" } })).ReadAsync<CreatedApiKey>(HttpStatusCode.Created);
        await host.WithKey(key.Key).GetAsync<Me>("/api/me");
        var fresh = await client.PostAsync<SignInResponse>("/api/sign-in/refresh", new { tokens.RefreshToken });
        await client.PostJsonAsync("/api/sign-in", new { company.Admin.Email, password = 5 });

        string[] secrets = [wrong, Company.Password, tokens.AccessToken, tokens.RefreshToken, fresh.AccessToken, fresh.RefreshToken, key.Key, Workforce.Testing.TestDatabase.RolePassword];
        Assert.True(host.Logs.Entries.Count > 50);
        foreach (var entry in host.Logs.Entries)
        {
            Assert.DoesNotContain(secrets, secret => entry.Message.Contains(secret, StringComparison.Ordinal) || entry.Exception?.ToString().Contains(secret, StringComparison.Ordinal) == true);
        }

        await using var command = host.Database.Owner.CreateCommand("select (select string_agg(e::text, '') from identity.audit_entry e) || (select string_agg(k::text, '') from identity.api_key k)");
        var stored = (string)(await command.ExecuteScalarAsync())!;
        Assert.Contains(company.Admin.Id.ToString(), stored, StringComparison.Ordinal);
        Assert.DoesNotContain(secrets, secret => stored.Contains(secret, StringComparison.Ordinal));
    }
}
