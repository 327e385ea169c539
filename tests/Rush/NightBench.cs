using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Periscolaire.Mail;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Periscolaire.Transmission;

namespace Periscolaire.Rush;

/// <summary>
/// A night over many families with two movements each, on PostgreSQL with fsync on: from the start of the run until every digest is queued. With debits
/// due, each of the two bookings is debited too. Mails are not sent. Families and movements are written by SQL beforehand, which is not measured.
/// </summary>
internal static class NightBench
{
    private const int PlacesADay = 300;

    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>Runs the bench.</summary>
    /// <param name="sizes">How many families, a measurement each.</param>
    /// <param name="areDue">Whether both bookings of each family are due to be debited.</param>
    public static async Task<int> Run(IReadOnlyList<int> sizes, bool areDue)
    {
        var what = areDue ? "two movements and two debits a family" : "two movements a family";
        Console.WriteLine(string.Create(Plain, $"{Environment.ProcessorCount} processors, PostgreSQL with fsync on, {what}"));
        Console.WriteLine($"| families | seconds | families/s | ms a family | {(areDue ? "debits/s | " : "")}peak memory, MB | database, MB |");
        Console.WriteLine($"|---:|---:|---:|---:|{(areDue ? "---:|" : "")}---:|---:|");
        foreach (var families in sizes)
        {
            await using var server = await PrivatePostgreSql.Start();
            await Measure(server, families, areDue);
        }

        return 0;
    }

    private static async Task Measure(PrivatePostgreSql server, int families, bool areDue)
    {
        using var store = await TestStore.New(StoreKind.PostgreSql, server);
        var town = new TestTown();
        await using var silo = await SiloHost.Start(store, services => services.Replace(ServiceDescriptor.Singleton<IMailTransport, Nobody>()));
        await town.Found(silo.Grains, families: 1);
        await Fill(store.ConnectionString!, areDue ? town.Today.AddDays(-1 - (families / PlacesADay)) : town.Day, families);
        GC.Collect();
        var night = silo.Grains.GetGrain<ITransmissionGrain>(town.Structure.Value);
        var watch = Stopwatch.StartNew();
        var peak = 0L;
        var run = await night.Start(Author.System);
        while (run.Phase is not RunPhase.Completed)
        {
            await Task.Delay(20);
            peak = Math.Max(peak, Environment.WorkingSet);
            run = (await night.Read(run.Number))!;
        }

        var seconds = watch.Elapsed.TotalSeconds;
        if (run.Families != families || run.Movements != 2L * families || await Count(store.ConnectionString!, "mails") != families)
            throw new InvalidOperationException($"The night told {run.Families} families of {run.Movements} movements.");
        var debits = areDue ? 2L * families : 0;
        if (run.Debits != debits || await Scalar(store.ConnectionString!, "SELECT sum(balance_cents)::bigint FROM wallets") != (families * 1_000L) - (debits * 500))
            throw new InvalidOperationException($"The night made {run.Debits} debits.");
        var size = await Scalar(store.ConnectionString!, "SELECT pg_database_size(current_database())") / 1_000_000;
        Console.WriteLine(string.Create(
            Plain, $"| {families} | {seconds:F1} | {families / seconds:F0} | {seconds * 1_000 / families:F3} | {(areDue ? string.Create(Plain, $"{debits / seconds:F0} | ") : "")}{peak / 1_000_000} | {size} |"));
    }

    /// <summary>Families with 10.00 in their wallet and one child each, and two bookings on days of three hundred places.</summary>
    private static async Task Fill(string connectionString, DateOnly first, int families)
    {
        var date = first.ToString("yyyy-MM-dd", Plain);
        await Execute(connectionString, $"""
            ALTER TABLE bookings DISABLE TRIGGER ALL;
            INSERT INTO families (structure_id, family_id, name, email, is_resident)
              SELECT 'ville', 'f' || n, 'FAMILLE ' || n, 'f' || n || '@example.org', true FROM generate_series(1, {families}) n;
            INSERT INTO streams (structure_id, name, version, previous)
              SELECT 'ville', 'family/f' || n, 1, 0 FROM generate_series(1, {families}) n;
            INSERT INTO children (structure_id, child_id, family_id, first_name, last_name, birth_date)
              SELECT 'ville', 'e' || n, 'f' || n, 'Enfant', 'FAMILLE ' || n, date '2020-05-05' FROM generate_series(1, {families}) n;
            INSERT INTO activity_days (structure_id, activity_id, date, capacity)
              SELECT 'ville', activity, date '{date}' + day, {PlacesADay} FROM unnest(ARRAY['matin', 'apres-midi']) activity, generate_series(0, {families} / {PlacesADay}) day;
            INSERT INTO bookings (structure_id, activity_id, date, number, child_id, family_id, status, asked_at, last_movement)
              SELECT 'ville', activity, date '{date}' + n / {PlacesADay}, n % {PlacesADay} + 1, 'e' || n, 'f' || n, 'accepted', now(), n % {PlacesADay} + 1
              FROM unnest(ARRAY['matin', 'apres-midi']) activity, generate_series(1, {families}) n;
            INSERT INTO movements (structure_id, activity_id, date, number, booking_number, family_id, kind, status, author, at)
              SELECT structure_id, activity_id, date, number, number, family_id, 'asked', 'accepted', 'family:' || family_id, now() FROM bookings;
            ALTER TABLE bookings ENABLE TRIGGER ALL;
            INSERT INTO ledger_entries (structure_id, family_id, wallet_id, number, kind, cause, amount_cents, balance_cents, value_date, author, at)
              SELECT 'ville', 'f' || n, 'PERISCOLAIRE', 1, 'correction', 'import/' || n, 1000, 1000, current_date, 'system:import', now() FROM generate_series(1, {families}) n;
            ANALYZE;
            """);
    }

    private static Task<long> Count(string connectionString, string table) => Scalar(connectionString, $"SELECT count(*) FROM {table}");

    private static async Task<long> Scalar(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Command Timeout=600");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A mail server that asks to come back later.</summary>
    private sealed class Nobody : IMailTransport, IMailSession
    {
        public IMailSession Open() => this;

        public Task<Delivery> Send(DueMail mail) => Task.FromResult(new Delivery(DeliveryVerdict.Later, "bench"));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
