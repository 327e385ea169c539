using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;

namespace Periscolaire.Transmission.Rules;

/// <summary>A movement of a family in a run, with what its digest shows of it.</summary>
/// <param name="Booking">The booking.</param>
/// <param name="Child">First and last name.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Status">Where the booking stood since.</param>
/// <param name="Reason">Why, when someone said so.</param>
public sealed record DigestMovement(BookingId Booking, string Child, MovementKind Kind, BookingStatus Status, string? Reason);

/// <summary>What became of a booking that a digest tells of.</summary>
/// <param name="Booking">The booking.</param>
/// <param name="Child">First and last name.</param>
/// <param name="Status">Where it stands at the end of the run.</param>
/// <param name="Reason">Why, when someone said so.</param>
public sealed record DigestLine(BookingId Booking, string Child, BookingStatus Status, string? Reason);

/// <summary>
/// A family's digest of a run (SPEC, Night 2): what was received, and where the concerned bookings stand at the end of it. A booking with
/// several movements counts once, by the last.
/// </summary>
/// <param name="Requests">New requests received.</param>
/// <param name="Cancellations">Cancellations received.</param>
/// <param name="Accepted">Bookings accepted at once or by staff.</param>
/// <param name="Promoted">Bookings that left the waiting list of an earlier run for a place.</param>
/// <param name="UnderReview">Bookings that staff will decide on.</param>
/// <param name="Waitlisted">Bookings that wait for a place.</param>
/// <param name="Refused">Bookings refused, by staff or because the waiting list has ended.</param>
/// <param name="Cancelled">Bookings cancelled.</param>
public sealed record Digest(
    int Requests,
    int Cancellations,
    ImmutableArray<DigestLine> Accepted,
    ImmutableArray<DigestLine> Promoted,
    ImmutableArray<DigestLine> UnderReview,
    ImmutableArray<DigestLine> Waitlisted,
    ImmutableArray<DigestLine> Refused,
    ImmutableArray<DigestLine> Cancelled)
{
    /// <summary>Euros that the family owes; 0 when it does not.</summary>
    public decimal AmountDue { get; init; }

    /// <summary>Movements received from the family: requests and cancellations.</summary>
    public int Received => Requests + Cancellations;

    /// <summary>The digest of a family's movements in a run.</summary>
    /// <param name="movements">At least one; those of a booking in the order in which they happened.</param>
    /// <returns>The digest.</returns>
    public static Digest Of(IReadOnlyCollection<DigestMovement> movements)
    {
        var bookings = movements.GroupBy(movement => movement.Booking).Select(booking => (
            Line: LineOf(booking.Last()),
            WasPromoted: booking.Any(movement => movement.Kind is MovementKind.Promoted) && booking.First().Kind is not MovementKind.Asked)).ToList();
        return new Digest(
            movements.Count(movement => movement.Kind is MovementKind.Asked),
            movements.Count(movement => movement.Kind is MovementKind.Cancelled),
            With(BookingStatus.Accepted, promoted: false),
            [.. bookings.Where(booking => booking.WasPromoted && booking.Line.Status.HoldsPlace()).Select(booking => booking.Line)],
            With(BookingStatus.UnderReview, promoted: false),
            With(BookingStatus.Waitlisted),
            With(BookingStatus.Refused),
            With(BookingStatus.Cancelled));

        ImmutableArray<DigestLine> With(BookingStatus status, bool? promoted = null) =>
            [.. bookings.Where(booking => booking.Line.Status == status && (promoted is null || booking.WasPromoted == promoted)).Select(booking => booking.Line)];
    }

    private static DigestLine LineOf(DigestMovement last) => new(last.Booking, last.Child, last.Status, last.Reason);
}
