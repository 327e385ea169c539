using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Supervision;

namespace Periscolaire.Silo.Storage;

/// <summary>Reads a structure's activity-days in one snapshot, a day at a time.</summary>
internal sealed class ConsistencyReader(IFactsDatabase database) : IConsistencyReader
{
    private const string OfDay = "WHERE structure_id = @structure AND activity_id = @activity AND date = @date";

    public async IAsyncEnumerable<KeptDay> Days(StructureId structure)
    {
        await using var days = Read(structure).GetAsyncEnumerator();
        while (await HasNext(days))
            yield return days.Current;
    }

    private static async Task<bool> HasNext(IAsyncEnumerator<KeptDay> days)
    {
        try
        {
            return await days.MoveNextAsync();
        }
        catch (DbException failure)
        {
            throw new StoreUnavailableException($"The store could not be read ({failure.GetType().Name}).");
        }
    }

    private async IAsyncEnumerable<KeptDay> Read(StructureId structure)
    {
        DapperTypes.Register();
        await using var connection = await database.OpenReader();

        // SQLite's readers see one snapshot as soon as they read inside a transaction; one that is not deferred would keep everybody from writing.
        await using DbTransaction snapshot = connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var days = await connection.QueryAsync<DayRecord>(
            """
            SELECT d.activity_id AS Activity, d.date AS Date, d.capacity AS Capacity, d.is_closed AS IsClosed, d.places_taken AS PlacesTaken, d.waiting AS Waiting
            FROM activity_days d WHERE d.structure_id = @structure ORDER BY d.date, d.activity_id
            """,
            new { structure = structure.Value },
            snapshot);
        foreach (var day in days)
            yield return await ReadDay(connection, snapshot, day, new ActivityDayKey(structure, new(day.Activity), day.Date));
    }

    private static async Task<KeptDay> ReadDay(DbConnection connection, DbTransaction snapshot, DayRecord day, ActivityDayKey key)
    {
        var parameters = new { structure = key.Structure.Value, activity = key.Activity.Value, date = key.Date, stream = DayChanges.StreamOf(key).Name };
        var version = await connection.ExecuteScalarAsync<long>(
            "SELECT version FROM streams WHERE structure_id = @structure AND name = @stream", parameters, snapshot);
        var bookings = await connection.QueryAsync<BookingRecord>(
            $"""
            SELECT number AS Number, child_id AS Child, family_id AS Family, status AS Status, asked_at AS AskedAt, last_movement AS LastMovement
            FROM bookings {OfDay} ORDER BY number
            """,
            parameters,
            snapshot);
        var owners = bookings.ToDictionary(booking => booking.Number);
        var movements = await connection.QueryAsync<MovementRecord>(
            $"""
            SELECT number AS Number, booking_number AS Booking, kind AS Kind, status AS Status, author AS Author, at AS At, reason AS Reason
            FROM movements {OfDay}
            """,
            parameters,
            snapshot);
        var capacities = await connection.QueryAsync<CapacityRecord>(
            $"""
            SELECT number AS Number, capacity AS Capacity, animators AS Animators, author AS Author, at AS At, reason AS Reason, is_closure AS IsClosure
            FROM capacity_changes {OfDay}
            """,
            parameters,
            snapshot);
        return new KeptDay(
            key,
            version,
            (int)day.Capacity,
            (int)day.PlacesTaken,
            (int)day.Waiting,
            [.. owners.Values.Select(booking => new Booking.Rules.Booking(
                booking.Number, new(booking.Child), new(booking.Family), Codes.To<BookingStatus>(booking.Status), booking.AskedAt, booking.LastMovement))],
            [.. movements
                .Select(movement => (DayEvent)movement.ToMovement(owners.GetValueOrDefault(movement.Booking)))
                .Concat(capacities.Select(change => new CapacityChanged(
                    change.Number, (int)change.Capacity, new Authorship(new Author(change.Author), change.At), change.Reason, (int?)change.Animators, change.IsClosure)))
                .OrderBy(happened => happened.Number)],
            day.IsClosed);
    }

    private sealed record DayRecord
    {
        public string Activity { get; init; } = "";

        public DateOnly Date { get; init; }

        public long Capacity { get; init; }

        public bool IsClosed { get; init; }

        public long PlacesTaken { get; init; }

        public long Waiting { get; init; }
    }

    private sealed record BookingRecord
    {
        public long Number { get; init; }

        public string Child { get; init; } = "";

        public string Family { get; init; } = "";

        public string Status { get; init; } = "";

        public DateTimeOffset AskedAt { get; init; }

        public long LastMovement { get; init; }
    }

    private sealed record MovementRecord
    {
        public long Number { get; init; }

        public long Booking { get; init; }

        public string Kind { get; init; } = "";

        public string Status { get; init; } = "";

        public string Author { get; init; } = "";

        public DateTimeOffset At { get; init; }

        public string? Reason { get; init; }

        public Movement ToMovement(BookingRecord? booking) => new(
            Number,
            Booking,
            new ChildId(booking?.Child ?? ""),
            new FamilyId(booking?.Family ?? ""),
            Codes.To<MovementKind>(Kind),
            Codes.To<BookingStatus>(Status),
            new Authorship(new Author(Author), At),
            Reason);
    }

    private sealed record CapacityRecord
    {
        public long Number { get; init; }

        public long Capacity { get; init; }

        public long? Animators { get; init; }

        public string Author { get; init; } = "";

        public DateTimeOffset At { get; init; }

        public string? Reason { get; init; }

        public bool IsClosure { get; init; }
    }
}
