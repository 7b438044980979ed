using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.Notifications;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Core.Notifications;

namespace Workforce.Api.Tests.Notifications;

public sealed class NotificationTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_person_sees_and_reads_what_they_were_told_and_nobody_reads_it_for_them()
    {
        var time = new SetTime(Noon);
        await using var host = await ApiHost.StartAsync(time: time);
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        var mine = await TellAsync(host, company, time, 1, Audience.People(company.Member.Id));
        var everybodys = await TellAsync(host, company, time, 2, Audience.Everybody);
        var colleagues = await TellAsync(host, company, time, 3, Audience.Roles(Role.Admin));

        var page = await client.GetAsync<NotificationPage>("/api/notifications");
        Assert.Equal([everybodys, mine], page.Notifications.Select(row => row.Id));
        Assert.Equal(2, page.Unread);
        Assert.Equal(new NotificationRow(mine, "statement.done", "Title 1", "Text", "/statements/1", Noon.AddMinutes(1), null), page.Notifications[1]);

        await (await client.PostAsync($"/api/notifications/{mine}/read", null)).DoneAsync();
        await (await client.PostAsync($"/api/notifications/{colleagues}/read", null)).ProblemAsync(HttpStatusCode.NotFound);
        var unread = await client.GetAsync<NotificationPage>("/api/notifications?unread=true");
        Assert.Equal((everybodys, 1), (Assert.Single(unread.Notifications).Id, unread.Unread));

        await (await client.PostAsync("/api/notifications/read-all", null)).DoneAsync();
        Assert.Equal(0, (await client.GetAsync<NotificationPage>("/api/notifications")).Unread);
        Assert.Equal(2, (await host.As(company.Admin).GetAsync<NotificationPage>("/api/notifications")).Unread);
        Assert.Equal(1, (await host.As(company.Manager).GetAsync<NotificationPage>("/api/notifications")).Unread);
    }

    [Fact]
    public async Task Pages_hold_every_notification_once()
    {
        await using var host = await ApiHost.StartAsync();
        var company = await Company.FoundAsync(host);
        var client = host.As(company.Member);
        var ids = await Books.KeepAsync(host, company, books => Enumerable.Range(1, 5).Select(minute => books.Told("statement.done", Noon.AddMinutes(minute / 2), company.Member.Id).NotificationId).ToList());

        var seen = new List<Guid>();
        for (string? next = ""; next is not null;)
        {
            var page = await client.GetAsync<NotificationPage>($"/api/notifications?limit=2&after={next}");
            seen.AddRange(page.Notifications.Select(row => row.Id));
            next = page.Next;
        }

        Assert.Equal(ids.Order(), seen.Order());
        Assert.Equal(5, seen.Count);
    }

    private static async Task<Guid> TellAsync(ApiHost host, Company company, SetTime time, int minute, Audience to)
    {
        time.Now = Noon.AddMinutes(minute);
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(company.Tenant, null);
        var told = await scope.ServiceProvider.GetRequiredService<Tell>().Async(
            new Notice { Key = $"key {minute}", Kind = "statement.done", Title = $"Title {minute}", Text = "Text", Link = $"/statements/{minute}", To = to }, default);
        return told!.Value;
    }
}
