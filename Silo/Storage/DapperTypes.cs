using System.Data;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Periscolaire.Silo.Storage;

/// <summary>Dates and instants, which PostgreSQL knows and SQLite keeps as text.</summary>
internal static class DapperTypes
{
    private static readonly Lazy<bool> Registered = new(() =>
    {
        // Dapper's own idea of these types would win over ours, and SQLite would get instants whose text does not sort with the journal's.
        foreach (var type in (Type[])[typeof(DateOnly), typeof(DateOnly?), typeof(DateTimeOffset), typeof(DateTimeOffset?)])
            SqlMapper.RemoveTypeMap(type);
        SqlMapper.AddTypeHandler(new Dates());
        SqlMapper.AddTypeHandler(new Instants());
        return true;
    });

    public static void Register() => _ = Registered.Value;

    private sealed class Dates : SqlMapper.TypeHandler<DateOnly>
    {
        public override DateOnly Parse(object value) => value switch
        {
            DateOnly date => date,
            DateTime day => DateOnly.FromDateTime(day),
            string text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => throw new DataException($"Not a date: {value.GetType().Name}."),
        };

        public override void SetValue(IDbDataParameter parameter, DateOnly value) =>
            parameter.Value = parameter is SqliteParameter ? SqlTypes.ToSqlite(value) : value;
    }

    private sealed class Instants : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => value switch
        {
            DateTimeOffset instant => instant,
            DateTime utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)),
            string text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            _ => throw new DataException($"Not an instant: {value.GetType().Name}."),
        };

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) =>
            parameter.Value = parameter is SqliteParameter ? SqlTypes.ToSqlite(value.UtcDateTime) : value.UtcDateTime;
    }
}
