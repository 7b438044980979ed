using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Core.Notifications;

/// <summary>Whom an audience is made of, with all that decides how each is told, in one query.</summary>
internal static class Recipients
{
    public static async Task<List<Recipient>> OfAsync(WorkforceDbContext db, Audience audience, NoticeGroup group, CancellationToken ct)
    {
        var roles = audience.OfRoles.Select(role => role.ToString().ToLowerInvariant()).ToArray();
        var persons = audience.Persons.ToArray();
        var rows = await db.Database.SqlQuery<Row>(
            $"""
            select p.id as "UserId", s.time_zone as "TimeZone", s.quiet_from as "QuietFrom", s.quiet_to as "QuietTo", s.urgent_passes as "UrgentPasses",
                s.digest as "Digest", s.digest_hour as "DigestHour", s.digest_day as "DigestDay", s.phone is not null as "HasPhone",
                exists (select from notify.push_subscription b where b.tenant_id = p.tenant_id and b.user_id = p.id) as "HasBrowser",
                array(select channel || case when wanted then '+' else '-' end from notify.preference c
                    where c.tenant_id = p.tenant_id and c.user_id = p.id and c.group_name = {group.Name}) as "Choices"
            from identity.person p
            left join notify.person_settings s on s.tenant_id = p.tenant_id and s.user_id = p.id
            where p.tenant_id = {db.Tenant.Required} and ({audience.All} or p.role = any ({roles}) or p.id = any ({persons}))
            order by p.id
            """).ToListAsync(ct);
        return [.. rows.Select(Of)];
    }

    private static Recipient Of(Row row) => new(
        row.UserId,
        row.Choices.ToDictionary(choice => WireNames.Value<Channel>(choice[..^1]), choice => choice[^1] == '+'),
        row.TimeZone is { } zone
            ? new PersonTimes(zone, row.QuietFrom, row.QuietTo, row.UrgentPasses!.Value, WireNames.Value<Digest>(row.Digest!), row.DigestHour!.Value, row.DigestDay!.Value)
            : null,
        row.HasPhone,
        row.HasBrowser);

    private sealed record Row(
        Guid UserId, string? TimeZone, TimeOnly? QuietFrom, TimeOnly? QuietTo, bool? UrgentPasses, string? Digest, short? DigestHour, short? DigestDay,
        bool HasPhone, bool HasBrowser, string[] Choices);
}
