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
        var waiting = await (
            from delivery in db.Deliveries
            join notification in db.Notifications on delivery.NotificationId equals notification.Id
            where delivery.UserId == task.UserId && delivery.Channel == task.Channel && delivery.Status == DeliveryStatus.Pending && delivery.DigestAt <= task.DueAt
            orderby delivery.CreatedAt, delivery.Id
            select new { delivery.Id, notification.Title, notification.Text }).AsNoTracking().ToListAsync(ct);
        if (waiting.Count == 0)
            return 0;

        var notice = await tell.Async(new Notice
        {
            Key = $"digest:{task.UserId}:{task.Channel}:{task.DueAt.UtcTicks}",
            Kind = NoticeCatalog.Digest,
            Title = waiting.Count == 1 ? waiting[0].Title : $"{waiting.Count} notices: {waiting[0].Title} …",
            Text = waiting.Count > Listed ? $"The first {Listed} of {waiting.Count}; Workforce has them all." : waiting.Count == 1 ? "One notice since your last digest." : $"{waiting.Count} notices since your last digest.",
            Link = "/",
            To = Audience.People(task.UserId),
            Facts = [.. waiting.Take(Listed).Select(one => new Fact(one.Title, Plain.Cut(one.Text, LongestText)))],
            Only = task.Channel,
        }, ct) ?? throw new InvalidOperationException("The digest was told before, and left deliveries behind.");
        var digest = await db.Deliveries.Where(delivery => delivery.NotificationId == notice).Select(delivery => delivery.Id).SingleAsync(ct);
        var ids = waiting.Select(one => one.Id).ToArray();
        await db.Deliveries.Where(delivery => ids.Contains(delivery.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.Status, DeliveryStatus.Digested).SetProperty(delivery => delivery.DigestId, digest), ct);
        return waiting.Count;
    }
}
