using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;

namespace Workforce.Core.Notifications;

/// <summary>Says how and when the caller is to be told. Counts for what is told from now on; what already waits for a digest still comes with it.</summary>
public sealed class SetPreferences(WorkforceDbContext db, AuditTrail audit)
{
    /// <param name="wishes">By group and channel; what is left out is as by default.</param>
    /// <param name="times">As they were checked.</param>
    public async Task RunAsync(IReadOnlyDictionary<(NoticeGroup Group, Channel Channel), bool> wishes, PersonTimes times, CancellationToken ct)
    {
        var (tenant, person) = (db.Tenant.Required, db.Tenant.UserId!.Value);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var settings = await OfAsync(db, tenant, person, ct);
        (settings.TimeZone, settings.QuietFrom, settings.QuietTo, settings.UrgentPasses) = (times.TimeZone, times.QuietFrom, times.QuietTo, times.UrgentPasses);
        (settings.Digest, settings.DigestHour, settings.DigestDay) = (times.Digest, (short)times.DigestHour, (short)times.DigestDay);
        await db.Preferences.Where(row => row.UserId == person).ExecuteDeleteAsync(ct);
        db.AddRange(wishes.Where(wish => wish.Value != wish.Key.Group.ByDefault.Contains(wish.Key.Channel)).Select(wish => new Preference
        {
            TenantId = tenant, UserId = person, GroupName = wish.Key.Group.Name, Channel = wish.Key.Channel, Wanted = wish.Value,
        }));
        audit.Record("notifications.prefer", "person", person);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The person's row, made and locked until the transaction ends: two changes at once come one after the other.</summary>
    internal static async Task<PersonSettings> OfAsync(WorkforceDbContext db, Guid tenant, Guid person, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"insert into notify.person_settings (tenant_id, user_id) values ({tenant}, {person}) on conflict do nothing", ct);
        return await db.PersonSettings.FromSql($"select * from notify.person_settings where user_id = {person} for update").SingleAsync(ct);
    }
}
