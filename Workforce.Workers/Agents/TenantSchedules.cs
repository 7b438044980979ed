using Workforce.Jobs.Schedules;
using Workforce.Workers.Agents.Finance;

namespace Workforce.Workers.Agents;

/// <summary>Gives every tenant the schedules of the agents: those that are there when the process starts, and new ones within a minute of their founding.</summary>
internal sealed partial class TenantSchedules(Tenants tenants, ScheduleClient schedules, TimeProvider time, ILogger<TenantSchedules> logger) : BackgroundService
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
        foreach (var tenant in (await tenants.AllAsync(ct)).Where(tenant => !declared.Contains(tenant)))
        {
            await schedules.DeclareAsync(tenant, FinanceSchedules.Set, FinanceSchedules.Of(tenant), ct);
            await schedules.DeclareAsync(tenant, AgentSchedules.Set, AgentSchedules.Of(tenant), ct);
            declared.Add(tenant);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not every tenant has its schedules yet; trying again in a minute")]
    private partial void NotDeclared(Exception problem);
}
