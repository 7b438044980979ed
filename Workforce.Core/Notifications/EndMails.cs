using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;

namespace Workforce.Core.Notifications;

/// <summary>Does what an unsubscribe link says, for whoever holds it: no more mails of a group, or of any.</summary>
public sealed class EndMails(WorkforceDbContext db, AuditTrail audit)
{
    public async Task RunAsync(Unsubscription link, CancellationToken ct)
    {
        db.Tenant.Enter(link.TenantId, link.UserId);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var group in NoticeCatalog.Groups.Where(group => link.Group is UnsubscribeLinks.Everything || group.Name == link.Group))
        {
            // A person who is gone gets no mails either way.
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into notify.preference (tenant_id, user_id, group_name, channel, wanted)
                select tenant_id, id, {group.Name}, 'email', false from identity.person where id = {link.UserId}
                on conflict (tenant_id, user_id, group_name, channel) do update set wanted = false
                """, ct);
        }

        audit.Record("notifications.unsubscribe", "person", link.UserId, new { group = link.Group });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
