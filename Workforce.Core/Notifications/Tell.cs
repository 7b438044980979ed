using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Workforce.Core.Data;
using Workforce.Jobs;

namespace Workforce.Core.Notifications;

/// <summary>
/// Tells people. The notice, a delivery for each person and channel that wants it, and the jobs that send them are stored in the
/// caller's transaction (in one of its own where the caller has none): together with what is told of, or not at all.
/// </summary>
public sealed class Tell(WorkforceDbContext db, JobClient jobs, TimeProvider time)
{
    private const int LongestTitle = 300;
    private const int LongestText = 8000;

    /// <summary>The id of the notice; null: its key was told before, and nothing was stored.</summary>
    /// <exception cref="ArgumentException">The kind is none, or the link is no path.</exception>
    public async Task<Guid?> Async(Notice notice, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is not null)
            return await StoreAsync(notice, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var told = await StoreAsync(notice, ct);
        await transaction.CommitAsync(ct);
        return told;
    }

    private async Task<Guid?> StoreAsync(Notice notice, CancellationToken ct)
    {
        var kind = NoticeCatalog.Of(notice.Kind);
        if (notice.Link is { } link && (link is not ['/', ..] || link.StartsWith("//", StringComparison.Ordinal)))
            throw new ArgumentException($"'{link}' is no path in the web, such as /statements.", nameof(notice));

        var now = time.GetUtcNow();
        var (id, tenant) = (Guid.CreateVersion7(now), db.Tenant.Required);
        var (title, text) = (Plain.Line(notice.Title, LongestTitle), Plain.Text(notice.Text, LongestText));
        var stored = await db.Database.ExecuteSqlAsync(
            $"""
            insert into notify.notification (id, tenant_id, key, kind, title, text, link, urgent, facts, created_at)
            values ({id}, {tenant}, {notice.Key}, {kind.Name}, {title}, {text}, {notice.Link}, {notice.Urgent}, {WireNames.ToJson(notice.Facts)}::jsonb, {now})
            on conflict (tenant_id, key) do nothing
            """, ct);
        if (stored == 0)
            return null;

        await DeliverAsync(id, [.. await PlanAsync(notice, kind.Group, now, ct)], now, ct);
        return id;
    }

    private async Task<IEnumerable<PlannedDelivery>> PlanAsync(Notice notice, NoticeGroup group, DateTimeOffset now, CancellationToken ct)
    {
        if (notice.Only is { } only)
            return only is Channel.Slack ? [Slack(notice.To)] : notice.To.Persons.Select(person => new PlannedDelivery(person, only));
        var planned = (await Recipients.OfAsync(db, notice.To, group, ct)).SelectMany(person => DeliveryPlan.Of(group, notice.Urgent, person, now));
        return notice.To is { All: false, OfRoles: [] } || !await ToSlackAsync(group, ct) ? planned : planned.Append(Slack(notice.To));
    }

    private async Task<bool> ToSlackAsync(NoticeGroup group, CancellationToken ct) =>
        await db.SlackChoices.AsNoTracking().Where(choice => choice.GroupName == group.Name).Select(choice => (bool?)choice.Wanted).SingleOrDefaultAsync(ct)
        ?? group.ByDefault.Contains(Channel.Slack);

    private static PlannedDelivery Slack(Audience to) => new(null, Channel.Slack)
    {
        Target = to.OfRoles is [] ? "everybody" : string.Join(',', to.OfRoles.Select(role => role.ToString().ToLowerInvariant())),
    };

    private async Task DeliverAsync(Guid notification, PlannedDelivery[] planned, DateTimeOffset now, CancellationToken ct)
    {
        if (planned is [])
            return;
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        Guid[] ids = [.. planned.Select(_ => Guid.CreateVersion7(now))];
        await using (var insert = new NpgsqlCommand(
            """
            insert into notify.delivery (id, tenant_id, notification_id, created_at, user_id, channel, target, status, not_before, digest_at, error)
            select id, $1, $2, $3, user_id, channel, target, case when error is null then 'pending' else 'suppressed' end, not_before, digest_at, error
            from unnest($4, $5, $6, $7, $8, $9, $10) as d (id, user_id, channel, target, not_before, digest_at, error)
            """, connection)
        {
            Parameters =
            {
                new() { Value = db.Tenant.Required }, new() { Value = notification }, new() { Value = now }, Column(NpgsqlDbType.Uuid, ids),
                Column(NpgsqlDbType.Uuid, planned.Select(one => one.UserId)), Column(NpgsqlDbType.Text, planned.Select(one => WireNames.Of(one.Channel.ToString()))),
                Column(NpgsqlDbType.Text, planned.Select(one => one.Target)), Column(NpgsqlDbType.TimestampTz, planned.Select(one => one.NotBefore)),
                Column(NpgsqlDbType.TimestampTz, planned.Select(one => one.DigestAt)), Column(NpgsqlDbType.Text, planned.Select(one => one.Suppressed)),
            },
        })
            await insert.ExecuteNonQueryAsync(ct);

        // In the app a notice is there for all at once: one job says so, however many they are.
        var (inApp, others) = (planned.Zip(ids).FirstOrDefault(one => one.First.Channel is Channel.InApp), planned.Zip(ids).Where(one => one.First.Channel is not Channel.InApp));
        var next = (inApp.First is null ? others : others.Prepend(inApp)).Select(one => JobOf(one.First, one.Second)).OfType<NewJob>().ToList();
        if (next.Count == 0)
            return;
        await jobs.EnqueueManyAsync(next, connection, ct);
        db.AfterCommit(() => jobs.Ring(NotificationJobs.Deliver.Queue));
    }

    /// <summary>Null: it is suppressed, there is nothing to do.</summary>
    private NewJob? JobOf(PlannedDelivery planned, Guid id) => planned switch
    {
        { Suppressed: not null } => null,
        // One each, of which the first finds them all: what is told while a digest is made is then not left behind.
        { DigestAt: { } due, UserId: { } person } => NewJob.Of(NotificationJobs.Digest, new DigestTask(person, planned.Channel, due), db.Tenant.Required) with { UserId = person, ScheduledFor = due },
        _ => NewJob.Of(NotificationJobs.Deliver, new DeliveryTask(id), db.Tenant.Required) with { UserId = planned.UserId, ScheduledFor = planned.NotBefore },
    };

    private static NpgsqlParameter Column<T>(NpgsqlDbType type, IEnumerable<T> values) => new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = values.ToArray() };
}
