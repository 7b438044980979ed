using System.Net;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Identity;

namespace Workforce.Api.Tests.Identity;

public sealed class AuditTests
{
    [Fact]
    public async Task The_trail_tells_an_admin_who_did_what_newest_first()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (admin, member) = (host.As(company.Admin), host.As(company.Member));
        await host.Anonymous().PostJsonAsync("/api/sign-in", new { company.Manager.Email, password = "wrong" });
        await host.Anonymous().PostJsonAsync("/api/sign-in", new { company.Manager.Email, Company.Password });
        await member.PostAsync("/api/statements", Http.File([1]));
        await member.PostAsync("/api/receipts", Http.File([0xFF, 0xD8, 0xFF]));
        await admin.PostJsonAsync("/api/api-keys", new { name = "robot", scopes = new[] { "read" } });
        await member.PostJsonAsync("/api/employee-dispatch", new { intent = "a", from_employee = "tag", to_employee = "tag", payload = new { } });
        await member.PostJsonAsync("/api/tag-rule-suggestions-ignore", new { merchant_name = "Café" });
        await member.PostAsync("/api/sign-out", null);

        var first = await admin.GetAsync<AuditPage>("/api/audit?limit=4");
        var second = await admin.GetAsync<AuditPage>($"/api/audit?limit=4&after={first.Next}");

        AuditRow[] rows = [.. first.Rows, .. second.Rows];
        Assert.Equal(
            ["person.sign_out", "rule_suggestion.ignore", "task.dispatch", "api_key.create", "receipt.upload", "statement.upload", "person.sign_in", "person.sign_in_refused"],
            rows.Select(row => row.Action));
        Assert.Equal(
            ["The Member", "The Member", "The Member", "The Admin", "The Member", "The Member", "The Manager", "The Manager"],
            rows.Select(row => row.Actor));
        Assert.All(rows, row => Assert.Matches("^[0-9a-f]{32}$", row.TraceId));
        Assert.Null(second.Next);
        await (await admin.GetAsync("/api/audit?after=x")).ProblemAsync(HttpStatusCode.BadRequest, "after");
        await (await host.As(company.Manager).GetAsync("/api/audit")).ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_key_is_named_beside_its_owner_and_nothing_can_be_changed_afterwards()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var key = await (await host.As(company.Admin).PostJsonAsync("/api/api-keys", new { name = "robot", scopes = new[] { "statements" } })).ReadAsync<CreatedApiKey>(HttpStatusCode.Created);
        await host.WithKey(key.Key).PostAsync("/api/statements", Http.File([1]));

        await using var app = Npgsql.NpgsqlDataSource.Create(host.Database.As("workforce_app"));
        await using var connection = await app.OpenConnectionAsync();
        await using var command = new Npgsql.NpgsqlCommand($"select set_config('workforce.tenant_id', '{company.Tenant}', false); select api_key_id from identity.audit_entry where action = 'statement.upload'", connection);
        await using (var reader = await command.ExecuteReaderAsync())
        {
            await reader.NextResultAsync();
            await reader.ReadAsync();
            Assert.Equal(key.Row.Id, reader.GetGuid(0));
        }

        foreach (var change in (string[])["update identity.audit_entry set action = 'x'", "delete from identity.audit_entry"])
        {
            await using var forbidden = new Npgsql.NpgsqlCommand(change, connection);
            Assert.Equal("42501", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => forbidden.ExecuteNonQueryAsync())).SqlState);
        }
    }
}
