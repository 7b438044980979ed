using System.Collections.Concurrent;
using Npgsql;

namespace Workforce.Testing;

/// <summary>
/// A database prepared once per test program and copied per test. Keep one in a static field:
/// <code>static readonly DatabaseTemplate Migrated = new((owner, ct) => ...apply the migrations...);</code>
/// <c>await using var database = await TestDatabase.CreateAsync(Migrated);</c>
/// </summary>
public sealed class DatabaseTemplate
{
    private static readonly ConcurrentBag<TestDatabase> Prepared = [];

    private readonly Lazy<Task<string>> name;

    /// <param name="prepare">Applies the migrations through the owner's data source. Roles named workforce_* get <see cref="TestDatabase.RolePassword"/> after it.</param>
    public DatabaseTemplate(Func<NpgsqlDataSource, CancellationToken, Task> prepare) => name = new(() => PrepareAsync(prepare));

    internal Task<string> NameAsync() => name.Value;

    internal static async Task DropAllAsync()
    {
        while (Prepared.TryTake(out var database))
        {
            await database.DisposeAsync();
        }
    }

    private static async Task<string> PrepareAsync(Func<NpgsqlDataSource, CancellationToken, Task> prepare)
    {
        var database = await TestDatabase.CreateAsync("template0", CancellationToken.None);
        Prepared.Add(database);
        await prepare(database.Owner, CancellationToken.None);
        // Roles belong to the server, which several test programs may share: two ALTER ROLE at once would fail one of them.
        await TestDatabase.ExecuteAsync(
            await TestServers.PostgresAsync(),
            $"""
            do $$
            declare role name;
            begin
              perform pg_advisory_xact_lock(hashtext('workforce test roles'));
              for role in select rolname from pg_roles where rolname like 'workforce\_%' and rolcanlogin loop
                execute format('alter role %I password %L', role, '{TestDatabase.RolePassword}');
              end loop;
            end $$
            """,
            CancellationToken.None);
        // Postgres copies only a database nobody is connected to.
        await database.Owner.DisposeAsync();
        return database.Name;
    }
}
