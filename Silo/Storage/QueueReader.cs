using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Staff;

namespace Periscolaire.Silo.Storage;

/// <summary>Reads what waits; the SQL is what both databases share.</summary>
internal sealed class QueueReader(IFactsDatabase database, ILogger<QueueReader> log) : Queries(database, log), IQueueReader
{
    private const string OccupancyColumns =
        "activity_id AS Activity, date AS Date, capacity AS Capacity, places_taken AS PlacesTaken, waiting AS Waiting";

    public async Task<ImmutableArray<KeptQueued>> Reviews(StructureId structure, ReviewFilter filter, QueuePosition? after, int limit)
    {
        var conditions = filter.Days.Sql()
            + (filter.Family is null ? "" : "AND family_id = @family ")
            + (after is null ? "" : "AND (asked_at, activity_id, date, number) > (@askedAt, @afterActivity, @afterDate, @afterNumber)");
        var rows = await Query<QueuedRecord>(
            WithWhoAndBeside(
                $"""
                SELECT activity_id, date, number, child_id, family_id, asked_at, NULL AS rank FROM bookings
                WHERE structure_id = @structure AND status = 'under-review' {conditions}
                ORDER BY asked_at, activity_id, date, number LIMIT @limit
                """,
                "p.asked_at, p.activity_id, p.date, p.number"),
            new
            {
                structure = structure.Value,
                activity = filter.Days.Activity?.Value,
                from = filter.Days.From,
                to = filter.Days.To,
                family = filter.Family?.Value,
                askedAt = after?.AskedAt,
                afterActivity = after?.Booking.Activity.Value,
                afterDate = after?.Booking.Date,
                afterNumber = after?.Booking.Number,
                limit,
            });
        return Bookings(rows);
    }

    public async Task<ImmutableArray<DayOccupancy>> WaitingDays(StructureId structure, DayFilter filter, WaitingDay? after, int limit) =>
        [.. (await Query<OccupancyRecord>(
            $"""
            SELECT {OccupancyColumns} FROM activity_days
            WHERE structure_id = @structure AND waiting > 0 {filter.Sql()}
              {(after is null ? "" : "AND (date, activity_id) > (@afterDate, @afterActivity)")}
            ORDER BY date, activity_id LIMIT @limit
            """,
            new
            {
                structure = structure.Value,
                activity = filter.Activity?.Value,
                from = filter.From,
                to = filter.To,
                afterDate = after?.Date,
                afterActivity = after?.Activity.Value,
                limit,
            })).Select(row => row.ToOccupancy())];

    public async Task<(DayOccupancy Day, ImmutableArray<KeptQueued> Bookings)> WaitingList(ActivityDayKey day, long after, int limit)
    {
        const string OfDay = "structure_id = @structure AND activity_id = @activity AND date = @date";
        var (days, bookings) = await Query<OccupancyRecord, QueuedRecord>(
            $"SELECT {OccupancyColumns} FROM activity_days WHERE {OfDay}",
            WithWhoAndBeside(
                $"""
                SELECT * FROM (
                  SELECT activity_id, date, number, child_id, family_id, asked_at, row_number() OVER (ORDER BY number) AS rank
                  FROM bookings WHERE {OfDay} AND status = 'waitlisted') ranked
                WHERE number > @after ORDER BY number LIMIT @limit
                """,
                "p.number"),
            new { structure = day.Structure.Value, activity = day.Activity.Value, date = day.Date, after, limit });
        return (days.Count > 0 ? days[0].ToOccupancy() : new DayOccupancy(day.Activity, day.Date, 0, 0, 0), Bookings(bookings));
    }

    /// <summary>A page of bookings with whose they are and what else the child is booked on: only the page's rows are looked up.</summary>
    private static string WithWhoAndBeside(string page, string order) =>
        $"""
        SELECT p.activity_id AS Activity, p.date AS Date, p.number AS Number, p.child_id AS Child, c.first_name AS FirstName, c.last_name AS LastName,
          c.birth_date AS BirthDate, p.family_id AS Family, f.name AS FamilyName, p.asked_at AS AskedAt, p.rank AS Rank,
          (SELECT -sum(w.balance_cents) FROM wallets w
           WHERE w.structure_id = @structure AND w.family_id = p.family_id AND w.balance_cents < 0) AS Due,
          o.activity_id AS OtherActivity, o.number AS OtherNumber
        FROM ({page}) p
        JOIN children c ON c.structure_id = @structure AND c.child_id = p.child_id
        JOIN families f ON f.structure_id = @structure AND f.family_id = p.family_id
        LEFT JOIN bookings o ON o.structure_id = @structure AND o.family_id = p.family_id AND o.date = p.date AND o.child_id = p.child_id
          AND o.activity_id <> p.activity_id AND o.status IN ('accepted', 'under-review', 'waitlisted')
        ORDER BY {order}, o.activity_id
        """;

    private static ImmutableArray<KeptQueued> Bookings(IReadOnlyList<QueuedRecord> rows) =>
        [.. rows.GroupBy(row => (row.Activity, row.Date, row.Number)).Select(booking => booking.First().ToQueued(
            [.. booking.Where(row => row.OtherActivity is not null).Select(row => new BookingId(new(row.OtherActivity!), row.Date, row.OtherNumber!.Value))]))];

    private sealed record OccupancyRecord
    {
        public string Activity { get; init; } = "";

        public DateOnly Date { get; init; }

        public long Capacity { get; init; }

        public long PlacesTaken { get; init; }

        public long Waiting { get; init; }

        public DayOccupancy ToOccupancy() => new(new(Activity), Date, (int)Capacity, (int)PlacesTaken, (int)Waiting);
    }

    private sealed record QueuedRecord
    {
        public string Activity { get; init; } = "";

        public DateOnly Date { get; init; }

        public long Number { get; init; }

        public string Child { get; init; } = "";

        public string FirstName { get; init; } = "";

        public string LastName { get; init; } = "";

        public DateOnly BirthDate { get; init; }

        public string Family { get; init; } = "";

        public string FamilyName { get; init; } = "";

        public DateTimeOffset AskedAt { get; init; }

        public long? Rank { get; init; }

        public long? Due { get; init; }

        public string? OtherActivity { get; init; }

        public long? OtherNumber { get; init; }

        public KeptQueued ToQueued(ImmutableArray<BookingId> beside) => new(
            new BookingId(new(Activity), Date, Number),
            new(Child),
            $"{LastName} {FirstName}",
            BirthDate,
            new(Family),
            FamilyName,
            AskedAt,
            Cents.ToEuros(Due) ?? 0m,
            beside,
            (int?)Rank);
    }
}
