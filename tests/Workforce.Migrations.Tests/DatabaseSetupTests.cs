using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workforce.Core.Identity;
using Workforce.Core.Migrations;
using Workforce.Jobs;
using Workforce.Testing;

namespace Workforce.Migrations.Tests;

public sealed class DatabaseSetupTests
{
    [Fact]
    public async Task An_empty_database_becomes_ready_and_a_second_run_changes_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        var logs = new TestLogs();

        Assert.Equal(0, await Setup.RunAsync(database.OwnerConnectionString, logs));
        var people = await Setup.ScalarAsync<string>(database.Owner, "select string_agg(p::text, '|' order by id) from identity.person p");
        Assert.Equal(0, await Setup.RunAsync(database.OwnerConnectionString, logs));

        var migrations = JobsMigrations.All.Count + CoreMigrations.All.Count;
        Assert.Equal(migrations, await Setup.ScalarAsync<long>(database.Owner, "select count(*) from public.schema_migration"));
        Assert.Equal(people, await Setup.ScalarAsync<string>(database.Owner, "select string_agg(p::text, '|' order by id) from identity.person p"));
        Assert.Equal(
            [$"The database is ready: {migrations} migrations applied, 0 were there", "The demo company is made", $"The database is ready: 0 migrations applied, {migrations} were there", "The demo company is there already"],
            logs.Entries.Select(entry => entry.Message));
    }

    [Fact]
    public async Task The_demo_company_has_one_person_of_each_role_who_can_sign_in_and_a_tax_profile()
    {
        await using var database = await TestDatabase.CreateAsync();
        await Setup.RunAsync(database.OwnerConnectionString, new TestLogs());

        Assert.Equal("ada@juniper.example admin, max@juniper.example manager, mia@juniper.example member",
            await Setup.ScalarAsync<string>(database.Owner, "select string_agg(email || ' ' || role, ', ' order by email) from identity.person join identity.tenant t on t.id = tenant_id where t.name = 'Juniper Studio'"));
        Assert.Equal("US mixed USD", await Setup.ScalarAsync<string>(database.Owner, "select country || ' ' || business_use || ' ' || base_currency from finance.tax_profile"));
        var hash = await Setup.ScalarAsync<string>(database.Owner, "select password_hash from identity.person where normalized_email = 'ADA@JUNIPER.EXAMPLE'");
        Assert.Equal(PasswordVerificationResult.Success, new PasswordHasher<Person>().VerifyHashedPassword(null!, hash, "juniper demo"));
        Assert.Equal(PasswordVerificationResult.Failed, new PasswordHasher<Person>().VerifyHashedPassword(null!, hash, "juniper"));
    }

    [Fact]
    public async Task Without_being_asked_to_it_seeds_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();

        Assert.Equal(0, await Setup.RunAsync(database.OwnerConnectionString, new TestLogs(), ("Demo:Seed", null), ("Demo:Password", null)));

        Assert.Equal(0, await Setup.ScalarAsync<long>(database.Owner, "select count(*) from identity.tenant"));
    }

    [Fact]
    public async Task The_services_roles_connect_and_are_bound_by_row_level_security()
    {
        await using var database = await TestDatabase.CreateAsync();
        await Setup.RunAsync(database.OwnerConnectionString, new TestLogs());
        await using var app = NpgsqlDataSource.Create(database.As("workforce_app"));
        await using var engine = NpgsqlDataSource.Create(database.As("workforce_engine"));

        Assert.Equal(0, await Setup.ScalarAsync<long>(app, "select count(*) from identity.person"));
        Assert.Equal(0, await Setup.ScalarAsync<long>(engine, "select count(*) from jobs.job"));
        Assert.False(await Setup.ScalarAsync<bool>(database.Owner, "select bool_or(rolsuper or rolbypassrls or rolcreaterole or rolcreatedb) from pg_roles where rolname in ('workforce_app', 'workforce_engine')"));
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => Setup.ScalarAsync<long>(engine, "select count(*) from identity.person"))).SqlState);
    }

    [Fact]
    public async Task Two_runs_at_once_prepare_it_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        var logs = new TestLogs();

        var codes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Setup.RunAsync(database.OwnerConnectionString, logs)));

        Assert.Equal([0, 0, 0, 0], codes);
        Assert.Equal(3, await Setup.ScalarAsync<long>(database.Owner, "select count(*) from identity.person"));
        Assert.Single(logs.Entries, entry => entry.Message == "The demo company is made");
    }

    [Fact]
    public async Task An_owner_that_is_no_superuser_does_as_well()
    {
        await using var server = await TestDatabase.CreateAsync();
        var role = server.Name + "_owner";
        await Setup.RunAsync(server.OwnerConnectionString, new TestLogs());
        await Setup.ExecuteAsync(server.Owner, $"create role {role} login createrole");
        await using var database = await TestDatabase.CreateAsync();
        try
        {
            await Setup.ExecuteAsync(server.Owner, $"alter database {database.Name} owner to {role}");
            await Setup.ExecuteAsync(server.Owner, $"alter role {role} password '{TestDatabase.RolePassword}'");

            Assert.Equal(0, await Setup.RunAsync(database.As(role), new TestLogs()));
            Assert.Equal(3, await Setup.ScalarAsync<long>(database.Owner, "select count(*) from identity.person"));
            await using var bound = NpgsqlDataSource.Create(database.As(role));
            Assert.Equal(0, await Setup.ScalarAsync<long>(bound, "select count(*) from identity.person"));
        }
        finally
        {
            await Setup.ExecuteAsync(server.Owner, $"alter database {database.Name} owner to current_user");
            await Setup.ExecuteAsync(database.Owner, $"reassign owned by {role} to current_user; drop owned by {role}");
            await Setup.ExecuteAsync(server.Owner, $"drop role {role}");
        }
    }

    [Theory]
    [InlineData("ConnectionStrings:owner", null, "Set ConnectionStrings:owner")]
    [InlineData("Roles:AppPassword", "", "Set Roles:AppPassword")]
    [InlineData("Roles:EnginePassword", null, "Set Roles:EnginePassword")]
    [InlineData("Demo:Password", "short", "Set Demo:Password")]
    [InlineData("ConnectionStrings:owner", "Host=127.0.0.1;Port=1;Username=x;Database=x", "was not reached within 1 s")]
    public async Task What_is_missing_is_named_and_the_program_fails(string key, string? value, string message)
    {
        await using var database = await TestDatabase.CreateAsync();
        var logs = new TestLogs().Expect("The database was not prepared");

        Assert.Equal(1, await Setup.RunAsync(database.OwnerConnectionString, logs, (key, value)));

        Assert.Contains(message, Assert.Single(logs.Entries, entry => entry.Level is LogLevel.Critical).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_migration_and_a_newer_database_are_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        await Setup.RunAsync(database.OwnerConnectionString, new TestLogs());
        var logs = new TestLogs().Expect("The database was not prepared");

        await Setup.ExecuteAsync(database.Owner, "update public.schema_migration set checksum = 'x' where name = '0002_finance.sql'");
        Assert.Equal(1, await Setup.RunAsync(database.OwnerConnectionString, logs));
        Assert.Contains("0002_finance.sql", logs.Entries[^1].Message, StringComparison.Ordinal);

        await Setup.ExecuteAsync(database.Owner, $"update public.schema_migration set checksum = '{CoreMigrations.All[1].Checksum}' where name = '0002_finance.sql'");
        await Setup.ExecuteAsync(database.Owner, "insert into public.schema_migration (stream, number, name, checksum) values ('core', 9999, '9999_later.sql', 'x')");
        Assert.Equal(1, await Setup.RunAsync(database.OwnerConnectionString, logs));
        Assert.Contains("9999_later.sql", logs.Entries[^1].Message, StringComparison.Ordinal);
    }
}
