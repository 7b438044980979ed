using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Core.Notifications;

namespace Workforce.Workers.Notifications;

/// <summary>Reads deliveries, and writes down what becomes of them.</summary>
internal sealed class Letters(WorkforceDbContext db, TimeProvider time)
{
    private const int LongestError = 500;

    /// <summary>Null: there is no such delivery.</summary>
    public async Task<Letter?> ReadAsync(Guid id, CancellationToken ct)
    {
        var row = await (
            from delivery in db.Deliveries
            join notification in db.Notifications on delivery.NotificationId equals notification.Id
            join tenant in db.Tenants on delivery.TenantId equals tenant.Id
            from person in db.People.Where(one => one.Id == delivery.UserId).DefaultIfEmpty()
            from settings in db.PersonSettings.Where(one => one.UserId == delivery.UserId).DefaultIfEmpty()
            where delivery.Id == id
            select new { Delivery = delivery, Notification = notification, tenant.Name, Person = person, Settings = settings }).AsNoTracking().SingleOrDefaultAsync(ct);
        return row is null ? null : new(row.Delivery, row.Notification, row.Name, Of(row.Person, row.Settings));
    }

    /// <summary>Written and committed before sending begins.</summary>
    public Task BeginAsync(Guid id, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return Pending(id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Attempts, row => row.Attempts + 1).SetProperty(row => row.AttemptedAt, now), ct);
    }

    public Task PutOffAsync(Guid id, DateTimeOffset until, CancellationToken ct) =>
        Pending(id).ExecuteUpdateAsync(set => set.SetProperty(row => row.NotBefore, until), ct);

    public Task NoteAsync(Guid id, string error, CancellationToken ct) =>
        Pending(id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Error, Plain.Line(error, LongestError)), ct);

    public Task SentAsync(Guid id, string? providerId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return Pending(id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Status, DeliveryStatus.Sent).SetProperty(row => row.SentAt, now).SetProperty(row => row.ProviderId, providerId).SetProperty(row => row.Error, (string?)null), ct);
    }

    /// <summary>Everybody's, of a notice: what is in the app is there for all of them at once.</summary>
    public Task ShownAsync(Guid notice, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return db.Deliveries.Where(row => row.NotificationId == notice && row.Channel == Channel.InApp && row.Status == DeliveryStatus.Pending)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, DeliveryStatus.Sent).SetProperty(row => row.SentAt, now).SetProperty(row => row.AttemptedAt, now).SetProperty(row => row.Attempts, 1), ct);
    }

    /// <param name="status">Failed or suppressed.</param>
    public Task EndAsync(Guid id, DeliveryStatus status, string reason, CancellationToken ct) =>
        Pending(id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, status).SetProperty(row => row.Error, Plain.Line(reason, LongestError)), ct);

    private static Addressee? Of(Person? person, PersonSettings? settings) =>
        person is null ? null : new(person.Id, person.DisplayName, person.Email, settings?.Phone, settings is null ? null : PersonTimes.Of(settings));

    // What has ended stays as it ended, whoever comes late.
    private IQueryable<Delivery> Pending(Guid id) => db.Deliveries.Where(row => row.Id == id && row.Status == DeliveryStatus.Pending);
}
