using System.Net;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Notifications;
using Workforce.Core.Notifications;

namespace Workforce.Api.Tests.Notifications;

/// <summary>The code itself is the workers' secret: here it stands in for theirs.</summary>
public sealed class PhoneTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_number_is_used_once_its_code_came_back_and_forgotten_when_its_owner_says()
    {
        var time = new SetTime(Noon);
        await using var host = await ApiHost.StartAsync(time: time);
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        await ConfigureAsync(host, company);

        Assert.Equal(new PhoneRow(null, "+4915112345678", null, null), await PutAsync(client, "+49 (151) 1234-5678"));
        var job = Assert.Single((await host.Jobs.ListAsync(company.Tenant, new(), default)).Jobs);
        Assert.Equal(("notifications.phone_code", company.Member.Id), (job.Kind, job.UserId));
        await (await client.PostJsonAsync("/api/notifications/phone/verify", new { code = "123456" })).ProblemAsync(HttpStatusCode.BadRequest, "code");

        await SendAsync(host, company, "123456");
        await (await client.PostJsonAsync("/api/notifications/phone/verify", new { code = "654321" })).ProblemAsync(HttpStatusCode.BadRequest, "code");
        Assert.Equal(new PhoneRow("+4915112345678", null, null, null), await client.PostAsync<PhoneRow>("/api/notifications/phone/verify", new { code = "123456" }));
        await (await client.PostJsonAsync("/api/notifications/phone/verify", new { code = "123456" })).ProblemAsync(HttpStatusCode.BadRequest, "code");

        // Another number leaves the one before in use.
        Assert.Equal(new PhoneRow("+4915112345678", "+15550100123", null, null), await PutAsync(client, "+1 555 0100 123"));
        await (await client.DeleteAsync("/api/notifications/phone")).DoneAsync();
        Assert.Equal(new PhoneRow(null, null, null, null), (await client.GetAsync<NotificationPreferences>("/api/notifications/preferences")).Phone);
    }

    [Fact]
    public async Task A_code_has_five_tries_and_ten_minutes()
    {
        var time = new SetTime(Noon);
        await using var host = await ApiHost.StartAsync(time: time);
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        await ConfigureAsync(host, company);
        await PutAsync(client, "+4915112345678");
        await SendAsync(host, company, "123456");
        for (var n = 0; n < 5; n++)
            Assert.Contains("is not the one", await TryAsync("000000"), StringComparison.Ordinal);
        Assert.Contains("too often", await TryAsync("123456"), StringComparison.Ordinal);

        await SendAsync(host, company, "123456");
        time.Now = Noon.AddMinutes(10);
        Assert.Contains("too old", await TryAsync("123456"), StringComparison.Ordinal);
        time.Now = Noon.AddMinutes(10).AddTicks(-10);
        Assert.Equal("+4915112345678", (await client.PostAsync<PhoneRow>("/api/notifications/phone/verify", new { code = "123456" })).Number);

        async Task<string> TryAsync(string code) => await (await client.PostJsonAsync("/api/notifications/phone/verify", new { code })).ProblemAsync(HttpStatusCode.BadRequest, "code");
    }

    [Fact]
    public async Task What_is_no_number_or_could_not_be_reached_is_refused()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        await (await client.PutJsonAsync("/api/notifications/phone", new { number = "+4915112345678" })).ProblemAsync(HttpStatusCode.Conflict);
        await ConfigureAsync(host, company);
        foreach (var number in (string[])["0151 12345678", "+0151 12345678", "+49151", "+4915112345678901", "call me"])
            await (await host.As(company.Admin).PutJsonAsync("/api/notifications/phone", new { number })).ProblemAsync(HttpStatusCode.BadRequest, "number");

        for (var n = 0; n < 4; n++)
            await PutAsync(client, "+4915112345678");
        await (await client.PutJsonAsync("/api/notifications/phone", new { number = "+4915112345678" })).ProblemAsync(HttpStatusCode.TooManyRequests);
    }

    private static async Task<PhoneRow> PutAsync(HttpClient client, string number) => await (await client.PutJsonAsync("/api/notifications/phone", new { number })).ReadAsync<PhoneRow>(HttpStatusCode.OK);

    /// <summary>What the workers do when they start.</summary>
    private static Task<int> ConfigureAsync(ApiHost host, Company company) => host.QueryAsync(company.Tenant, async db =>
    {
        db.Add(new ConfiguredChannel { TenantId = company.Tenant, Channel = Channel.Sms, Configured = true, UpdatedAt = Noon });
        return await db.SaveChangesAsync();
    });

    /// <summary>What the workers do with the job.</summary>
    private static Task<int> SendAsync(ApiHost host, Company company, string code) => host.QueryAsync(company.Tenant, db =>
    {
        var hash = PhoneCode.HashOf(code, company.Member.Id, "+4915112345678");
        return db.PersonSettings.ExecuteUpdateAsync(set => set.SetProperty(row => row.PhoneCodeHash, hash).SetProperty(row => row.PhoneCodeEndsAt, Noon.AddMinutes(10)).SetProperty(row => row.PhoneCodeTries, (short)0));
    });
}
