using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Periscolaire.Accounts;
using Periscolaire.Audit;
using Periscolaire.Families;
using Periscolaire.Payments;
using Periscolaire.Privacy;

namespace Periscolaire.Silo.Storage.Privacy;

/// <summary>Exports and erases by the one list of <see cref="PersonalTables"/>; the SQL is what both databases share.</summary>
internal sealed class PersonalDataStore(IFactsDatabase database, ILogger<PersonalDataStore> log) : Queries(database, log), IPersonalDataStore
{
    private const string OpenPayment = "SELECT 1 FROM payments WHERE structure_id = @structure AND family_id = @family AND status IN ('intended', 'open')";

    private const string OfFamily = "structure_id = @structure AND family_id = @family";

    public async Task<ImmutableArray<PersonalTable>> Read(FamilyKey family)
    {
        var tables = ImmutableArray.CreateBuilder<PersonalTable>();
        foreach (var source in PersonalTables.All)
        {
            var fields = source.Fields.Where(field => field.IsExported).ToList();
            var rows = await Query<dynamic>(
                $"SELECT {string.Join(", ", fields.Select(field => field.Name))} FROM {source.Name} WHERE {source.Rows} ORDER BY {source.Order}", Of(family));
            tables.Add(new PersonalTable(
                source.FrenchName,
                [.. fields.Select(field => new PersonalColumn(field.ExportedName, field.Label, field.Kind))],
                [.. rows.Select(row => (IDictionary<string, object?>)row).Select(row => new PersonalRow([.. fields.Select(field => Written(row[field.Name], field.Kind))]))]));
        }

        return tables.ToImmutable();
    }

    public async Task<ImmutableArray<ErasureEffect>> Effects(FamilyKey family)
    {
        var counts = await Query<CountRecord>(
            string.Join(
                " UNION ALL ",
                PersonalTables.All.Select((source, index) => string.Create(
                    CultureInfo.InvariantCulture, $"SELECT {index} AS Position, count(*) AS Rows FROM {source.Name} WHERE {source.Rows}"))),
            Of(family));
        return [.. counts.OrderBy(count => count.Position).Zip(PersonalTables.All, (count, source) => new ErasureEffect(
            source.FrenchName,
            count.Rows,
            source.IsDeleted,
            [.. source.Fields.Where(field => IsGone(source, field)).Select(field => field.Label)],
            [.. source.Fields.Where(field => !IsGone(source, field)).Select(field => field.Label)]))];
    }

    public async Task<FamilyTies> Ties(FamilyKey family, DateOnly today)
    {
        var ties = await Query<TiesRecord>(
            $"""
            SELECT
              (SELECT count(*) FROM bookings WHERE {OfFamily} AND date >= @today AND status IN ('accepted', 'under-review', 'waitlisted')) AS Live,
              (SELECT count(*) FROM bookings WHERE {OfFamily} AND status IN ('cancelled', 'refused') AND charge IN ('debited', 'reduced')) AS NotCredited,
              (SELECT count(*) FROM ({OpenPayment}) unsettled) AS Unsettled
            """,
            new { structure = family.Structure.Value, family = family.Family.Value, today });
        return new FamilyTies((int)ties[0].Live, (int)ties[0].NotCredited, (int)ties[0].Unsettled);
    }

    public Task Erase(FamilyKey family, long after, DateTimeOffset now, AuditEntry? told) => Write(async transaction =>
    {
        var parameters = new
        {
            structure = family.Structure.Value,
            family = family.Family.Value,
            stream = FamilyGrain.StreamOf(family).Name,
            accountStreams = AccountRow.StreamOf(new AccountKey(family.Structure, "")).Name,
            paymentStreams = PaymentGrain.StreamOf(new PaymentKey(family.Structure, "")).Name,
            after,
            now,
        };
        await MoveStreamsOn(transaction, parameters);
        await KeepAges(transaction, parameters);
        foreach (var source in PersonalTables.All)
            await Execute(transaction, ErasureOf(source, transaction.Connection is SqliteConnection), parameters);
        await BlankRefunds(transaction, family);
        return told is null ? 0 : await AuditLines.Insert(transaction, family.Structure, told);
    });

