using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Periscolaire.Silo.Storage;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>Absences recorded before there was attendance are attendance after the migration, in both databases.</summary>
public sealed class AttendanceMigrationTests(SharedPostgreSql postgreSql)
{
    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Absences_become_attendance_with_who_when_and_why(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using DbConnection connection = kind is StoreKind.PostgreSql ? new NpgsqlConnection(store.ConnectionString) : new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        var (folder, script) = kind is StoreKind.PostgreSql ? ("PostgreSql", "0010-attendance") : ("Sqlite", "0007-attendance");
        foreach (var earlier in Scripts(folder).TakeWhile(name => !name.Contains(script, StringComparison.Ordinal)))
            await Execute(connection, Text(earlier));
        await Execute(connection, """
            INSERT INTO families (structure_id, family_id, name, is_resident) VALUES ('ville', 'dupont', 'DUPONT', {yes});
            INSERT INTO children (structure_id, child_id, family_id, first_name, last_name, birth_date) VALUES ('ville', 'lea', 'dupont', 'Léa', 'DUPONT', '2020-06-15');
            INSERT INTO activity_days (structure_id, activity_id, date, capacity) VALUES ('ville', 'matin', '2026-12-02', 5);
            INSERT INTO bookings (structure_id, activity_id, date, number, child_id, family_id, status, asked_at, last_movement) VALUES
              ('ville', 'matin', '2026-12-02', 1, 'lea', 'dupont', 'accepted', '2026-11-20T09:00:00.0000000Z', 1),
              ('ville', 'matin', '2026-12-02', 2, 'lea', 'dupont', 'cancelled', '2026-11-20T09:00:00.0000000Z', 2);
            INSERT INTO absences (structure_id, activity_id, date, number, is_justified, author, at, reason) VALUES
              ('ville', 'matin', '2026-12-02', 1, {yes}, 'staff:accueil', '2026-12-02T09:00:00.0000000Z', 'Certificat'),
              ('ville', 'matin', '2026-12-02', 2, {no}, 'staff:accueil', '2026-12-02T09:00:00.0000000Z', NULL);
            """.Replace("{yes}", kind is StoreKind.PostgreSql ? "true" : "1", StringComparison.Ordinal).Replace("{no}", kind is StoreKind.PostgreSql ? "false" : "0", StringComparison.Ordinal));

        await Execute(connection, Text(Scripts(folder).Single(name => name.Contains(script, StringComparison.Ordinal))));

        (await Read(connection, "SELECT number || ' ' || state || ' ' || author || ' ' || COALESCE(reason, '-') FROM attendance ORDER BY number"))
            .ShouldBe(["1 absent-justified staff:accueil Certificat", "2 absent-unjustified staff:accueil -"]);
        (await Read(connection, "SELECT CAST(count(*) AS text) FROM attendance WHERE minutes_late IS NULL AND arrived_at IS NULL")).ShouldBe(["2"]);
    }

    private static List<string> Scripts(string folder) =>
        [.. typeof(StoreOptions).Assembly.GetManifestResourceNames().Where(name => name.Contains($".{folder}.Migrations.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string Text(string script)
    {
        using var reader = new StreamReader(typeof(StoreOptions).Assembly.GetManifestResourceStream(script)!);
        return reader.ReadToEnd();
    }

    private static async Task Execute(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<string>> Read(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var lines = new List<string>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            lines.Add(rows.GetString(0));
        return lines;
    }
}
