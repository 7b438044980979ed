using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workforce.Core.Identity;
using Workforce.Core.Notifications;

namespace Workforce.Core.Data;

public static class WorkforceData
{
    /// <summary>
    /// The domain's context for one scope (a request, a job attempt), with the scope's tenant and actor.
    /// AddNpgsqlDbContext is not used: it pools contexts, and a pooled one is made once and handed from scope to scope, so
    /// it cannot hold the tenant of the scope it serves. The host adds health and telemetry with
    /// <c>builder.EnrichNpgsqlDbContext&lt;WorkforceDbContext&gt;(settings => settings.DisableRetry = true)</c>; without
    /// retries, because a retrying strategy refuses the transactions that the use cases open themselves.
    /// </summary>
    /// <param name="connectionString">Connects as workforce_app, which cannot see past row-level security.</param>
    public static IServiceCollection AddWorkforceData(this IServiceCollection services, string? connectionString)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddScoped<TenantScope>();
        services.AddScoped<Actor>();
        services.AddScoped<AuditTrail>();
        services.AddScoped<ApiKeyDoor>();
        services.AddScoped<Tell>();
        services.AddScoped<CollectDigest>();
        return services.AddDbContext<WorkforceDbContext>(options => options.UseNpgsql(
            connectionString ?? throw new InvalidOperationException("Set ConnectionStrings:workforce to the database, as role workforce_app.")));
    }
}
