using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;

namespace Workforce.Workers.Agents;

/// <summary>The companies that there are.</summary>
internal sealed class Tenants(IServiceScopeFactory scopes)
{
    public async Task<List<Guid>> AllAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        // The list of tenants is of no tenant, as a sign-in is.
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterSignIn();
        return await scope.ServiceProvider.GetRequiredService<WorkforceDbContext>().Tenants.OrderBy(tenant => tenant.Id).Select(tenant => tenant.Id).ToListAsync(ct);
    }

    /// <summary>Does something as one of them.</summary>
    public async Task AsAsync(Guid tenant, Func<IServiceProvider, Task> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant, null);
        await work(scope.ServiceProvider);
    }
}
