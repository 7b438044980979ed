using Npgsql;
using Workforce.Testing;

namespace Workforce.Jobs.Tests;

public sealed class MigrationTests
{
    private static readonly SqlMigration One = new("shop", 1, "0001_one.sql", "create table one (n int);\r\ninsert into one values (1)");
    private static readonly SqlMigration Two = new("shop", 2, "0002_two.sql", "insert into one values (2)");

    [Fact]
    public async Task Files_are_applied_once_in_order_and_line_ends_do_not_matter()
    {
        await using var database = await TestDatabase.CreateAsync();
        Assert.Equal(["0001_one.sql"], (await SqlMigrator.ApplyAsync(database.Owner, [One], default)).Applied);
        var report = await SqlMigrator.ApplyAsync(database.Owner, [One with { Sql = One.Sql.ReplaceLineEndings("\n") }, Two], default);
        Assert.Equal(["0002_two.sql"], report.Applied);
        Assert.Equal(1, report.AlreadyThere);
        Assert.Empty((await SqlMigrator.ApplyAsync(database.Owner, [One, Two], default)).Applied);
        Assert.Equal(2L, await CountAsync(database));
    }

    [Fact]
    public async Task A_changed_file_a_gap_and_a_newer_database_are_errors_that_change_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        await SqlMigrator.ApplyAsync(database.Owner, [One, Two], default);

        Assert.Equal(
            "Migration 0001_one.sql of 'shop' has changed since it was applied. Put the file back and add a new migration instead.",
            await MessageAsync(One with { Sql = "select 1" }, Two));
        Assert.Equal(
            "The database is newer than this program: 'shop' has migration 2 ('0002_two.sql') and this program knows 1. Run a newer program.",
            await MessageAsync(One));
        Assert.StartsWith("Migrations of 'shop' must be numbered from 1 without gaps or doubles; number 3 is missing", await MessageAsync(One, Two, Two with { Number = 4 }), StringComparison.Ordinal);
        Assert.StartsWith("Migrations of 'shop' must be numbered from 1 without gaps or doubles; number 2 is missing", await MessageAsync(One, One, Two), StringComparison.Ordinal);
        await using (var command = database.Owner.CreateCommand("delete from public.schema_migration where number = 1"))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        Assert.Equal("The database's record of 'shop' has a gap before 2 ('0002_two.sql'). Restore the record or the database.", await MessageAsync(One, Two));
        Assert.Equal(2L, await CountAsync(database));

        async Task<string> MessageAsync(params SqlMigration[] files) =>
            (await Assert.ThrowsAsync<MigrationException>(() => SqlMigrator.ApplyAsync(database.Owner, files, default))).Message;
    }

    [Fact]
    public async Task A_file_that_fails_leaves_nothing_of_itself_and_all_of_those_before_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        await Assert.ThrowsAsync<PostgresException>(() => SqlMigrator.ApplyAsync(database.Owner, [One, Two with { Sql = "insert into one values (2); select 1/0" }], default));
        Assert.Equal(1L, await CountAsync(database));
        await SqlMigrator.ApplyAsync(database.Owner, [One, Two], default);
        Assert.Equal(2L, await CountAsync(database));
    }

    [Fact]
    public async Task Several_that_start_at_once_apply_the_engines_schema_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SqlMigrator.ApplyAsync(database.Owner, JobsMigrations.All, default)));
        Assert.Equal(JobsMigrations.All.Select(m => m.Name), reports.SelectMany(r => r.Applied));
    }

    [Fact]
    public async Task Streams_are_numbered_by_themselves()
    {
        await using var database = await TestDatabase.CreateAsync();
        var report = await SqlMigrator.ApplyAsync(database.Owner, [.. JobsMigrations.All, One, Two], default);
        Assert.Equal([.. JobsMigrations.All.Select(m => m.Name), "0001_one.sql", "0002_two.sql"], report.Applied);
    }

    private static async Task<long> CountAsync(TestDatabase database)
    {
        await using var command = database.Owner.CreateCommand("select count(*) from one");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
