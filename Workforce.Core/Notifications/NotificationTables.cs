using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Notifications;

internal static class NotificationTables
{
    private const string Schema = "notify";

    public static void Map(ModelBuilder model)
    {
        model.Entity<Notification>(notification =>
        {
            notification.ToTable("notification", Schema);
            notification.Property(n => n.Facts).HasJson();
        });
        model.Entity<Delivery>(delivery =>
        {
            delivery.ToTable("delivery", Schema);
            delivery.HasOne<Notification>().WithMany().HasForeignKey(d => d.NotificationId);
        });
        model.Entity<Preference>(preference =>
        {
            preference.ToTable("preference", Schema);
            preference.HasKey(p => new { p.TenantId, p.UserId, p.GroupName, p.Channel });
        });
        model.Entity<SlackChoice>(choice =>
        {
            choice.ToTable("slack_choice", Schema);
            choice.HasKey(c => new { c.TenantId, c.GroupName });
        });
        model.Entity<PersonSettings>(settings =>
        {
            settings.ToTable("person_settings", Schema);
            settings.HasKey(s => new { s.TenantId, s.UserId });
        });
        model.Entity<PushSubscription>().ToTable("push_subscription", Schema);
        model.Entity<ConfiguredChannel>(channel =>
        {
            channel.ToTable("configured_channel", Schema);
            channel.HasKey(c => new { c.TenantId, c.Channel });
        });
    }
}
