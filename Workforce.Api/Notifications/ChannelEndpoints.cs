using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Limits;
using Workforce.Api.Wire;
using Workforce.Contracts.Notifications;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Core.Notifications;

namespace Workforce.Api.Notifications;

/// <summary>What the company can be told by, and whether it arrives.</summary>
internal static class ChannelEndpoints
{
    public static void MapChannels(this RouteGroupBuilder notifications)
    {
        notifications.MapGet("/channels", List).RequireAuthorization(Policies.Read)
            .WithSummary("Which channels are configured, and what became of the caller's tests")
            .WithDescription("The settings themselves are known to the workers alone.");
        notifications.MapPost("/channels/test", Test).RequireAuthorization(Policies.Change).Limited(RateLimit.ChannelTest).ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithSummary("Send a message by a channel to the caller, or to the company's Slack")
            .WithDescription("At once, whatever the preferences; `last_test` of the channel says what became of it. To Slack an admin sends. 5 requests per 60 s.");
        notifications.MapGet("/slack", Slack).RequireAuthorization(Policies.Read).WithSummary("Which groups go to the company's Slack");
        notifications.MapPut("/slack", SetSlack).RequireAuthorization(Policies.Administer).WithSummary("Say which groups go to the company's Slack").WithDescription("What is left out is as by default.");
        notifications.MapPost("/unsubscribe", Unsubscribe).AllowAnonymous()
            .WithSummary("Do what the unsubscribe link of a mail says").WithDescription("The token of the link is all it takes; no more mails of its group then go to its person.");
    }

    private static async Task<Ok<List<ChannelRow>>> List(WorkforceDbContext db, CancellationToken ct)
    {
        var known = await db.ConfiguredChannels.AsNoTracking().ToDictionaryAsync(row => row.Channel, ct);
        var keys = SendTest.KeysOf(db.Tenant.UserId!.Value);
        var tests = await (
            from delivery in db.Deliveries
            join notification in db.Notifications on delivery.NotificationId equals notification.Id
            where notification.Kind == "notifications.test" && notification.Key.StartsWith(keys)
            orderby delivery.CreatedAt descending
            select new { delivery.Channel, delivery.Status, delivery.Error, delivery.CreatedAt }).Take(50).ToListAsync(ct);
        return TypedResults.Ok(Enum.GetValues<Channel>().Select(channel => new ChannelRow(
            WireName.Of(channel),
            channel is Channel.InApp || known.GetValueOrDefault(channel)?.Configured == true,
            known.GetValueOrDefault(channel)?.PublicKey,
            tests.Find(test => test.Channel == channel) is { } last ? new(WireName.Of(last.Status), last.Error, last.CreatedAt) : null)).ToList());
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> Test(TestChannelRequest request, HttpContext http, SendTest send, CancellationToken ct)
    {
        var channel = WireName.Read<Channel>(request.Channel)!.Value;
        if (channel is Channel.Slack && !Caller.Of(http)!.May(Role.Admin, []))
        {
            return TypedResults.Problem("What goes to the company's Slack, an admin sends.", statusCode: StatusCodes.Status403Forbidden);
        }

        await send.RunAsync(channel, ct);
        return TypedResults.Accepted("/api/notifications/channels");
    }

    private static async Task<Ok<SlackGroups>> Slack(WorkforceDbContext db, CancellationToken ct)
    {
        var chosen = await db.SlackChoices.AsNoTracking().ToDictionaryAsync(row => row.GroupName, row => row.Wanted, ct);
        return TypedResults.Ok(new SlackGroups(NoticeCatalog.Groups.ToDictionary(group => group.Name, group => chosen.TryGetValue(group.Name, out var wanted) ? wanted : group.ByDefault.Contains(Channel.Slack))));
    }

    private static async Task<Results<Ok<SlackGroups>, ValidationProblem>> SetSlack(SlackGroups request, WorkforceDbContext db, AuditTrail audit, CancellationToken ct)
    {
        if (request.Groups is null)
        {
            return Problems.Field("groups", "is required");
        }

        if (request.Groups.Keys.Where(name => NoticeCatalog.Group(name) is null).ToList() is { Count: > 0 } unknown)
        {
            return Problems.Fields([.. unknown.Select(name => ($"groups.{name}", $"must be one of {string.Join(", ", NoticeCatalog.Groups.Select(group => group.Name))}"))]);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SlackChoices.ExecuteDeleteAsync(ct);
        db.AddRange(request.Groups.Where(group => group.Value != NoticeCatalog.Group(group.Key)!.ByDefault.Contains(Channel.Slack))
            .Select(group => new SlackChoice { TenantId = db.Tenant.Required, GroupName = group.Key, Wanted = group.Value }));
        audit.Record("slack.choose", "tenant", db.Tenant.Required, request.Groups);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return await Slack(db, ct);
    }

    private static async Task<Results<Ok<Unsubscribed>, ProblemHttpResult>> Unsubscribe(UnsubscribeRequest request, UnsubscribeLinks links, EndMails end, CancellationToken ct)
    {
        if (links.Read(request.Token) is not { } link)
        {
            return TypedResults.Problem("The link is not one of ours, or was cut off on its way.", statusCode: StatusCodes.Status404NotFound);
        }

        await end.RunAsync(link, ct);
        return TypedResults.Ok(new Unsubscribed(NoticeCatalog.Group(link.Group)?.Title ?? "everything"));
    }
}
