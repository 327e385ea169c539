using System.Collections.Immutable;

namespace Periscolaire.Booking;

/// <summary>What a family gathered to book and to cancel; the draft lives with the client until it is validated.</summary>
/// <param name="Requests">Places asked for, in the family's order.</param>
/// <param name="Cancellations">Bookings to cancel; done before the requests, so that a day can be exchanged for another.</param>
[GenerateSerializer, Immutable, Alias("ReservationDraft")]
public sealed record ReservationDraft(
    [property: Id(0)] ImmutableArray<ReservationRequest> Requests,
    [property: Id(1)] ImmutableArray<BookingId> Cancellations);

/// <summary>A place asked for.</summary>
/// <param name="Child">The child.</param>
/// <param name="Activity">The activity.</param>
/// <param name="Date">The civil date, Europe/Paris.</param>
[GenerateSerializer, Immutable, Alias("ReservationRequest")]
public sealed record ReservationRequest([property: Id(0)] ChildId Child, [property: Id(1)] ActivityId Activity, [property: Id(2)] DateOnly Date);

/// <summary>A draft that staff carry for a family: deadlines, openings and debt are set aside; places, eligibility and overlaps never.</summary>
/// <param name="By">Who.</param>
/// <param name="Reason">Why; kept with each movement and shown to the family.</param>
[GenerateSerializer, Immutable, Alias("Errand")]
public sealed record Errand([property: Id(0)] Author By, [property: Id(1)] string Reason);

/// <summary>What became of a draft.</summary>
/// <param name="AmountDue">
/// Euros that a family in debt owes: every new request was refused as a whole and nothing else was done. Null otherwise.
/// </param>
/// <param name="Items">Cancellations then requests, each in the draft's order; empty when refused as a whole.</param>
/// <param name="RetryAfter">How long to wait when the family has asked for too much in too short a time: nothing was done. Null otherwise.</param>
/// <param name="DebtSetAside">Euros that the family owes, when staff carried the draft nonetheless; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("ReservationAnswer")]
public sealed record ReservationAnswer(
    [property: Id(0)] decimal? AmountDue,
    [property: Id(1)] ImmutableArray<ReservationItem> Items,
    [property: Id(2)] TimeSpan? RetryAfter = null,
    [property: Id(3)] decimal? DebtSetAside = null);

/// <summary>Whether an item books or cancels.</summary>
public enum ReservationKind
{
    /// <summary>Nouvelle demande de réservation.</summary>
    Request,

    /// <summary>Demande d'annulation.</summary>
    Cancellation,
}

/// <summary>What became of one item of a draft; one refused item never blocks the others.</summary>
/// <param name="Kind">Whether it books or cancels.</param>
/// <param name="Child">The child; empty when the booking to cancel is unknown.</param>
/// <param name="Activity">The activity.</param>
/// <param name="Date">The civil date, Europe/Paris.</param>
/// <param name="Label">The activity as families read it; null when it is unknown.</param>
/// <param name="Arrival">When it starts, Europe/Paris.</param>
/// <param name="Departure">When it ends, Europe/Paris.</param>
/// <param name="Answer">What the activity-day decided, or the family's own rules before it.</param>
/// <param name="Conflict">The booking that overlaps, when that is why it was rejected.</param>
/// <param name="Price">What it costs, when it books and has a price.</param>
[GenerateSerializer, Immutable, Alias("ReservationItem")]
public sealed record ReservationItem(
    [property: Id(0)] ReservationKind Kind,
    [property: Id(1)] ChildId? Child,
    [property: Id(2)] ActivityId Activity,
    [property: Id(3)] DateOnly Date,
    [property: Id(4)] string? Label,
    [property: Id(5)] TimeOnly? Arrival,
    [property: Id(6)] TimeOnly? Departure,
    [property: Id(7)] DayAnswer Answer,
    [property: Id(8)] OverlapConflict? Conflict = null,
    [property: Id(9)] ItemPrice? Price = null);

/// <summary>What a booking costs, as it will be debited unless what is known of the family changes for its date.</summary>
/// <param name="UnitPrice">Euros a unit.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Total">Euros.</param>
/// <param name="Why">How it was found, in French.</param>
[GenerateSerializer, Immutable, Alias("ItemPrice")]
public sealed record ItemPrice(
    [property: Id(0)] decimal UnitPrice, [property: Id(1)] int Quantity, [property: Id(2)] decimal Total, [property: Id(3)] string Why);

/// <summary>With what a request overlaps.</summary>
/// <param name="Activity">The other activity.</param>
/// <param name="Label">The other activity as families read it.</param>
/// <param name="Booking">The other booking; null when it is an earlier item of the same recap, which has no id yet.</param>
[GenerateSerializer, Immutable, Alias("OverlapConflict")]
public sealed record OverlapConflict([property: Id(0)] ActivityId Activity, [property: Id(1)] string Label, [property: Id(2)] BookingId? Booking);
