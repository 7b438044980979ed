using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Core.Notifications;
using Workforce.Jobs;
using Workforce.Workers.Notifications;
using Workforce.Workers.Tests.Agents.Finance;

namespace Workforce.Workers.Tests.Notifications;

/// <summary>The workers' host with a company whose people are told things.</summary>
internal sealed class Office(Pipeline pipeline) : IAsyncDisposable
{
    public Pipeline Pipeline => pipeline;

    public static async Task<Office> OpenAsync(params Dictionary<string, string>[] settings) =>
        new(await Pipeline.StartAsync(settings.SelectMany(some => some).GroupBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Last().Value)));

    public async Task<Guid> AddAsync(string name = "Ada", string email = "ada@acme.example", Role role = Role.Member)
    {
        var id = Guid.CreateVersion7();
        await ExecuteAsync(
            """
            insert into identity.person (id, tenant_id, email, normalized_email, display_name, role, security_stamp, concurrency_stamp) values ($1, $2, $3, upper($3), $4, $5, 's', 'c')
            """, id, pipeline.Tenant, email, name, role.ToString().ToLowerInvariant());
        return id;
    }

    public Task WishAsync(Guid person, string group, Channel channel, bool wanted = true) => ExecuteAsync(
        "insert into notify.preference (tenant_id, user_id, group_name, channel, wanted) values ($1, $2, $3, $4, $5) on conflict (tenant_id, user_id, group_name, channel) do update set wanted = excluded.wanted",
        pipeline.Tenant, person, group, WireName.Of(channel), wanted);

    public Task SetAsync(PersonSettings settings) => pipeline.ReadAsync(async db =>
    {
        db.Add(settings);
        return await db.SaveChangesAsync();
    });

    public Task<Guid?> TellAsync(Notice notice) => pipeline.InTenantAsync(services => services.GetRequiredService<Tell>().Async(notice, CancellationToken.None));

    /// <summary>Tells, and returns the deliveries when none of them is pending any more.</summary>
    public async Task<IReadOnlyList<Delivery>> TellAllAsync(Notice notice)
    {
        var id = await TellAsync(notice);
        await UntilAsync("select not exists (select from notify.delivery where notification_id = $1 and status = 'pending')", id!.Value);
        return await DeliveriesAsync(id.Value);
    }

    public async Task<IReadOnlyList<Delivery>> DeliveriesAsync(Guid notice) =>
        await pipeline.ReadAsync(db => db.Deliveries.AsNoTracking().Where(row => row.NotificationId == notice).OrderBy(row => row.Channel).ToListAsync());

    /// <summary>Until a query says true.</summary>
    public async Task UntilAsync(string sql, params object[] values)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await QueryAsync<bool>(sql, values))
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> QueryAsync<T>(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<EnqueueResult> EnqueueAsync<T>(JobKind<T> kind, T payload) =>
        await pipeline.InTenantAsync(services => services.GetRequiredService<JobClient>().EnqueueAsync(NewJob.Of(kind, payload, pipeline.Tenant), CancellationToken.None));

    public Task NoteChannelsAsync() => pipeline.InTenantAsync(async services =>
    {
        await services.GetServices<IHostedService>().OfType<ChannelNotes>().Single().RunOnceAsync(CancellationToken.None);
        return true;
    });

    public ValueTask DisposeAsync() => pipeline.DisposeAsync();

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = pipeline.Database.Owner.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
