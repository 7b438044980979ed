using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Workforce.Testing;

namespace StandIns.Tests.Aspire;

public sealed class NpgsqlDbContextTests
{
    [Fact]
    public async Task A_context_reads_the_database_its_connection_string_names()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var host = Build(new() { ["ConnectionStrings:things"] = database.OwnerConnectionString }, builder => builder.AddNpgsqlDbContext<Things>("things"));
        using var scope = host.Services.CreateScope();

        Assert.Equal([database.Name], await scope.ServiceProvider.GetRequiredService<Things>().Database.SqlQuery<string>($"select current_database()::text as \"Value\"").ToListAsync());
    }

    [Fact]
    public void A_missing_connection_string_is_told_with_the_places_to_set_it()
    {
        using var host = Build([], builder => builder.AddNpgsqlDbContext<Things>("things"));
        using var scope = host.Services.CreateScope();

        var error = Assert.Throws<InvalidOperationException>(() => scope.ServiceProvider.GetRequiredService<Things>());

        Assert.Equal(
            "Things has no connection string. Set ConnectionStrings:things, or ConnectionString in Aspire:Npgsql:EntityFrameworkCore:PostgreSQL or Aspire:Npgsql:EntityFrameworkCore:PostgreSQL:Things.",
            error.Message);
    }

    [Fact]
    public void Settings_come_from_the_section_then_the_contexts_own_then_the_named_string_then_code()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Aspire:Npgsql:EntityFrameworkCore:PostgreSQL:ConnectionString"] = "Host=section",
            ["Aspire:Npgsql:EntityFrameworkCore:PostgreSQL:CommandTimeout"] = "5",
            ["Aspire:Npgsql:EntityFrameworkCore:PostgreSQL:DisableRetry"] = "true",
            ["Aspire:Npgsql:EntityFrameworkCore:PostgreSQL:Things:CommandTimeout"] = "6",
            ["ConnectionStrings:things"] = "Host=named",
        };
        using var named = Build(settings, builder => builder.AddNpgsqlDbContext<Things>("things"));
        using var other = Build(settings, builder => builder.AddNpgsqlDbContext<Things>("other", configured => configured.CommandTimeout = 7));

        Assert.Equal(("Host=named", 6, false), Used(named));
        Assert.Equal(("Host=section", 7, false), Used(other));
    }

    [Fact]
    public void Retries_are_on_unless_disabled()
    {
        using var host = Build(new() { ["ConnectionStrings:things"] = "Host=nowhere" }, builder => builder.AddNpgsqlDbContext<Things>("things"));

        Assert.Equal(("Host=nowhere", null, true), Used(host));
    }

    [Fact]
    public void A_context_registered_elsewhere_can_be_enriched()
    {
        using var host = Build([], builder =>
        {
            builder.Services.AddDbContext<Things>(options => options.UseNpgsql("Host=elsewhere"));
            builder.EnrichNpgsqlDbContext<Things>(settings => settings.CommandTimeout = 9);
        });

        Assert.Equal(("Host=elsewhere", 9, true), Used(host));
        Assert.Throws<InvalidOperationException>(() => Build([], builder => builder.EnrichNpgsqlDbContext<Things>()));
    }

    [Fact]
    public async Task Health_follows_the_database()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var up = Build(new() { ["ConnectionStrings:things"] = database.OwnerConnectionString }, builder => builder.AddNpgsqlDbContext<Things>("things"));
        using var down = Build(new() { ["ConnectionStrings:things"] = "Host=127.0.0.1;Port=1;Timeout=2" }, builder => builder.AddNpgsqlDbContext<Things>("things", settings => settings.DisableRetry = true));
        using var unwatched = Build(new() { ["ConnectionStrings:things"] = "Host=127.0.0.1;Port=1" }, builder => builder.AddNpgsqlDbContext<Things>("things", settings => settings.DisableHealthChecks = true));

        Assert.Equal([("Things", HealthStatus.Healthy)], await Health(up));
        Assert.Equal([("Things", HealthStatus.Unhealthy)], await Health(down));
        Assert.Empty(await Health(unwatched));
    }

    private static async Task<IEnumerable<(string, HealthStatus)>> Health(IHost host)
        => (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries.Select(entry => (entry.Key, entry.Value.Status));

    private static (string? ConnectionString, int? CommandTimeout, bool Retries) Used(IHost host)
    {
        using var scope = host.Services.CreateScope();
        var database = scope.ServiceProvider.GetRequiredService<Things>().Database;
        return (database.GetConnectionString(), database.GetCommandTimeout(), database.CreateExecutionStrategy().RetriesOnFailure);
    }

    private static IHost Build(Dictionary<string, string?> settings, Action<IHostApplicationBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddLogging().AddHealthChecks();
        configure(builder);
        return builder.Build();
    }

    public sealed class Things(DbContextOptions<Things> options) : DbContext(options);
}
