using Npgsql;
using NpgsqlTypes;

namespace Workforce.Jobs.Storage;

/// <summary>Rows as columns: one array parameter per member, unnested side by side by the statement.</summary>
internal static class Column
{
    private static readonly Dictionary<Type, NpgsqlDbType> Types = new()
    {
        [typeof(Guid)] = NpgsqlDbType.Uuid, [typeof(long)] = NpgsqlDbType.Bigint, [typeof(int)] = NpgsqlDbType.Integer, [typeof(short)] = NpgsqlDbType.Smallint,
        [typeof(decimal)] = NpgsqlDbType.Numeric, [typeof(bool)] = NpgsqlDbType.Boolean, [typeof(string)] = NpgsqlDbType.Text, [typeof(DateTimeOffset)] = NpgsqlDbType.TimestampTz,
    };

    public static NpgsqlParameter Of<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> of)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = of(rows[i]);
        return Of(values);
    }

    /// <summary>The same, but empty when every row has null: unnest fills up with nulls what is shorter.</summary>
    public static NpgsqlParameter OfAny<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T?> of)
    {
        for (var i = 0; i < rows.Count; i++)
            if (of(rows[i]) is not null)
                return Of(rows, of);
        return Of(Array.Empty<T?>());
    }

    public static NpgsqlParameter Of<T>(T[] values) => new NpgsqlParameter<T[]>
    {
        NpgsqlDbType = NpgsqlDbType.Array | Types[Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T)], TypedValue = values,
    };
}
