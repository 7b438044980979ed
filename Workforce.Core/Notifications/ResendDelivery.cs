using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Jobs;

namespace Workforce.Core.Notifications;

/// <summary>Sends what failed, or was suppressed, once more: with all its tries.</summary>
public sealed class ResendDelivery(WorkforceDbContext db, JobClient jobs, AuditTrail audit)
{
    public async Task<Resent> RunAsync(Guid id, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Of two at once the second waits here, and finds it pending.
        var delivery = await db.Deliveries.FromSql($"select * from notify.delivery where id = {id} for update").AsTracking().SingleOrDefaultAsync(ct);
        if (delivery is not { Status: DeliveryStatus.Failed or DeliveryStatus.Suppressed })
            return new(delivery?.Status, Again: false);

        (delivery.Status, delivery.Attempts, delivery.Error, delivery.NotBefore, delivery.DigestAt) = (DeliveryStatus.Pending, 0, null, null, null);
        delivery.Resends++;
        audit.Record("delivery.resend", "delivery", id, new { channel = WireName.Of(delivery.Channel) });
        await db.SaveChangesAsync(ct);
        await jobs.EnqueueAsync(NewJob.Of(NotificationJobs.Deliver, new DeliveryTask(id), delivery.TenantId) with { UserId = delivery.UserId }, (NpgsqlConnection)db.Database.GetDbConnection(), ct);
        db.AfterCommit(() => jobs.Ring(NotificationJobs.Deliver.Queue));
        await transaction.CommitAsync(ct);
        return new(DeliveryStatus.Pending, Again: true);
    }
}

/// <param name="Status">As it is now; null: there is no such delivery.</param>
/// <param name="Again">It is being sent again.</param>
public readonly record struct Resent(DeliveryStatus? Status, bool Again);
