using System.Collections.Immutable;
using Periscolaire.Attendance;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Silo.Storage;

/// <summary>Reads bookings; the SQL is what both databases share.</summary>
internal sealed class BookingReader(IFactsDatabase database, ILogger<BookingReader> log) : Queries(database, log), IBookingReader
{
    private const string Rank = """
        CASE WHEN b.status = 'waitlisted' THEN (
          SELECT count(*) FROM bookings w
          WHERE w.structure_id = b.structure_id AND w.activity_id = b.activity_id AND w.date = b.date
            AND w.status = 'waitlisted' AND w.number <= b.number) END
        """;

    public async Task<ActivityDay> Day(ActivityDayKey day)
    {
        // One statement, so one snapshot: a version read apart from its rows could let a stale activation pass the fence.
        var rows = await Query<DayRecord>(
            """
            SELECT s.version AS Version, d.capacity AS Capacity, d.animators AS Animators, d.is_closed AS IsClosed,
              b.number AS Number, b.child_id AS Child, b.family_id AS Family,
              b.status AS Status, b.asked_at AS AskedAt, b.last_movement AS LastMovement
            FROM streams s
            LEFT JOIN activity_days d ON d.structure_id = s.structure_id AND d.activity_id = @activity AND d.date = @date
            LEFT JOIN bookings b ON b.structure_id = s.structure_id AND b.activity_id = @activity AND b.date = @date
            WHERE s.structure_id = @structure AND s.name = @stream
            """,
            new { structure = day.Structure.Value, stream = DayChanges.StreamOf(day).Name, activity = day.Activity.Value, date = day.Date });
        if (rows.Count == 0)
            return ActivityDay.Empty;
        return ActivityDay.FromRows(
            rows[0].Version,
            (int)(rows[0].Capacity ?? 0),
            rows.Where(row => row.Number is not null).Select(row => new Booking.Rules.Booking(
                row.Number!.Value, new(row.Child!), new(row.Family!), Codes.To<BookingStatus>(row.Status!), row.AskedAt!.Value, row.LastMovement!.Value)),
            (int?)rows[0].Animators,
            rows[0].IsClosed == true);
    }

    public async Task<ImmutableArray<FamilyBooking>> LiveOfFamily(StructureId structure, FamilyId family, DateOnly from, DateOnly to)
    {
        var rows = await Query<LiveRecord>(
            $"""
            SELECT b.activity_id AS Activity, b.date AS Date, b.number AS Number, b.child_id AS Child, b.status AS Status, b.charge AS Charge, {Rank} AS Rank,
              a.state AS Attendance
            FROM bookings b
            LEFT JOIN attendance a ON a.structure_id = b.structure_id AND a.activity_id = b.activity_id AND a.date = b.date AND a.number = b.number
            WHERE b.structure_id = @structure AND b.family_id = @family AND b.date BETWEEN @from AND @to
              AND b.status IN ('accepted', 'under-review', 'waitlisted')
            """,
            new { structure = structure.Value, family = family.Value, from, to });
        return [.. rows.Select(row => new FamilyBooking(
            new BookingId(new(row.Activity), row.Date, row.Number),
            new(row.Child),
            Codes.To<BookingStatus>(row.Status),
            (int?)row.Rank,
            Codes.To<Charge>(row.Charge),
            row.Attendance == Codes.Of(AttendanceState.AbsentJustified)))];
    }

