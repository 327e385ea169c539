using System.Globalization;
using Periscolaire.Audit;
using Periscolaire.Booking.Rules;

namespace Periscolaire.Booking;

/// <summary>What staff did on an activity-day, as lines of the audit trail in the same change.</summary>
internal static class DayAuditing
{
    /// <summary>A line per event that a member of staff caused; promotions that follow are the software's, and stand in the movements.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="key">The activity-day.</param>
    /// <param name="before">The state decided on.</param>
    public static IEnumerable<AuditRow> AuditRows(this Decision decision, ActivityDayKey key, ActivityDay before)
    {
        var day = before;
        foreach (var happened in decision.Events)
        {
            if (happened.By.Author.IsStaff)
                yield return new AuditRow(key.Structure, EntryOf(happened, key, day));
            day = day.Apply(happened);
        }
    }

    private static AuditEntry EntryOf(DayEvent happened, ActivityDayKey key, ActivityDay day) => happened switch
    {
        CapacityChanged change => new AuditEntry(
            change.By.Author,
            change.By.At,
            change switch
            {
                { IsClosure: true } => "day-closed",
                { Animators: { } animators } when animators != day.Animators => "animators-changed",
                _ => "capacity-changed",
            },
            SubjectOf(key),
            Before: Json(day.Capacity, day.Animators),
            After: Json(change.Capacity, change.Animators ?? day.Animators),
            Reason: change.Reason),
        Movement movement => new AuditEntry(
            movement.By.Author,
            movement.By.At,
            ActOf(movement.Kind),
            $"booking/{new BookingId(key.Activity, key.Date, movement.Booking)}",
            movement.Family,
            Before: day.Bookings.TryGetValue(movement.Booking, out var booking) ? Json(booking.Status, day.Waiting.RankOf(booking.Number)) : null,
            After: Json(movement.Status),
            Reason: movement.Reason),
        _ => throw new InvalidOperationException($"Nothing is known of {happened.GetType().Name}."),
    };

    /// <summary>What staff promote is never in its turn: that the software does itself.</summary>
    private static string ActOf(MovementKind kind) =>
        kind is MovementKind.Promoted ? "booking-promoted-out-of-order" : $"booking-{kind.ToString().ToLowerInvariant()}";

    private static string SubjectOf(ActivityDayKey key) =>
        string.Create(CultureInfo.InvariantCulture, $"activity-day/{key.Activity.Value}/{key.Date:yyyy-MM-dd}");

    private static string Json(int capacity, int? animators) => animators is null
        ? string.Create(CultureInfo.InvariantCulture, $$"""{"capacity":{{capacity}}}""")
        : string.Create(CultureInfo.InvariantCulture, $$"""{"capacity":{{capacity}},"animators":{{animators}}}""");

    private static string Json(BookingStatus status, int? rank = null) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"status":"{{System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(status.ToString())}}"{{(rank is null ? "" : $",\"rank\":{rank}")}}}""");
}
