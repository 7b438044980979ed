using Npgsql;
using Workforce.Api.Tests.Hosting;

namespace Workforce.Api.Tests.Workers;

/// <summary>A worker that some process says is attached to it, as it stands in the tables.</summary>
internal static class AttachedRow
{
    public static async Task<Guid> AddAsync(ApiHost host, Guid tenant, string name = "scanner", string? hostEnds = null, bool detached = false)
    {
        await using var command = host.Database.Owner.CreateCommand($"""
            with host as (
                insert into jobs.worker (id, lock_id, name, kinds, {hostEnds ?? "lost_at"}) values (gen_random_uuid(), 0, 'workers-1', array[]::text[], {(hostEnds is null ? "null" : "now()")}) returning id
            )
            insert into jobs.attached_worker (
                tenant_id, id, worker_id, name, language, version, address, kinds, offers, slots, held, completed, failed, refused, per_minute, attached_at, heard_at, detached_at, reason)
            select $1, $2, host.id, $3, 'python 3.11', '1.4.0', '10.0.0.7:51044', array['receipt_ocr.read', 'tag.categorize'], array['gpu'], 8, 3, 1200, 4, 1, 37,
                '2026-03-01 08:00:00Z', '2026-03-01 09:30:00Z', case when $4 then now() end, case when $4 then 'left' end
            from host
            """);
        var id = Guid.CreateVersion7();
        command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = tenant }, new() { Value = id }, new() { Value = name }, new() { Value = detached } });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return id;
    }
}
