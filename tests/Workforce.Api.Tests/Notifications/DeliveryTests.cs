using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Identity;
using Workforce.Contracts.Notifications;
using Workforce.Core.Notifications;

namespace Workforce.Api.Tests.Notifications;

public sealed class DeliveryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_admin_sees_what_became_of_each_and_sends_what_failed_again()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var admin = host.As(company.Admin);
        var (sent, failed) = await Books.KeepAsync(host, company, books =>
        {
            var bell = books.Told("statement.done", Noon, company.Member.Id);
            return (bell, books.Add(new Delivery
            {
                Id = Guid.CreateVersion7(), TenantId = company.Tenant, NotificationId = bell.NotificationId, UserId = company.Member.Id, Channel = Channel.Email, Status = DeliveryStatus.Failed,
                Attempts = 8, Error = "The mail server answered 550 no such user", CreatedAt = Noon.AddMinutes(1),
            }));
        });

        var page = await admin.GetAsync<DeliveryPage>("/api/notifications/deliveries");
        Assert.Equal([failed.Id, sent.Id], page.Deliveries.Select(row => row.Id));
        Assert.Equal(
            new DeliveryRow(failed.Id, sent.NotificationId, "statement.done", "Title", "email", "failed", "The Member", null, 8, "The mail server answered 550 no such user", null, Noon.AddMinutes(1), null, null, null),
            page.Deliveries[0]);
        Assert.Equal([failed.Id], (await admin.GetAsync<DeliveryPage>("/api/notifications/deliveries?status=failed")).Deliveries.Select(row => row.Id));
        Assert.Equal([sent.Id], (await admin.GetAsync<DeliveryPage>("/api/notifications/deliveries?channel=in_app&kind=statement.done")).Deliveries.Select(row => row.Id));
        var first = await admin.GetAsync<DeliveryPage>("/api/notifications/deliveries?limit=1");
        Assert.Equal([sent.Id], (await admin.GetAsync<DeliveryPage>($"/api/notifications/deliveries?limit=1&after={first.Next}")).Deliveries.Select(row => row.Id));
        await (await admin.GetAsync("/api/notifications/deliveries?status=lost")).ProblemAsync(HttpStatusCode.BadRequest, "status");
        await (await admin.GetAsync("/api/notifications/deliveries?channel=fax")).ProblemAsync(HttpStatusCode.BadRequest, "channel");
        await (await host.As(company.Manager).GetAsync("/api/notifications/deliveries")).ProblemAsync(HttpStatusCode.Forbidden);

        var resends = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => admin.PostAsync($"/api/notifications/deliveries/{failed.Id}/resend", null)));
        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Conflict], resends.Select(answer => answer.StatusCode).Order());
        await (await admin.PostAsync($"/api/notifications/deliveries/{sent.Id}/resend", null)).ProblemAsync(HttpStatusCode.Conflict);
        var again = (await admin.GetAsync<DeliveryPage>("/api/notifications/deliveries?channel=email")).Deliveries[0];
        Assert.Equal(("pending", 0, null), (again.Status, again.Attempts, again.Error));
        Assert.Equal("notifications.deliver", Assert.Single((await host.Jobs.ListAsync(company.Tenant, new(), default)).Jobs).Kind);
        Assert.Single((await admin.GetAsync<AuditPage>("/api/audit")).Rows, row => row.Action == "delivery.resend");
    }

    [Fact]
    public async Task A_test_goes_to_the_caller_and_one_to_slack_is_an_admins()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var (client, admin) = (host.As(company.Member), host.As(company.Admin));
        Assert.Equal(
            [("in_app", true), ("email", false), ("slack", false), ("sms", false), ("push", false)],
            (await client.GetAsync<List<ChannelRow>>("/api/notifications/channels")).Select(row => (row.Channel, row.Configured)));

        Assert.Equal(HttpStatusCode.Accepted, (await client.PostJsonAsync("/api/notifications/channels/test", new { channel = "email" })).StatusCode);
        await (await client.PostJsonAsync("/api/notifications/channels/test", new { channel = "slack" })).ProblemAsync(HttpStatusCode.Forbidden);
        await (await client.PostJsonAsync("/api/notifications/channels/test", new { channel = "telex" })).ProblemAsync(HttpStatusCode.BadRequest, "channel");
        Assert.Equal(HttpStatusCode.Accepted, (await admin.PostJsonAsync("/api/notifications/channels/test", new { channel = "slack" })).StatusCode);

        Assert.Equal([(Channel.Email, company.Member.Id, null), (Channel.Slack, (Guid?)null, "everybody")], await host.QueryAsync(company.Tenant, db => Task.FromResult(
            db.Deliveries.OrderBy(row => row.CreatedAt).AsEnumerable().Select(row => (row.Channel, row.UserId, row.Target)).ToList())));
        Assert.Equal("pending", (await client.GetAsync<List<ChannelRow>>("/api/notifications/channels")).Single(row => row.Channel == "email").LastTest?.Status);
        Assert.Null((await client.GetAsync<List<ChannelRow>>("/api/notifications/channels")).Single(row => row.Channel == "slack").LastTest);
    }

    [Fact]
    public async Task The_link_of_a_mail_ends_mails_of_its_group_without_signing_in()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var links = host.Services.GetRequiredService<UnsubscribeLinks>();
        string TokenOf(string kind) => links.PathOf(company.Tenant, company.Member.Id, NoticeCatalog.Of(kind))["/unsubscribe?token=".Length..];
        async Task<string[]> MailsAsync() =>
            [.. (await host.As(company.Member).GetAsync<NotificationPreferences>("/api/notifications/preferences")).Groups.Where(group => group.Channels["email"]).Select(group => group.Name)];

        Assert.Equal(["proposals", "budgets", "agents", "people", "ahead", "account"], await MailsAsync());
        Assert.Equal(new Unsubscribed("Budgets"), await host.Anonymous().PostAsync<Unsubscribed>("/api/notifications/unsubscribe", new { token = TokenOf("budget.near") }));
        await host.Anonymous().PostAsync<Unsubscribed>("/api/notifications/unsubscribe", new { token = TokenOf("budget.near") });
        Assert.Equal(["proposals", "agents", "people", "ahead", "account"], await MailsAsync());
        Assert.Equal(new Unsubscribed("everything"), await host.Anonymous().PostAsync<Unsubscribed>("/api/notifications/unsubscribe", new { token = TokenOf("notifications.digest") }));
        Assert.Empty(await MailsAsync());

        foreach (var token in (string[])["x", TokenOf("budget.near")[..^3], TokenOf("budget.near") + "A"])
            await (await host.Anonymous().PostJsonAsync("/api/notifications/unsubscribe", new { token })).ProblemAsync(HttpStatusCode.NotFound);
    }
}
