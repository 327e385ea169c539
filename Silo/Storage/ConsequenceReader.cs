using System.Collections.Immutable;
using Dapper;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Silo.Storage;

/// <summary>Reads whom a change of the catalogue touches; the SQL is what both databases share.</summary>
internal sealed class ConsequenceReader(IFactsDatabase database, ILogger<ConsequenceReader> log) : Queries(database, log), IConsequenceReader
{
    public async Task<ImmutableArray<TouchedBooking>> Live(StructureId structure, IReadOnlyCollection<ActivityId> activities, DateOnly today)
    {
        // A parameter each: the two databases take a list in different ways.
        var parameters = new DynamicParameters(new { structure = structure.Value, today });
        foreach (var (index, activity) in activities.Index())
            parameters.Add($"activity{index}", activity.Value);
        var names = string.Join(", ", activities.Index().Select(entry => $"@activity{entry.Index}"));
        return [.. (await Query<BookingRecord>(
            $"""
            SELECT b.activity_id AS Activity, b.date AS Date, b.number AS Number, b.family_id AS Family, f.is_resident AS IsResident, b.child_id AS Child,
              c.birth_date AS BirthDate, b.status AS Status, b.charge AS Charge, a.state = 'absent-justified' AS IsJustified,
              CASE WHEN b.charge IN ('debited', 'reduced') THEN (
                SELECT -sum(e.amount_cents) FROM ledger_entries e
                WHERE e.structure_id = b.structure_id AND e.family_id = b.family_id AND e.activity_date = b.date AND e.activity_id = b.activity_id
                  AND e.booking_number = b.number AND e.kind IN ('consumption', 'reversal')) END AS Debited
            FROM bookings b
            JOIN families f ON f.structure_id = b.structure_id AND f.family_id = b.family_id
            JOIN children c ON c.structure_id = b.structure_id AND c.child_id = b.child_id
            LEFT JOIN attendance a ON a.structure_id = b.structure_id AND a.activity_id = b.activity_id AND a.date = b.date AND a.number = b.number
            WHERE b.structure_id = @structure {(activities.Count == 0 ? "" : $"AND b.activity_id IN ({names})")}
              AND ((b.date >= @today AND b.status IN ('accepted', 'under-review', 'waitlisted')) OR (b.status = 'accepted' AND b.charge = 'none'))
            """,
            parameters)).Select(row => row.ToBooking())];
    }

    public async Task<ImmutableDictionary<FamilyId, ImmutableArray<DatedQuotient>>> Quotients(StructureId structure) =>
        (await Query<QuotientRecord>(
            "SELECT family_id AS Family, from_date AS FromDate, quotient_cents AS Cents FROM quotients WHERE structure_id = @structure",
            new { structure = structure.Value }))
        .GroupBy(row => row.Family, row => new DatedQuotient(row.FromDate, Cents.ToEuros(row.Cents)), StringComparer.Ordinal)
        .ToImmutableDictionary(family => new FamilyId(family.Key), family => family.ToImmutableArray());

    public async Task<ImmutableArray<(FamilyId Family, BookingId Booking)>> CancelledByClosure(ActivityDayKey day, long after) =>
        [.. (await Query<CancelledRecord>(
            """
            SELECT b.family_id AS Family, b.number AS Number
            FROM bookings b
            JOIN movements m ON m.structure_id = b.structure_id AND m.activity_id = b.activity_id AND m.date = b.date AND m.number = b.last_movement
            WHERE b.structure_id = @structure AND b.activity_id = @activity AND b.date = @date AND m.kind = 'cancelled' AND m.number > @after AND m.number > (
              SELECT max(c.number) FROM capacity_changes c
              WHERE c.structure_id = @structure AND c.activity_id = @activity AND c.date = @date AND c.is_closure)
            ORDER BY b.family_id, b.number
            """,
            new { structure = day.Structure.Value, activity = day.Activity.Value, date = day.Date, after })).Select(row => (new FamilyId(row.Family), new BookingId(day.Activity, day.Date, row.Number)))];

    public async Task<long> LastMovement(ActivityDayKey day) =>
        (await Query<long>("SELECT coalesce(max(number), 0) FROM movements WHERE structure_id = @structure AND activity_id = @activity AND date = @date", Of(day)))[0];

    public async Task<bool> HasRows(ActivityDayKey day) =>
        (await Query<long>("SELECT count(*) FROM activity_days WHERE structure_id = @structure AND activity_id = @activity AND date = @date", Of(day)))[0] > 0;

    private static object Of(ActivityDayKey day) => new { structure = day.Structure.Value, activity = day.Activity.Value, date = day.Date };

    private sealed record BookingRecord
    {
        public string Activity { get; init; } = "";

        public DateOnly Date { get; init; }

        public long Number { get; init; }

        public string Family { get; init; } = "";

        public bool IsResident { get; init; }

        public string Child { get; init; } = "";

        public DateOnly BirthDate { get; init; }

        public string Status { get; init; } = "";

        public string Charge { get; init; } = "";

        public bool? IsJustified { get; init; }

        public long? Debited { get; init; }

        public TouchedBooking ToBooking() => new(
            new BookingId(new ActivityId(Activity), Date, Number),
            new FamilyId(Family),
            IsResident,
            new ChildId(Child),
            BirthDate,
            Codes.To<BookingStatus>(Status),
            Codes.To<Charge>(Charge),
            IsJustified == true,
            Cents.ToEuros(Debited) ?? 0m);
    }

    private sealed record QuotientRecord
    {
        public string Family { get; init; } = "";

        public DateOnly FromDate { get; init; }

        public long? Cents { get; init; }
    }

    private sealed record CancelledRecord
    {
        public string Family { get; init; } = "";

        public long Number { get; init; }
    }
}
