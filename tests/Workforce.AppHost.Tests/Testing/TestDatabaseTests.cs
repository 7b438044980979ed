using Npgsql;
using Workforce.Testing;

namespace Workforce.AppHost.Tests.Testing;

public sealed class TestDatabaseTests
{
    private static int prepared;

    private static readonly DatabaseTemplate Template = new(async (owner, ct) =>
    {
        Interlocked.Increment(ref prepared);
        await using var command = owner.CreateCommand("create table note (text text); insert into note values ('from the template')");
        await command.ExecuteNonQueryAsync(ct);
    });

    [Fact]
    public async Task Each_test_has_a_copy_of_the_template_that_was_prepared_once()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var one = await TestDatabase.CreateAsync(Template, ct);
        await using var other = await TestDatabase.CreateAsync(Template, ct);
        await Execute(one, "insert into note values ('mine')", ct);

        Assert.Equal(["from the template", "mine"], await Notes(one, ct));
        Assert.Equal(["from the template"], await Notes(other, ct));
        Assert.Equal(1, prepared);
    }

    [Fact]
    public async Task A_copy_serves_again_as_the_template_was_unless_its_schema_was_changed()
    {
        var ct = TestContext.Current.CancellationToken;
        var template = new DatabaseTemplate(async (owner, ct) =>
        {
            await using var command = owner.CreateCommand("create table note (id int generated always as identity, text text, length int generated always as (length(text)) stored); insert into note (text) values ('it''s kept')");
            await command.ExecuteNonQueryAsync(ct);
        });
        uint first;
        await using (var one = await TestDatabase.CreateAsync(template, ct))
        {
            first = await Oid(one, ct);
            await Execute(one, "update note set text = 'changed'; insert into note (text) values ('mine')", ct);
        }

        await using (var again = await TestDatabase.CreateAsync(template, ct))
        {
            Assert.Equal(first, await Oid(again, ct));
            Assert.Equal(["it's kept"], await Notes(again, ct));
            await Execute(again, "insert into note (text) values ('second'); create index on note (text)", ct);
            Assert.Equal(["it's kept 1 9", "second 2 6"], await Notes(again, ct, "text || ' ' || id || ' ' || length"));
        }

        await using var last = await TestDatabase.CreateAsync(template, ct);
        Assert.NotEqual(first, await Oid(last, ct));
        Assert.Equal(["it's kept"], await Notes(last, ct));
    }

    [Fact]
    public async Task A_database_is_gone_after_its_test_even_with_a_connection_left_open()
    {
        var ct = TestContext.Current.CancellationToken;
        var database = await TestDatabase.CreateAsync(ct);
        await using var left = new NpgsqlConnection(database.OwnerConnectionString + ";Pooling=false");
        await left.OpenAsync(ct);
        await database.DisposeAsync();

        await using var server = NpgsqlDataSource.Create(await TestServers.PostgresAsync());
        await using var command = server.CreateCommand("select count(*) from pg_database where datname = $1");
        command.Parameters.Add(new() { Value = database.Name });
        Assert.Equal(0L, await command.ExecuteScalarAsync(ct));
    }

    private static async Task Execute(TestDatabase database, string sql, CancellationToken ct)
    {
        await using var command = database.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<uint> Oid(TestDatabase database, CancellationToken ct)
    {
        await using var command = database.Owner.CreateCommand("select oid from pg_database where datname = current_database()");
        return (uint)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<List<string>> Notes(TestDatabase database, CancellationToken ct, string shown = "text")
    {
#pragma warning disable CA2100 // Written above.
        await using var command = database.Owner.CreateCommand($"select {shown} from note order by text");
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(ct);
        var notes = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            notes.Add(reader.GetString(0));
        }

        return notes;
    }
}
