using System.Collections.Concurrent;
using Npgsql;

namespace Workforce.Testing;

/// <summary>
/// A database prepared once per test program and copied for the tests. Keep one in a static field:
/// <code>static readonly DatabaseTemplate Migrated = new((owner, ct) => ...apply the migrations...);</code>
/// <c>await using var database = await TestDatabase.CreateAsync(Migrated);</c>
/// A copy that a test is done with is put back to what the template holds and serves the next test under another name.
/// </summary>
public sealed class DatabaseTemplate
{
    private static readonly ConcurrentBag<DatabaseTemplate> All = [];

    private readonly ConcurrentBag<string> ready = [];
    private readonly Lazy<Task<(string Name, DatabaseSnapshot Snapshot)>> prepared;

    /// <param name="prepare">Applies the migrations through the owner's data source. Roles named workforce_* get <see cref="TestDatabase.RolePassword"/> after it.</param>
    public DatabaseTemplate(Func<NpgsqlDataSource, CancellationToken, Task> prepare)
    {
        prepared = new(() => PrepareAsync(prepare));
        All.Add(this);
    }

    /// <summary>Makes a database of that name: one that another test gave back, or else a copy.</summary>
    internal async Task FillAsync(string name, CancellationToken cancellationToken)
    {
        var (template, _) = await prepared.Value;
        await TestDatabase.ExecuteAsync(
            await TestServers.PostgresAsync(), ready.TryTake(out var used) ? $"alter database {used} rename to {name}" : $"create database {name} template {template}", cancellationToken);
    }

    /// <summary>Keeps the database for another test, or drops it where the test changed more than rows.</summary>
    internal async Task TakeBackAsync(TestDatabase database)
    {
        if (await (await prepared.Value).Snapshot.RestoreAsync(database.OwnerConnectionString, CancellationToken.None))
        {
            ready.Add(database.Name);
        }
        else
        {
            await TestDatabase.DropAsync(database.Name);
        }
    }

    internal static async Task DropAllAsync()
    {
        foreach (var template in All)
        {
            while (template.ready.TryTake(out var name))
            {
                await TestDatabase.DropAsync(name);
            }

            if (template.prepared.IsValueCreated)
            {
                await TestDatabase.DropAsync((await template.prepared.Value).Name);
            }
        }
    }

    private static async Task<(string Name, DatabaseSnapshot Snapshot)> PrepareAsync(Func<NpgsqlDataSource, CancellationToken, Task> prepare)
    {
        var database = await TestDatabase.CreateAsync(CancellationToken.None);
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
        var snapshot = await DatabaseSnapshot.TakeAsync(database.Owner, CancellationToken.None);
        // Postgres copies only a database nobody is connected to.
        await database.Owner.DisposeAsync();
        return (database.Name, snapshot);
    }
}