    /// <summary>In the order of their names, in which the journal locks them too.</summary>
    private static async Task MoveStreamsOn(DbTransaction transaction, object parameters)
    {
        const string MoveOn = "UPDATE streams SET previous = version, version = version + 1 WHERE structure_id = @structure AND";
        await Execute(transaction, $"{MoveOn} name IN (SELECT @accountStreams || identifier FROM accounts WHERE {OfFamily})", parameters);
        if (await Execute(transaction, $"{MoveOn} name = @stream AND version = @after AND NOT EXISTS ({OpenPayment})", parameters) == 0)
            throw new StaleStreamException();
        await Execute(transaction, $"{MoveOn} name IN (SELECT @paymentStreams || payment_id FROM payments WHERE {OfFamily})", parameters);
    }

    /// <summary>Whole years, told from dates as text, which both databases write alike; before the birth dates go.</summary>
    private static Task<int> KeepAges(DbTransaction transaction, object parameters) => Execute(
        transaction,
        $"""
        UPDATE bookings SET age = (
          SELECT CAST(substr(CAST(bookings.date AS text), 1, 4) AS integer) - CAST(substr(CAST(c.birth_date AS text), 1, 4) AS integer)
            - CASE WHEN substr(CAST(bookings.date AS text), 6) < substr(CAST(c.birth_date AS text), 6) THEN 1 ELSE 0 END
          FROM children c WHERE c.structure_id = bookings.structure_id AND c.child_id = bookings.child_id AND c.birth_date <= bookings.date)
        WHERE {OfFamily} AND age IS NULL
        """,
        parameters);

    private static string ErasureOf(PersonalSource source, bool isSqlite)
    {
        var rows = source.Spared is { } spared ? $"{source.Rows} AND NOT ({spared})" : source.Rows;
        var gone = source.Fields.Where(field => field.Erased is not null).Select(field => $"{field.Name} = {Dialect(field.Erased!, isSqlite)}").ToList();
        if (source.IsDeleted)
            return $"DELETE FROM {source.Name} WHERE {rows}";
        return gone.Count == 0 ? "" : $"UPDATE {source.Name} SET {string.Join(", ", gone)} WHERE {rows}";
    }

    private static string Dialect(string sql, bool isSqlite) => sql switch
    {
        "@true" => isSqlite ? "1" : "true",
        "@year_start(birth_date)" => isSqlite ? "substr(birth_date, 1, 4) || '-01-01'" : "CAST(date_trunc('year', birth_date) AS date)",
        _ => sql,
    };

    /// <summary>The amounts of refunds stay, what staff wrote beside them goes.</summary>
    private static async Task BlankRefunds(DbTransaction transaction, FamilyKey family)
    {
        var kept = await transaction.Connection!.QueryAsync<RefundsRecord>(
            $"SELECT payment_id AS Payment, refunds AS Refunds FROM payments WHERE {OfFamily} AND refunds <> '[]'", Of(family), transaction);
        foreach (var row in kept)
        {
            var refunds = PaymentJson.Write<RefundOrder>([.. PaymentJson.Read<RefundOrder>(row.Refunds).Select(refund => refund with { Reason = "" })]);
            await Execute(
                transaction,
                "UPDATE payments SET refunds = @refunds WHERE structure_id = @structure AND payment_id = @payment",
                new { structure = family.Structure.Value, payment = row.Payment, refunds });
        }
    }

    private static bool IsGone(PersonalSource source, PersonalField field) => source.IsDeleted || (field.Erased is not null && field.Name is not ("erased_at" or "status"));

    private static object Of(FamilyKey family) => new { structure = family.Structure.Value, family = family.Family.Value };

    private static async Task<int> Execute(DbTransaction transaction, string sql, object parameters) =>
        sql.Length == 0 ? 0 : await transaction.Connection!.ExecuteAsync(sql, parameters, transaction);

    /// <summary>A value as an export writes it, whichever database kept it.</summary>
    private static string? Written(object? value, PersonalValue kind) => (kind, value) switch
    {
        (_, null or DBNull) => null,
        (PersonalValue.Amount, _) => Cents.ToEuros(Convert.ToInt64(value, CultureInfo.InvariantCulture)).ToString("0.00", CultureInfo.InvariantCulture),
        (PersonalValue.Flag, _) => Convert.ToBoolean(value, CultureInfo.InvariantCulture) ? "true" : "false",
        (PersonalValue.Date, DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (PersonalValue.Date, DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (PersonalValue.Instant, DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private sealed record CountRecord
    {
        public long Position { get; init; }

        public long Rows { get; init; }
    }

    private sealed record TiesRecord
    {
        public long Live { get; init; }

        public long NotCredited { get; init; }

        public long Unsettled { get; init; }
    }

    private sealed record RefundsRecord
    {
        public string Payment { get; init; } = "";

        public string Refunds { get; init; } = "";
    }
}
