using System.Collections.Immutable;
using Periscolaire.Attendance;
using Periscolaire.Attendance.Rules;
using Periscolaire.Booking;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;

namespace Periscolaire.Silo.Storage;

/// <summary>Reads attendance; the SQL is what both databases share.</summary>
internal sealed class AttendanceReader(IFactsDatabase database, ILogger<AttendanceReader> log) : Queries(database, log), IAttendanceReader
{
    private const string Recorded = """
        b.activity_id AS Activity, b.date AS Date, b.number AS Number, b.child_id AS Child, b.family_id AS Family, b.status AS Status,
        a.state AS State, a.arrived_at AS ArrivedAt, a.left_at AS LeftAt, a.minutes_late AS MinutesLate, a.without_booking AS WithoutBooking, a.reason AS Reason
        """;

    private const string BookingsWithRecords = """
        FROM bookings b
        LEFT JOIN attendance a ON a.structure_id = b.structure_id AND a.activity_id = b.activity_id AND a.date = b.date AND a.number = b.number
        """;

    public async Task<AttendedBooking?> Booking(FamilyKey family, BookingId booking) =>
        (await Query<LineRecord>(
            $"""
            SELECT {Recorded} {BookingsWithRecords}
            WHERE b.structure_id = @structure AND b.activity_id = @activity AND b.date = @date AND b.number = @number AND b.family_id = @family
            """,
            new
            {
                structure = family.Structure.Value,
                activity = booking.Activity.Value,
                date = booking.Date,
                number = booking.Number,
                family = family.Family.Value,
            })).Select(row => new AttendedBooking(booking, new ChildId(row.Child), Codes.To<BookingStatus>(row.Status), row.ToRecord())).FirstOrDefault();

    public async Task<HealthNotes> Notes(FamilyKey family, ChildId child) =>
        (await Query<NotesRecord>(
            "SELECT version AS Version, notes AS Notes FROM health_notes WHERE structure_id = @structure AND family_id = @family AND child_id = @child",
            new { structure = family.Structure.Value, family = family.Family.Value, child = child.Value }))
        .Select(row => new HealthNotes(row.Version, row.Notes)).FirstOrDefault() ?? new HealthNotes(0, Text: null);

    public async Task<ImmutableArray<AttendanceLine>> Held(StructureId structure, DateOnly date, bool withNotes)
    {
        var (column, join) = withNotes
            ? (", h.notes AS Notes", "LEFT JOIN health_notes h ON h.structure_id = c.structure_id AND h.family_id = c.family_id AND h.child_id = c.child_id")
            : ("", "");
        var rows = await Query<LineRecord>(
            $"""
            SELECT {Recorded}, c.first_name AS FirstName, c.last_name AS LastName, c.birth_date AS BirthDate, c.school_group AS SchoolGroup{column}
            {BookingsWithRecords}
            JOIN children c ON c.structure_id = b.structure_id AND c.child_id = b.child_id
            {join}
            WHERE b.structure_id = @structure AND b.date = @date AND b.status IN ('accepted', 'under-review')
            """,
            new { structure = structure.Value, date });
        return [.. rows.Select(row => row.ToLine(date))];
    }

    public async Task<ImmutableDictionary<ActivityId, DayStaffing>> Staffing(StructureId structure, DateOnly date) =>
        (await Query<StaffingRecord>(
            "SELECT activity_id AS Activity, capacity AS Capacity, animators AS Animators FROM activity_days WHERE structure_id = @structure AND date = @date",
            new { structure = structure.Value, date }))
        .ToImmutableDictionary(row => new ActivityId(row.Activity), row => new DayStaffing((int)row.Capacity, (int?)row.Animators));

    public async Task<ImmutableArray<CafLine>> Hours(StructureId structure, DateOnly from, DateOnly to, CafCount count)
    {
        var (sql, parameters) = CafSql.Of(structure, from, to, count);
        return [.. (await Query<CafRecord>(sql, parameters)).Select(row => row.ToLine())];
    }

    private sealed record LineRecord
    {
        public string Activity { get; init; } = "";

        public DateOnly Date { get; init; }

        public long Number { get; init; }

        public string Child { get; init; } = "";

        public string Family { get; init; } = "";

        public string Status { get; init; } = "";

        public string? State { get; init; }

        public string? ArrivedAt { get; init; }

        public string? LeftAt { get; init; }

        public long? MinutesLate { get; init; }

        public bool? WithoutBooking { get; init; }

        public string? Reason { get; init; }

        public string FirstName { get; init; } = "";

        public string LastName { get; init; } = "";

        public DateOnly BirthDate { get; init; }

        public string? SchoolGroup { get; init; }

        public string? Notes { get; init; }

        public AttendanceRecord? ToRecord() => State is null ? null : new AttendanceRecord(
            Codes.To<AttendanceState>(State), Clocks.ToTime(ArrivedAt), Clocks.ToTime(LeftAt), (int?)MinutesLate, WithoutBooking == true, Reason);

        public AttendanceLine ToLine(DateOnly date) => new(
            new BookingId(new ActivityId(Activity), Date, Number),
            Codes.To<BookingStatus>(Status),
            new ChildId(Child),
            new FamilyId(Family),
            LastName,
            FirstName,
            Eligibilities.AgeOn(BirthDate, date),
            SchoolGroup,
            ToRecord(),
            Notes);
    }

    private sealed record NotesRecord
    {
        public long Version { get; init; }

        public string? Notes { get; init; }
    }

    private sealed record StaffingRecord
    {
        public string Activity { get; init; } = "";

        public long Capacity { get; init; }

        public long? Animators { get; init; }
    }

    private sealed record CafRecord
    {
        public string Activity { get; init; } = "";

        public string Month { get; init; } = "";

        public long Band { get; init; }

        public long Children { get; init; }

        public long Presences { get; init; }

        public long Minutes { get; init; }

        public CafLine ToLine() => new(
            new ActivityId(Activity),
            Activity,
            DateOnly.ParseExact($"{Month}-01", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            (int)Band,
            (int)Children,
            Presences,
            Minutes);
    }
}
