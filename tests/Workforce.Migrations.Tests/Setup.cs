using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workforce.Testing;

namespace Workforce.Migrations.Tests;

/// <summary>One run of the program, as the AppHost starts it.</summary>
internal static class Setup
{
    /// <summary>The exit code.</summary>
    public static async Task<int> RunAsync(string? owner, TestLogs logs, params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:owner"] = owner,
            // Roles belong to the server, which other tests use at this moment with this password.
            ["Roles:AppPassword"] = TestDatabase.RolePassword,
            ["Roles:EnginePassword"] = TestDatabase.RolePassword,
            ["Demo:Seed"] = "true",
            ["Demo:Password"] = "juniper demo",
            ["Database:WaitSeconds"] = "1",
        }).AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(logs));
        return await new DatabaseSetup(configuration, TimeProvider.System, factory.CreateLogger<DatabaseSetup>()).RunAsync(CancellationToken.None);
    }

    public static async Task<T> ScalarAsync<T>(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
