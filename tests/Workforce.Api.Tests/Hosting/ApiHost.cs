using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Workforce.Api.Identity;
using Workforce.Core.Data;
using Workforce.Core.Identity;
using Workforce.Core.Migrations;
using Workforce.Jobs;
using Workforce.Testing;

namespace Workforce.Api.Tests.Hosting;

/// <summary>The Api as it runs, on Kestrel, with a database of the test's own and the real Redis.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private static readonly DatabaseTemplate Migrated = new(async (owner, ct) => await SqlMigrator.ApplyAsync(owner, [.. JobsMigrations.All, .. CoreMigrations.All], ct));

    private readonly WebApplicationFactory<Program> factory;
    private readonly bool ownsDatabase;

    private ApiHost(WebApplicationFactory<Program> factory, TestDatabase database, TestLogs logs, bool ownsDatabase) =>
        (this.factory, Database, Logs, this.ownsDatabase) = (factory, database, logs, ownsDatabase);

    public TestDatabase Database { get; }

    public TestLogs Logs { get; }

    public IServiceProvider Services => factory.Services;

    public JobClient Jobs => Services.GetRequiredService<JobClient>();

    /// <param name="settings">Configuration over the usual one.</param>
    /// <param name="beside">Another host whose database this one shares, as a replica does.</param>
    public static async Task<ApiHost> StartAsync(Dictionary<string, string>? settings = null, ApiHost? beside = null, TimeProvider? time = null, LogLevel? least = null)
    {
        var database = beside?.Database ?? await TestDatabase.CreateAsync(Migrated);
        var redis = await TestServers.RedisAsync();
        var logs = new TestLogs();
        var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
        {
            web.UseSetting("ConnectionStrings:workforce", database.As("workforce_app"));
            web.UseSetting("ConnectionStrings:jobs", database.As("workforce_engine"));
            web.UseSetting("ConnectionStrings:cache", redis);
            web.UseSetting("RateLimits:Prefix", database.Name);
            foreach (var (key, value) in settings ?? [])
            {
                web.UseSetting(key, value);
            }

            web.ConfigureLogging(logging =>
            {
                logging.ClearProviders().AddProvider(logs);
                if (least is { } level)
                {
                    // A filter for this provider wins over those that the application configures.
                    logging.AddFilter<TestLogs>(null, level);
                }
            });
            if (time is not null)
            {
                web.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton(time)));
            }
        });
        factory.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        factory.StartServer();
        return new ApiHost(factory, database, logs, ownsDatabase: beside is null);
    }

    public HttpClient Anonymous() => factory.CreateClient();

    /// <summary>A client that has signed in, without the seconds that checking a password takes.</summary>
    public HttpClient As(Person person)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Services.GetRequiredService<Tokens>().Issue(person).AccessToken);
        return client;
    }

    public HttpClient WithKey(string key)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        return client;
    }

    /// <summary>The domain's context as the tenant sees it.</summary>
    public async Task<T> QueryAsync<T>(Guid tenant, Func<WorkforceDbContext, Task<T>> query)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant, null);
        return await query(scope.ServiceProvider.GetRequiredService<WorkforceDbContext>());
    }

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        if (ownsDatabase)
        {
            await Database.DisposeAsync();
        }
    }
}
