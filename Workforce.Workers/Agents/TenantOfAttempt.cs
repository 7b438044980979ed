using Workforce.Core.Data;
using Workforce.Jobs;

namespace Workforce.Workers.Agents;

/// <summary>Sets whose data an attempt may see, before its handler is made.</summary>
internal static class TenantOfAttempt
{
    public static void Enter(IServiceProvider scope, JobContext job) =>
        scope.GetRequiredService<TenantScope>().Enter(job.TenantId, job.UserId);
}
