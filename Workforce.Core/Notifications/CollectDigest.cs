using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Notifications;

/// <summary>Puts what a person waited for on a channel into one notice, which then goes its way like any other. Runs in the caller's transaction.</summary>
public sealed class CollectDigest(WorkforceDbContext db, Tell tell)
{
    private const int Listed = 50;
    private const int LongestText = 200;

    /// <summary>How many notices it holds; 0: nothing waited, and nothing is sent.</summary>
    public async Task<int> RunAsync(DigestTask task, CancellationToken ct)
    {
        // Locked: of two at once the second waits here, and then finds nothing waiting.
        var channel = WireName.Of(task.Channel);
        var ids = await db.Database.SqlQuery<Guid>(
            $"""
            select id as "Value" from notify.delivery
            where user_id = {task.UserId} and channel = {channel} and status = 'pending' and digest_at <= {task.DueAt}
            order by created_at, id for update
            """).ToListAsync(ct);
        var waiting = await (
            from delivery in db.Deliveries
            join notification in db.Notifications on delivery.NotificationId equals notification.Id
            where ids.Contains(delivery.Id)
            orderby delivery.CreatedAt, delivery.Id
            select new { notification.Title, notification.Text }).AsNoTracking().ToListAsync(ct);
        if (waiting.Count == 0)
            return 0;

        var notice = await tell.Async(new Notice
        {
            Key = $"digest:{ids[0]}",
            Kind = NoticeCatalog.Digest,
            Title = waiting.Count == 1 ? waiting[0].Title : $"{waiting.Count} notices: {waiting[0].Title} …",
            Text = waiting.Count > Listed ? $"The first {Listed} of {waiting.Count}; Workforce has them all." : waiting.Count == 1 ? "One notice since your last digest." : $"{waiting.Count} notices since your last digest.",
            Link = "/",
            To = Audience.People(task.UserId),
            Facts = [.. waiting.Take(Listed).Select(one => new Fact(one.Title, Plain.Cut(one.Text, LongestText)))],
            Only = task.Channel,
        }, ct) ?? throw new InvalidOperationException("The digest was told before, and left deliveries behind.");
        var digest = await db.Deliveries.Where(delivery => delivery.NotificationId == notice).Select(delivery => delivery.Id).SingleAsync(ct);
        await db.Deliveries.Where(delivery => ids.Contains(delivery.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.Status, DeliveryStatus.Digested).SetProperty(delivery => delivery.DigestId, digest), ct);
        return waiting.Count;
    }
}
