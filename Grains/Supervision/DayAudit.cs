using Periscolaire.Booking.Rules;

namespace Periscolaire.Supervision;

/// <summary>Recomputes an activity-day from its movements and compares (RELIABILITY: CAP, ONCE, FIFO, CONS).</summary>
public static class DayAudit
{
    /// <summary>What is wrong with a day.</summary>
    /// <param name="kept">The day as the tables have it.</param>
    /// <returns>Nothing when all is well.</returns>
    public static IEnumerable<Violation> Audit(this KeptDay kept)
    {
        var where = $"{kept.Key.Activity}/{kept.Key.Date:yyyy-MM-dd}";
        var replayed = ActivityDay.Empty;
        foreach (var happened in kept.Events)
        {
            if (happened.Number != replayed.Version + 1)
            {
                yield return new Violation("CONS", where, $"event {happened.Number} follows {replayed.Version}");
                yield break;
            }

            if (happened is Movement { Kind: MovementKind.Promoted } promotion && !IsInTurn(promotion, replayed))
                yield return new Violation("FIFO", where, $"movement {promotion.Number} promoted {promotion.Booking}, not the first who waits");
            var next = replayed.Apply(happened);
            if (next.PlacesTaken > next.Capacity && next.PlacesTaken > replayed.PlacesTaken)
                yield return new Violation("CAP", where, $"event {happened.Number} took place {next.PlacesTaken} of {next.Capacity}");
            replayed = next;
        }

        if (kept.Bookings.Where(booking => booking.IsLive).GroupBy(booking => booking.Child).Any(live => live.Count() > 1))
        {
            yield return new Violation("ONCE", where, "a child has two live bookings");
            yield break;
        }

        var rows = ActivityDay.FromRows(kept.Version, kept.Capacity, kept.Bookings, isClosed: kept.IsClosed);
        if (replayed.Version != rows.Version)
            yield return new Violation("CONS", where, $"version {rows.Version}, movements end at {replayed.Version}");
        if (replayed.Capacity != rows.Capacity)
            yield return new Violation("CONS", where, $"capacity {rows.Capacity}, changes end at {replayed.Capacity}");
        if (replayed.IsClosed != rows.IsClosed)
            yield return new Violation("CONS", where, $"closed: {rows.IsClosed}, changes end at {replayed.IsClosed}");
        if (kept.PlacesTaken != rows.PlacesTaken || kept.Waiting != rows.Waiting.Count)
            yield return new Violation("CONS", where, $"{kept.PlacesTaken} taken and {kept.Waiting} waiting counted, {rows.PlacesTaken} and {rows.Waiting.Count} booked");
        if (!replayed.Bookings.Values.ToHashSet().SetEquals(rows.Bookings.Values))
            yield return new Violation("CONS", where, "movements and bookings differ");
    }

    /// <summary>By rule the first who waits; staff may take another of those who wait, and then say why.</summary>
    private static bool IsInTurn(Movement promotion, ActivityDay day) => promotion.By.Author.IsStaff && promotion.Reason is not null
        ? day.Waiting.RankOf(promotion.Booking) is not null
        : !day.Waiting.IsEmpty && day.Waiting.First == promotion.Booking;
}
