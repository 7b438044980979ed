using Xunit;

namespace Workforce.Testing;

/// <summary>
/// The real Postgres and Redis of one test program. <c>ConnectionStrings__postgres</c> and <c>ConnectionStrings__redis</c>
/// name servers to use; what they do not name is started on first use and stopped when the program ends.
/// </summary>
public sealed class TestServers : IAsyncLifetime
{
    /// <summary>An owner's connection string to the server's <c>postgres</c> database; tests make databases of their own beside it.</summary>
    public static Task<string> PostgresAsync() => Named("postgres");

    /// <summary>A StackExchange.Redis configuration string. Keys of one test need a prefix of their own.</summary>
    public static Task<string> RedisAsync() => Named("redis");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await DatabaseTemplate.DropAllAsync();

    private static Task<string> Named(string name) =>
        Environment.GetEnvironmentVariable($"ConnectionStrings__{name}") is { Length: > 0 } connectionString
            ? Task.FromResult(connectionString)
            : throw new InvalidOperationException($"Set ConnectionStrings__{name} to the server these tests may use.");
}
