using Xunit;

namespace Workforce.Testing;

/// <summary>
/// The real Postgres and Redis of one test program. <c>ConnectionStrings__postgres</c> and <c>ConnectionStrings__redis</c>
/// name servers to use; what they do not name is started on first use and stopped when the program ends.
/// </summary>
public sealed class TestServers : IAsyncLifetime
{
    private static readonly TestServer Postgres = new("postgres", (builder, name) => builder.AddPostgres(name));
    private static readonly TestServer Redis = new("redis", (builder, name) => builder.AddRedis(name));

    /// <summary>An owner's connection string to the server's <c>postgres</c> database; tests make databases of their own beside it.</summary>
    public static async Task<string> PostgresAsync()
    {
        var parts = new Npgsql.NpgsqlConnectionStringBuilder(await Postgres.ConnectionStringAsync());
        parts.Database ??= "postgres";
        return parts.ConnectionString;
    }

    /// <summary>A StackExchange.Redis configuration string. Keys of one test need a prefix of their own.</summary>
    public static Task<string> RedisAsync() => Redis.ConnectionStringAsync();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await DatabaseTemplate.DropAllAsync();
        await Postgres.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
