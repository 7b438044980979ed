using Npgsql;
using Workforce.Testing;

namespace Workforce.Core.Tests.People;

/// <summary>A migrated database with one tenant, and a connection that is bound to it as the services are.</summary>
internal sealed class PeopleDatabase : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly NpgsqlDataSource source;

    private PeopleDatabase(TestDatabase database, NpgsqlDataSource source, NpgsqlConnection connection) =>
        (this.database, this.source, Connection) = (database, source, connection);

    public Guid Tenant { get; } = Guid.CreateVersion7();

    public NpgsqlConnection Connection { get; }

    public static async Task<PeopleDatabase> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync(ProductDatabase.Migrated);
        var source = NpgsqlDataSource.Create(database.As("workforce_app"));
        var people = new PeopleDatabase(database, source, await source.OpenConnectionAsync());
        await people.ExecuteAsync("select set_config('workforce.tenant_id', $1, false)", people.Tenant.ToString());
        return people;
    }

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Every row as text, its columns parted by a blank.</summary>
    public async Task<List<string>> RowsAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "-" : reader.GetValue(column) is Array array ? $"[{string.Join(',', array.Cast<object>())}]" : reader.GetValue(column).ToString())));
        }

        return rows;
    }

    public async Task<Guid> ClinicAsync(string name = "Harbour", string zone = "UTC")
    {
        var id = Guid.CreateVersion7();
        await ExecuteAsync("insert into people.clinic (id, tenant_id, key, name, time_zone) values ($1, $2, lower($3), $3, $4)", id, Tenant, name, zone);
        return id;
    }

    public async Task<Guid> PositionAsync(string name)
    {
        var id = Guid.CreateVersion7();
        await ExecuteAsync("insert into people.job_position (id, tenant_id, key, name) values ($1, $2, lower($3), $3)", id, Tenant, name);
        return id;
    }

    public async Task<Guid> EmployeeAsync(string number, Guid position, Guid clinic)
    {
        var id = Guid.CreateVersion7();
        await ExecuteAsync(
            "insert into people.employee (id, tenant_id, number, name, position_id, clinic_id, hired_on) values ($1, $2, $3, 'Employee ' || $3, $4, $5, '2020-01-01')", id, Tenant, number, position, clinic);
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await source.DisposeAsync();
        await database.DisposeAsync();
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, Connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }
}
