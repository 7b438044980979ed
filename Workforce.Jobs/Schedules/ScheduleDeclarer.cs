using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workforce.Jobs.Storage;

namespace Workforce.Jobs.Schedules;

/// <summary>Declares the catalogs of this process, as soon as Postgres is there.</summary>
internal sealed partial class ScheduleDeclarer(IEnumerable<ScheduleCatalog> catalogs, ScheduleClient client, TimeProvider time, ILogger<ScheduleDeclarer> logger) : BackgroundService
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(2);

    private readonly Trouble trouble = new("Declaring schedules", logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RetryEvery, time);
        do
            try
            {
                await RunOnceAsync(stoppingToken);
                trouble.Over();
                return;
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                trouble.Met(problem);
            }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task RunOnceAsync(CancellationToken ct)
    {
        foreach (var catalog in catalogs)
        {
            var changes = await client.DeclareAsync(catalog.TenantId, catalog.Set, catalog.Schedules, ct);
            if (changes.Added.Count + changes.Changed.Count + changes.Removed.Count > 0)
                LogDeclared(catalog.Set, catalog.TenantId, changes.Added.Count, changes.Changed.Count, changes.Removed.Count);
        }
    }

    [LoggerMessage(LogLevel.Information, "Schedules of set {Set}, tenant {TenantId}: {Added} added, {Changed} changed, {Removed} removed")]
    private partial void LogDeclared(string set, Guid tenantId, int added, int changed, int removed);
}
