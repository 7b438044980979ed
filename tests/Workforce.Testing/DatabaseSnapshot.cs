using Npgsql;

namespace Workforce.Testing;

/// <summary>
/// What a template held when it was prepared. A copy whose schema is still the template's gets its rows and sequences back
/// here, which takes some 30 ms; a new copy is hundreds of files and takes most of a second.
/// </summary>
internal sealed class DatabaseSnapshot
{
    private const string Fingerprint =
        """
        select md5(concat_ws('/',
          (select string_agg(concat_ws(' ', oid, relname, relnamespace, relkind, relowner, relrowsecurity, relforcerowsecurity, relpersistence, relispartition, relacl, reloptions), ',' order by oid)
             from pg_class where oid >= 16384 and relnamespace <> 'pg_toast'::regnamespace and not pg_is_other_temp_schema(relnamespace)),
          (select string_agg(concat_ws(' ', attrelid, attnum, attname, atttypid, attnotnull, attisdropped), ',' order by attrelid, attnum)
             from pg_attribute where attrelid >= 16384 and attnum > 0),
          (select string_agg(concat_ws(' ', oid, tgname, tgenabled), ',' order by oid) from pg_trigger),
          (select string_agg(concat_ws(' ', oid, conname, convalidated), ',' order by oid) from pg_constraint where oid >= 16384),
          (select string_agg(concat_ws(' ', oid, proname, md5(prosrc), proacl), ',' order by oid) from pg_proc where oid >= 16384),
          (select string_agg(concat_ws(' ', oid, polname), ',' order by oid) from pg_policy),
          (select string_agg(concat_ws(' ', oid, nspname, nspacl), ',' order by oid) from pg_namespace where oid >= 16384 and nspname !~ '^pg_(toast_)?temp_')))
        """;

    // pg_terminate_backend would wait for each in steps of 100 ms.
    private const string Alone =
        """
        do $$ begin
          loop
            perform pg_stat_clear_snapshot();
            perform pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid();
            exit when not found;
            perform pg_sleep(0.002);
          end loop;
        end $$
        """;

    private const string Columns =
        """
        select format('%I.%I', n.nspname, c.relname), string_agg(format('%I', a.attname), ', ' order by a.attnum)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        where c.relkind = 'r' and c.oid >= 16384 group by 1 order by 1
        """;

    /// <summary>Above this a test has left so much behind that a new copy costs less, and plans of the next test would differ.</summary>
    private const long MostBytes = 16 << 20;

    private readonly string fingerprint;
    private readonly string restore;

    private DatabaseSnapshot(string fingerprint, string restore) => (this.fingerprint, this.restore) = (fingerprint, restore);

    public static async Task<DatabaseSnapshot> TakeAsync(NpgsqlDataSource owner, CancellationToken ct)
    {
        // Triggers and foreign keys have nothing to say where every table is put back to what it was.
        var restore = new List<string> { "set session_replication_role = replica" };
        var tables = await RowsAsync(owner, Columns, reader => (Name: reader.GetString(0), Columns: reader.GetString(1)), ct);
        restore.AddRange(tables.Select(table => $"delete from {table.Name}"));
        foreach (var (name, columns) in tables)
        {
            var rows = (await RowsAsync(owner, $"select jsonb_agg(to_jsonb(t))::text from {name} t", reader => reader.IsDBNull(0) ? null : reader.GetString(0), ct))[0];
            if (rows is not null)
            {
                restore.Add($"insert into {name} ({columns}) overriding system value select {columns} from jsonb_populate_recordset(null::{name}, {Quoted(rows)}::jsonb)");
            }
        }

        var sequences = await RowsAsync(owner, "select format('%I.%I', schemaname, sequencename), coalesce(last_value, start_value), last_value is not null from pg_sequences", reader => (reader.GetString(0), reader.GetInt64(1), reader.GetBoolean(2)), ct);
        restore.AddRange(sequences.Select(sequence => $"select setval({Quoted(sequence.Item1)}, {sequence.Item2}, {(sequence.Item3 ? "true" : "false")})"));
        return new DatabaseSnapshot(await FingerprintAsync(owner, ct), string.Join(";\n", restore));
    }

    /// <returns>False where the test changed the schema or blew the tables up: such a copy is not used again.</returns>
    public async Task<bool> RestoreAsync(string connectionString, CancellationToken ct)
    {
        await using var owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await using (var alone = owner.CreateCommand(Alone))
        {
            await alone.ExecuteNonQueryAsync(ct);
        }

        if ((await RowsAsync(owner, "select sum(pg_relation_size(oid))::bigint from pg_class where relkind in ('r', 'i') and oid >= 16384", reader => reader.GetInt64(0), ct))[0] > MostBytes
            || await FingerprintAsync(owner, ct) != fingerprint)
        {
            return false;
        }

        await using var command = owner.CreateCommand(restore);
        await command.ExecuteNonQueryAsync(ct);
        return true;
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static async Task<string> FingerprintAsync(NpgsqlDataSource owner, CancellationToken ct) =>
        (await RowsAsync(owner, Fingerprint, reader => reader.GetString(0), ct))[0];

    private static async Task<List<T>> RowsAsync<T>(NpgsqlDataSource owner, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
#pragma warning disable CA2100 // Names come from the catalogue, quoted.
        await using var command = owner.CreateCommand(sql);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
