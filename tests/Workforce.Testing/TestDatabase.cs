using Npgsql;

namespace Workforce.Testing;

/// <summary>A database of the test's own, whoever is still connected when it is disposed of.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>What <see cref="As"/> signs in with. The servers of tests hold nothing else.</summary>
    public const string RolePassword = "for tests only";

    private readonly DatabaseTemplate? template;

    private TestDatabase(string ownerConnectionString, DatabaseTemplate? template)
    {
        this.template = template;
        OwnerConnectionString = ownerConnectionString;
        Owner = NpgsqlDataSource.Create(ownerConnectionString);
    }

    /// <summary>Connects as the server's owner: for migrations and for looking at what was really stored.</summary>
    public string OwnerConnectionString { get; }

    public NpgsqlDataSource Owner { get; }

    public string Name => new NpgsqlConnectionStringBuilder(OwnerConnectionString).Database!;

    /// <summary>An empty database.</summary>
    public static Task<TestDatabase> CreateAsync(CancellationToken cancellationToken = default) => CreateAsync(null, cancellationToken);

    /// <summary>What the template prepared, in a fraction of the time the migrations take.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseTemplate? template, CancellationToken cancellationToken = default)
    {
        var server = await TestServers.PostgresAsync();
        var name = $"test_{Guid.CreateVersion7():N}";
        await (template?.FillAsync(name, cancellationToken) ?? ExecuteAsync(server, $"create database {name} template template0", cancellationToken));
        return new TestDatabase(new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ConnectionString, template);
    }

    /// <summary>The same database as another role, as the product's services connect.</summary>
    public string As(string role) =>
        new NpgsqlConnectionStringBuilder(OwnerConnectionString) { Username = role, Password = RolePassword }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await Owner.DisposeAsync();
        await (template?.TakeBackAsync(this) ?? DropAsync(Name));
    }

    internal static async Task DropAsync(string name) =>
        await ExecuteAsync(await TestServers.PostgresAsync(), $"drop database if exists {name} with (force)", CancellationToken.None);

    internal static async Task ExecuteAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
#pragma warning disable CA2100 // Names are made here, of letters and digits.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