    public async Task<ImmutableArray<TrackedBooking>> OfFamily(StructureId structure, FamilyId family, TrackingFilter filter)
    {
        var conditions = new List<string>();
        if (filter.From is not null)
            conditions.Add("AND b.date >= @from");
        if (filter.To is not null)
            conditions.Add("AND b.date <= @to");
        if (filter.Child is not null)
            conditions.Add("AND b.child_id = @child");
        if (filter.Status is not null)
            conditions.Add("AND b.status = @status");
        if (filter.Transmitted is { } transmitted)
            conditions.Add($"AND m.run_id IS {(transmitted ? "NOT " : "")}NULL");
        if (filter.After is not null)
            conditions.Add("AND (b.date, b.activity_id, b.number) > (@afterDate, @afterActivity, @afterNumber)");
        var rows = await Query<TrackedRecord>(
            $"""
            SELECT b.activity_id AS Activity, b.date AS Date, b.number AS Number, b.child_id AS Child, c.first_name AS FirstName,
              c.last_name AS LastName, b.status AS Status, m.run_id AS Run, {Rank} AS Rank
            FROM bookings b
            JOIN children c ON c.structure_id = b.structure_id AND c.child_id = b.child_id
            JOIN movements m ON m.structure_id = b.structure_id AND m.activity_id = b.activity_id AND m.date = b.date AND m.number = b.last_movement
            WHERE b.structure_id = @structure AND b.family_id = @family {string.Join(' ', conditions)}
            ORDER BY b.date, b.activity_id, b.number
            LIMIT @limit
            """,
            new
            {
                structure = structure.Value,
                family = family.Value,
                from = filter.From,
                to = filter.To,
                child = filter.Child?.Value,
                status = filter.Status is { } status ? Codes.Of(status) : null,
                afterDate = filter.After?.Date,
                afterActivity = filter.After?.Activity.Value,
                afterNumber = filter.After?.Number,
                limit = filter.Limit,
            });
        return [.. rows.Select(row => new TrackedBooking(
            new BookingId(new(row.Activity), row.Date, row.Number),
            new(row.Child),
            $"{row.LastName} {row.FirstName}",
            row.Activity,
            default,
            default,
            Codes.To<BookingStatus>(row.Status),
            row.Run is not null,
            (int?)row.Rank))];
    }

    public async Task<ImmutableArray<DayOccupancy>> Occupancy(StructureId structure, DateOnly from, DateOnly to)
    {
        var rows = await Query<OccupancyRecord>(
            """
            SELECT activity_id AS Activity, date AS Date, capacity AS Capacity, places_taken AS PlacesTaken, waiting AS Waiting,
              is_closed AS IsClosed
            FROM activity_days
            WHERE structure_id = @structure AND date BETWEEN @from AND @to
            """,
            new { structure = structure.Value, from, to });
        return [.. rows.Select(row => new DayOccupancy(new(row.Activity), row.Date, (int)row.Capacity, (int)row.PlacesTaken, (int)row.Waiting, row.IsClosed))];
    }

    // Classes with settable properties, since SQLite gives every integer as a long and Dapper matches constructors exactly.
    private sealed record DayRecord
    {
        public long Version { get; init; }

        public long? Capacity { get; init; }

        public long? Animators { get; init; }

        public bool? IsClosed { get; init; }

        public long? Number { get; init; }

        public string? Child { get; init; }

        public string? Family { get; init; }

        public string? Status { get; init; }

        public DateTimeOffset? AskedAt { get; init; }

        public long? LastMovement { get; init; }
    }

    private sealed record LiveRecord
    {
        public string Activity { get; init; } = "";

        public DateOnly Date { get; init; }

        public long Number { get; init; }

        public string Child { get; init; } = "";

        public string Status { get; init; } = "";

        public string Charge { get; init; } = "";

        public string? Attendance { get; init; }

        public long? Rank { get; init; }
    }

    private sealed record TrackedRecord
    {
        public string Activity { get; init; } = "";

        public DateOnly Date { get; init; }

        public long Number { get; init; }

        public string Child { get; init; } = "";

        public string FirstName { get; init; } = "";

        public string LastName { get; init; } = "";

        public string Status { get; init; } = "";

        public long? Run { get; init; }

        public long? Rank { get; init; }
    }

    private sealed record OccupancyRecord
    {
        public string Activity { get; init; } = "";

        public DateOnly Date { get; init; }

        public long Capacity { get; init; }

        public long PlacesTaken { get; init; }

        public long Waiting { get; init; }

        public bool IsClosed { get; init; }
    }
}
