using Npgsql;
using Workforce.Api.Tests.Hosting;

namespace Workforce.Api.Tests.Tenancy;

/// <summary>Every table of every schema, as the database knows them: a new one is tried by being there, and fails here until <see cref="TenantRows"/> fills it.</summary>
public sealed class RowLevelSecurityTests
{
    private const string Forbidden = "42501";

    /// <summary>Tables that belong to no tenant, and all that the services' role may do with them.</summary>
    private static readonly Dictionary<string, string[]> Shared = new()
    {
        // The key ring of the Api's tokens.
        ["identity.data_protection_key"] = ["INSERT", "SELECT"],
        ["jobs.limit_use"] = [],
        ["jobs.worker"] = [],
        ["public.schema_migration"] = [],
    };

    [Fact]
    public async Task A_tenant_can_neither_see_nor_touch_another_tenants_row_in_any_table()
    {
        await using var host = await ApiHost.StartAsync();
        var (here, there) = (await Company.FoundAsync(host), await Company.FoundAsync(host));
        await TenantRows.FillAsync(host, here.Tenant, here.Admin.Id);
        await TenantRows.FillAsync(host, there.Tenant, there.Admin.Id);
        var tables = await TablesAsync(host);
        await using var app = NpgsqlDataSource.Create(host.Database.As("workforce_app"));
        await using var connection = await app.OpenConnectionAsync();
        await ExecuteAsync(connection, $"select set_config('workforce.tenant_id', '{there.Tenant}', false)");

        Assert.True(tables.Count > 25, $"only {tables.Count} tables");
        foreach (var (table, column) in tables)
        {
            var row = await RowAsync(host, table, column, here.Tenant);
            Assert.True(row is not null, $"{table} has no row of the tenant: add one to TenantRows, so that this test means something");
            await UnseenAsync(connection, table, column, here.Tenant);
            await UntouchedAsync(connection, table, $"update {table} set {column} = {column} where {column} = '{here.Tenant}'");
            await UntouchedAsync(connection, table, $"delete from {table} where {column} = '{here.Tenant}'");
            await RefusedAsync(connection, table, $"update {table} set {column} = '{here.Tenant}' where {column} = '{there.Tenant}'");
            var columns = await ColumnsAsync(host, table);
            await RefusedAsync(connection, table, $"insert into {table} ({columns}) overriding system value select {columns} from json_populate_record(null::{table}, $1::json)", row);
        }
    }

    [Fact]
    public async Task Without_a_tenant_nothing_is_visible_and_a_sign_in_sees_people_and_keys_alone()
    {
        await using var host = await ApiHost.StartAsync();
        var here = await Company.FoundAsync(host);
        await TenantRows.FillAsync(host, here.Tenant, here.Admin.Id);
        await using var app = NpgsqlDataSource.Create(host.Database.As("workforce_app"));
        await using var connection = await app.OpenConnectionAsync();
        var visible = new Dictionary<string, List<string>> { [""] = [], ["sign_in"] = [] };

        foreach (var (scope, seen) in visible)
        {
            await ExecuteAsync(connection, $"select set_config('workforce.scope', '{scope}', false)");
            foreach (var (table, _) in await TablesAsync(host))
            {
                if (await MayAsync(connection, table, "SELECT") && await CountAsync(connection, $"select count(*) from {table}") > 0)
                {
                    seen.Add(table);
                }
            }
        }

        Assert.Equal([], visible[""]);
        Assert.Equal(["identity.api_key", "identity.person", "identity.tenant"], visible["sign_in"].Order());
    }

    [Fact]
    public async Task A_table_without_a_tenant_is_one_of_the_few_that_are_known()
    {
        await using var host = await ApiHost.StartAsync();
        await using var app = NpgsqlDataSource.Create(host.Database.As("workforce_app"));
        await using var connection = await app.OpenConnectionAsync();

        var rights = new Dictionary<string, string[]>();
        await foreach (var table in NamesAsync(host, "not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') and c.oid <> 'identity.tenant'::regclass"))
        {
            var may = new List<string>();
            foreach (var right in (string[])["DELETE", "INSERT", "SELECT", "TRUNCATE", "UPDATE"])
            {
                if (await MayAsync(connection, table, right))
                {
                    may.Add(right);
                }
            }

            rights[table] = [.. may];
        }

        Assert.Equal(Shared.OrderBy(table => table.Key), rights.OrderBy(table => table.Key), (a, b) => a.Key == b.Key && a.Value.SequenceEqual(b.Value));
    }

    /// <summary>Every table with a tenant, partitions by their own names included, and the column that says whose a row is.</summary>
    private static async Task<List<(string Table, string Column)>> TablesAsync(ApiHost host)
    {
        var tables = new List<(string, string)> { ("identity.tenant", "id") };
        await foreach (var table in NamesAsync(host, "exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) and (not c.relispartition or c.oid = any (select tableoid from jobs.job_history))"))
        {
            tables.Add((table, "tenant_id"));
        }

        return tables;
    }

    private static async IAsyncEnumerable<string> NamesAsync(ApiHost host, string which)
    {
        await using var command = host.Database.Owner.CreateCommand(
            $"""
            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema)' and {which} order by 1
            """);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            yield return reader.GetString(0);
        }
    }

    /// <summary>All but those that the database itself computes.</summary>
    private static async Task<string> ColumnsAsync(ApiHost host, string table)
    {
        await using var command = host.Database.Owner.CreateCommand(
            $"select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped and attgenerated = ''");
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<string?> RowAsync(ApiHost host, string table, string column, Guid tenant)
    {
        await using var command = host.Database.Owner.CreateCommand($"select row_to_json(t)::text from {table} t where {column} = '{tenant}' limit 1");
        return await command.ExecuteScalarAsync() as string;
    }

    private static async Task UnseenAsync(NpgsqlConnection connection, string table, string column, Guid other)
    {
        if (await MayAsync(connection, table, "SELECT"))
        {
            Assert.True(await CountAsync(connection, $"select count(*) from {table} where {column} = '{other}'") == 0, $"{table} shows another tenant's rows");
            Assert.True(await CountAsync(connection, $"select count(*) from {table}") > 0, $"{table} hides the tenant's own rows");
        }
        else
        {
            await RefusedAsync(connection, table, $"select count(*) from {table}");
        }
    }

    private static async Task UntouchedAsync(NpgsqlConnection connection, string table, string sql)
    {
        try
        {
            Assert.True(await ExecuteAsync(connection, sql) <= 0, $"{table}: {sql} reached another tenant's row");
        }
        catch (PostgresException refused)
        {
            Assert.True(refused.SqlState == Forbidden, $"{table}: {refused.Message}");
        }
    }

    private static async Task RefusedAsync(NpgsqlConnection connection, string table, string sql, string? row = null)
    {
        var refused = await Record.ExceptionAsync(() => ExecuteAsync(connection, sql, row)) as PostgresException;
        Assert.True(refused?.SqlState == Forbidden, $"{table}: {sql} was not refused for its tenant: {refused?.Message ?? "it went through"}");
    }

    private static async Task<bool> MayAsync(NpgsqlConnection connection, string table, string right)
    {
        await using var command = new NpgsqlCommand($"select has_table_privilege('{table}', '{right}')", connection);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, string? row = null)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (row is not null)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = row });
        }

        return await command.ExecuteNonQueryAsync();
    }
}
