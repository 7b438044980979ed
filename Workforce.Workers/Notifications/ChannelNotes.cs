using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Workforce.Core.Data;
using Workforce.Core.Notifications;
using Workforce.Workers.Agents;

namespace Workforce.Workers.Notifications;

/// <summary>Notes for each tenant what this process can send by, yes or no: nobody else has the settings, and people are to see what reaches them.</summary>
internal sealed partial class ChannelNotes(Tenants tenants, IOptions<NotificationOptions> options, TimeProvider time, ILogger<ChannelNotes> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly HashSet<Guid> noted = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value is { PublicUrl: null, SendsOutside: true })
            NoLinks();
        using var timer = new PeriodicTimer(Every, time);
        do
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                NotNoted(problem);
            }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task RunOnceAsync(CancellationToken ct)
    {
        foreach (var tenant in (await tenants.AllAsync(ct)).Where(tenant => !noted.Contains(tenant)))
        {
            await tenants.AsAsync(tenant, services => NoteAsync(tenant, services, ct));
            noted.Add(tenant);
        }
    }

    private async Task NoteAsync(Guid tenant, IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<WorkforceDbContext>();
        var now = time.GetUtcNow();
        foreach (var sender in services.GetServices<ISender>())
        {
            var key = sender.Channel is Channel.Push && sender.IsConfigured(tenant) ? options.Value.Push.PublicKey : null;
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into notify.configured_channel (tenant_id, channel, configured, public_key, updated_at)
                values ({tenant}, {WireName.Of(sender.Channel)}, {sender.IsConfigured(tenant)}, {key}, {now})
                on conflict (tenant_id, channel) do update set configured = excluded.configured, public_key = excluded.public_key, updated_at = excluded.updated_at
                """, ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Notifications:PublicUrl is not set: messages by e-mail, Slack and SMS say where to look and carry no links, and mails none that ends them. Set it to where people reach the web")]
    private partial void NoLinks();

    [LoggerMessage(Level = LogLevel.Warning, Message = "It is not noted for every tenant yet by which channels people are told; trying again in a minute")]
    private partial void NotNoted(Exception problem);
}
