using System.Text.Json;
using Periscolaire.Booking;

namespace Periscolaire.WebApi.Booking;

/// <summary>A page of bookings, by date, activity and order of arrival.</summary>
/// <param name="Items">The bookings.</param>
/// <param name="NextCursor">Asks for the next page; absent on the last.</param>
internal sealed record TrackingBody(IReadOnlyList<TrackedBody> Items, string? NextCursor);

/// <summary>A booking as its family tracks it.</summary>
/// <param name="BookingId">The booking.</param>
/// <param name="Date">The date.</param>
/// <param name="ChildId">The child.</param>
/// <param name="Child">Last and first name.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="Activity">As families read it.</param>
/// <param name="Arrival">When it starts.</param>
/// <param name="Departure">When it ends.</param>
/// <param name="Status">not-transmitted until the night's transmission, then the outcome.</param>
/// <param name="StatusLabel">The same in French.</param>
/// <param name="Transmission">pending until the night's transmission, then done.</param>
/// <param name="Outcome">accepted, under-review, waitlisted, refused or cancelled; provisional until transmitted.</param>
/// <param name="OutcomeLabel">The same in French.</param>
/// <param name="Rank">The rank on the waiting list, when waitlisted.</param>
internal sealed record TrackedBody(
    string BookingId,
    DateOnly Date,
    string ChildId,
    string Child,
    string ActivityId,
    string Activity,
    TimeOnly Arrival,
    TimeOnly Departure,
    string Status,
    string StatusLabel,
    string Transmission,
    BookingStatus Outcome,
    string OutcomeLabel,
    int? Rank)
{
    public static TrackedBody From(TrackedBooking booking) => new(
        booking.Id.ToString(),
        booking.Id.Date,
        booking.Child.Value,
        booking.ChildName,
        booking.Id.Activity.Value,
        booking.Label,
        booking.Arrival,
        booking.Departure,
        booking.IsTransmitted ? JsonNamingPolicy.KebabCaseLower.ConvertName(booking.Status.ToString()) : "not-transmitted",
        Wording.StatusOf(booking),
        booking.IsTransmitted ? "done" : "pending",
        booking.Status,
        Wording.OutcomeOf(booking.Status),
        booking.Rank);
}
