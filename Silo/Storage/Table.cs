using System.Globalization;
using Npgsql;
using Periscolaire.Journal;

namespace Periscolaire.Silo.Storage;

/// <summary>What a column is to a write.</summary>
internal enum ColumnRole
{
    /// <summary>Part of the primary key.</summary>
    Key,

    /// <summary>Written once.</summary>
    Fixed,

    /// <summary>Replaced when the row exists.</summary>
    Replaced,
}

/// <summary>A column that the journal writes, in both databases.</summary>
internal abstract class Column<TRow>(string name, ColumnRole role)
{
    public string Name => name;

    public ColumnRole Role => role;

    /// <summary>Gets PostgreSQL's name of the column's type.</summary>
    public abstract string PostgreSqlType { get; }

    /// <summary>All rows' values, as PostgreSQL takes them: one array.</summary>
    public abstract NpgsqlParameter PostgreSqlArray(IReadOnlyList<TRow> rows);

    /// <summary>One row's value, as SQLite stores it.</summary>
    public abstract object SqliteValue(TRow row);
}

internal sealed class Column<TRow, TValue>(string name, ColumnRole role, Func<TRow, TValue> value) : Column<TRow>(name, role)
{
    public override string PostgreSqlType { get; } = SqlTypes.PostgreSql[Nullable.GetUnderlyingType(typeof(TValue)) ?? typeof(TValue)];

    public override NpgsqlParameter PostgreSqlArray(IReadOnlyList<TRow> rows)
    {
        var values = new TValue[rows.Count];
        for (var index = 0; index < values.Length; index++)
            values[index] = value(rows[index]);
        return new NpgsqlParameter<TValue[]> { TypedValue = values };
    }

    public override object SqliteValue(TRow row) => SqlTypes.ToSqlite(value(row));
}

/// <summary>How values are stored.</summary>
internal static class SqlTypes
{
    public static readonly Dictionary<Type, string> PostgreSql = new()
    {
        [typeof(string)] = "text",
        [typeof(long)] = "bigint",
        [typeof(int)] = "integer",
        [typeof(bool)] = "boolean",
        [typeof(DateOnly)] = "date",
        [typeof(DateTime)] = "timestamptz",
    };

    /// <summary>SQLite has no dates: text that sorts as they do.</summary>
    public static object ToSqlite(object? value) => value switch
    {
        null => DBNull.Value,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime utc => utc.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture),
        bool flag => flag ? 1 : 0,
        _ => value,
    };
}

/// <summary>A table that the journal writes.</summary>
internal abstract class Table(string name)
{
    public string Name => name;

    /// <summary>Gets the type of the rows it takes.</summary>
    public abstract Type RowType { get; }

    /// <summary>Gets the columns' names and PostgreSQL types, in order.</summary>
    public abstract IReadOnlyList<(string Name, string PostgreSqlType)> Columns { get; }

    /// <summary>Gets what names the table's part of PostgreSQL's statement.</summary>
    public virtual string Alias => name;

    /// <summary>What writes rows in PostgreSQL.</summary>
    /// <param name="source">Where they are selected from, as <c>r</c>.</param>
    public abstract string PostgreSqlWrite(string source);

    /// <summary>Gets what writes a row in SQLite, its values being <c>$0</c> and on.</summary>
    public abstract string SqliteWrite { get; }

    protected string Names => string.Join(", ", Columns.Select(column => column.Name));

    public abstract IEnumerable<NpgsqlParameter> PostgreSqlArrays(IReadOnlyList<Row> rows);

    public abstract void SqliteValues(Row row, Action<int, object> set);
}

internal class Table<TRow>(string name, params Column<TRow>[] columns) : Table(name)
    where TRow : Row
{
    public override Type RowType => typeof(TRow);

    public override IReadOnlyList<(string Name, string PostgreSqlType)> Columns { get; } = [.. columns.Select(column => (column.Name, column.PostgreSqlType))];

    public override string SqliteWrite =>
        $"INSERT INTO {Name} ({Names}) VALUES ({string.Join(", ", columns.Select((_, index) => $"${index}"))}) {OnConflictOf(columns)}";

    public override string PostgreSqlWrite(string source) => $"INSERT INTO {Name} ({Names}) SELECT {Names} FROM {source} {OnConflictOf(columns)}";

    public override IEnumerable<NpgsqlParameter> PostgreSqlArrays(IReadOnlyList<Row> rows)
    {
        var typed = rows.Cast<TRow>().ToList();
        return columns.Select(column => column.PostgreSqlArray(typed));
    }

    public override void SqliteValues(Row row, Action<int, object> set)
    {
        for (var index = 0; index < columns.Length; index++)
            set(index, columns[index].SqliteValue((TRow)row));
    }

    private static string OnConflictOf(Column<TRow>[] columns)
    {
        var replaced = columns.Where(column => column.Role is ColumnRole.Replaced).Select(column => $"{column.Name} = excluded.{column.Name}").ToList();
        if (replaced.Count == 0)
            return "";
        var key = columns.Where(column => column.Role is ColumnRole.Key).Select(column => column.Name);
        return $"ON CONFLICT ({string.Join(", ", key)}) DO UPDATE SET {string.Join(", ", replaced)}";
    }
}

/// <summary>Rows of a table that are taken out of it, by all the columns given.</summary>
internal sealed class RemovalTable<TRow>(string name, params Column<TRow>[] columns) : Table<TRow>(name, columns)
    where TRow : Row
{
    public override string Alias => $"{Name}_removed";

    public override string SqliteWrite =>
        $"DELETE FROM {Name} WHERE {string.Join(" AND ", Columns.Select((column, index) => $"{column.Name} = ${index}"))}";

    public override string PostgreSqlWrite(string source) => $"DELETE FROM {Name} WHERE ({Names}) IN (SELECT {Names} FROM {source})";
}
