using Periscolaire.Booking;

namespace Periscolaire.WebApi.Booking;

/// <summary>What a family gathered to book and to cancel; cancellations are done first.</summary>
/// <param name="Requests">Places asked for.</param>
/// <param name="Cancellations">Bookings to cancel.</param>
internal sealed record ReservationBody(IReadOnlyList<RequestBody>? Requests = null, IReadOnlyList<CancellationBody>? Cancellations = null);

/// <summary>A place asked for.</summary>
/// <param name="ChildId">The child.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="Date">The date.</param>
internal sealed record RequestBody(string ChildId, string ActivityId, DateOnly Date);

/// <summary>A booking to cancel.</summary>
/// <param name="BookingId">The booking.</param>
internal sealed record CancellationBody(string BookingId);

/// <summary>What became of a draft.</summary>
/// <param name="Items">Cancellations then requests, each in the order given.</param>
/// <param name="AmountDue">Euros that the family owes, when staff booked nonetheless.</param>
internal sealed record ReservationAnswerBody(IReadOnlyList<ReservationItemBody> Items, decimal? AmountDue = null);

/// <summary>What became of an item.</summary>
/// <param name="Kind">request or cancellation.</param>
/// <param name="ChildId">The child; absent when the booking to cancel is unknown.</param>
/// <param name="ActivityId">The activity; absent when the booking to cancel is unknown.</param>
/// <param name="Date">The date; absent when the booking to cancel is unknown.</param>
/// <param name="Label">The activity as families read it.</param>
/// <param name="Arrival">When it starts.</param>
/// <param name="Departure">When it ends.</param>
/// <param name="Outcome">accepted, under-review, waitlisted, cancelled or rejected.</param>
/// <param name="Code">Why, when rejected.</param>
/// <param name="Detail">The same in French.</param>
/// <param name="Rank">The rank on the waiting list, when waitlisted.</param>
/// <param name="BookingId">The booking, once recorded.</param>
/// <param name="OverlapsWith">The booking that keeps the child busy, when that is why.</param>
/// <param name="Price">What it costs, when it books.</param>
internal sealed record ReservationItemBody(
    ReservationKind Kind,
    string? ChildId,
    string? ActivityId,
    DateOnly? Date,
    string? Label,
    TimeOnly? Arrival,
    TimeOnly? Departure,
    Outcome Outcome,
    RejectionCode? Code,
    string? Detail,
    int? Rank,
    string? BookingId,
    OverlapBody? OverlapsWith,
    PriceBody? Price)
{
    public static ReservationItemBody From(ReservationItem item) => new(
        item.Kind,
        item.Child?.Value,
        item.Activity.Value,
        item.Date,
        item.Label,
        item.Arrival,
        item.Departure,
        item.Answer.Outcome,
        item.Answer.Code,
        Wording.DetailOf(item),
        item.Answer.Rank,
        item.Answer.Booking?.ToString(),
        item.Conflict is { } conflict ? new OverlapBody(conflict.Activity.Value, conflict.Label, conflict.Booking?.ToString()) : null,
        item.Price is { } price ? new PriceBody(price.UnitPrice, price.Quantity, price.Total, price.Why) : null);

    /// <summary>A cancellation of something that is not even the form of a booking.</summary>
    public static ReservationItemBody NoSuchBooking(string bookingId)
    {
        var item = new ReservationItem(
            ReservationKind.Cancellation, Child: null, default, default, null, null, null, DayAnswer.Rejected(RejectionCode.UnknownBooking));
        return From(item) with { ActivityId = null, Date = null, BookingId = bookingId };
    }
}

/// <summary>What a booking costs.</summary>
/// <param name="UnitPrice">Euros a unit.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Total">Euros.</param>
/// <param name="Why">How it was found, in French.</param>
internal sealed record PriceBody(decimal UnitPrice, int Quantity, decimal Total, string Why);

/// <summary>With what a request overlaps.</summary>
/// <param name="ActivityId">The other activity.</param>
/// <param name="Label">The same, as families read it.</param>
/// <param name="BookingId">The other booking, once recorded.</param>
internal sealed record OverlapBody(string ActivityId, string Label, string? BookingId);
