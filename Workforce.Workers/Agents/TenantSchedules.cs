using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Jobs.Schedules;
using Workforce.Workers.Agents.Finance;

namespace Workforce.Workers.Agents;

/// <summary>Gives every tenant the schedules of the agents: those that are there when the process starts, and new ones within a minute of their founding.</summary>
internal sealed partial class TenantSchedules(IServiceScopeFactory scopes, ScheduleClient schedules, TimeProvider time, ILogger<TenantSchedules> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly HashSet<Guid> declared = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                NotDeclared(problem);
            }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task RunOnceAsync(CancellationToken ct)
    {
        foreach (var tenant in (await TenantsAsync(ct)).Where(tenant => !declared.Contains(tenant)))
        {
            await schedules.DeclareAsync(tenant, FinanceSchedules.Set, FinanceSchedules.Of(tenant), ct);
            declared.Add(tenant);
        }
    }

    private async Task<List<Guid>> TenantsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        // The list of tenants is of no tenant, as a sign-in is.
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterSignIn();
        return await scope.ServiceProvider.GetRequiredService<WorkforceDbContext>().Tenants.OrderBy(tenant => tenant.Id).Select(tenant => tenant.Id).ToListAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not every tenant has its schedules yet; trying again in a minute")]
    private partial void NotDeclared(Exception problem);
}
