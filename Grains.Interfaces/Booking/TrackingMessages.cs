using System.Collections.Immutable;

namespace Periscolaire.Booking;

/// <summary>Which bookings to track (suivi).</summary>
/// <param name="From">The first date; null for all.</param>
/// <param name="To">The last date, included; null for all.</param>
/// <param name="Child">One child; null for all.</param>
/// <param name="Status">One status; null for all.</param>
/// <param name="Transmitted">Only bookings whose last movement has, or has not, been transmitted; null for all.</param>
/// <param name="After">Continue after this booking, in the order by date, activity and number.</param>
/// <param name="Limit">The most to return, 1 to 1,000.</param>
[GenerateSerializer, Immutable, Alias("TrackingFilter")]
public sealed record TrackingFilter(
    [property: Id(0)] DateOnly? From = null,
    [property: Id(1)] DateOnly? To = null,
    [property: Id(2)] ChildId? Child = null,
    [property: Id(3)] BookingStatus? Status = null,
    [property: Id(4)] bool? Transmitted = null,
    [property: Id(5)] BookingId? After = null,
    [property: Id(6)] int Limit = 100);

/// <summary>A booking as its family tracks it.</summary>
/// <param name="Id">The booking.</param>
/// <param name="Child">The child.</param>
/// <param name="ChildName">First and last name.</param>
/// <param name="Label">The activity as families read it.</param>
/// <param name="Arrival">When it starts, Europe/Paris.</param>
/// <param name="Departure">When it ends, Europe/Paris.</param>
/// <param name="Status">Where it stands; provisional until transmitted.</param>
/// <param name="IsTransmitted">Whether its last movement has been through a night's transmission.</param>
/// <param name="Rank">The rank on the waiting list, from 1, when waitlisted.</param>
[GenerateSerializer, Immutable, Alias("TrackedBooking")]
public sealed record TrackedBooking(
    [property: Id(0)] BookingId Id,
    [property: Id(1)] ChildId Child,
    [property: Id(2)] string ChildName,
    [property: Id(3)] string Label,
    [property: Id(4)] TimeOnly Arrival,
    [property: Id(5)] TimeOnly Departure,
    [property: Id(6)] BookingStatus Status,
    [property: Id(7)] bool IsTransmitted,
    [property: Id(8)] int? Rank);
