using System.Collections.Immutable;

namespace Periscolaire.Booking;

/// <summary>A month of a child's calendar (SPEC, Booking 1).</summary>
/// <param name="Activities">The activities shown, in display order.</param>
/// <param name="Days">Every day of the month.</param>
[GenerateSerializer, Immutable, Alias("CalendarMonth")]
public sealed record CalendarMonth(
    [property: Id(0)] ImmutableArray<CalendarActivity> Activities,
    [property: Id(1)] ImmutableArray<CalendarDay> Days);

/// <summary>An activity as a calendar shows it.</summary>
/// <param name="Id">The activity.</param>
/// <param name="Label">As families read it.</param>
/// <param name="Arrival">When it starts, Europe/Paris.</param>
/// <param name="Departure">When it ends, Europe/Paris.</param>
/// <param name="UnitPrice">Euros a unit, on the first day of the month that has a price; null when none has.</param>
/// <param name="Wallet">The wallet that pays for it.</param>
/// <param name="Quantity">Units of a booking.</param>
[GenerateSerializer, Immutable, Alias("CalendarActivity")]
public sealed record CalendarActivity(
    [property: Id(0)] ActivityId Id,
    [property: Id(1)] string Label,
    [property: Id(2)] TimeOnly Arrival,
    [property: Id(3)] TimeOnly Departure,
    [property: Id(4)] decimal? UnitPrice,
    [property: Id(5)] string Wallet,
    [property: Id(6)] int Quantity = 1);

/// <summary>A day of the calendar.</summary>
/// <param name="Date">The civil date, Europe/Paris.</param>
/// <param name="State">The first that applies to any activity of: booked, locked, open, full, closed.</param>
/// <param name="Activities">A state per activity shown, in the same order.</param>
[GenerateSerializer, Immutable, Alias("CalendarDay")]
public sealed record CalendarDay(
    [property: Id(0)] DateOnly Date,
    [property: Id(1)] DayState State,
    [property: Id(2)] ImmutableArray<CalendarEntry> Activities);

/// <summary>An activity on a day of the calendar.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="State">What can be done.</param>
/// <param name="Availability">What a new request would find, a second ago at most.</param>
/// <param name="Booking">The child's live booking, when there is one.</param>
/// <param name="Status">Where that booking stands.</param>
/// <param name="Rank">Its rank on the waiting list, from 1, when waitlisted.</param>
/// <param name="Price">Euros that a booking of this day costs when that is not the activity's unit price times quantity; null otherwise.</param>
/// <param name="ClosureReason">Why the town hall closed the day; null when it did not.</param>
[GenerateSerializer, Immutable, Alias("CalendarEntry")]
public sealed record CalendarEntry(
    [property: Id(0)] ActivityId Activity,
    [property: Id(1)] DayState State,
    [property: Id(2)] Availability Availability,
    [property: Id(3)] BookingId? Booking = null,
    [property: Id(4)] BookingStatus? Status = null,
    [property: Id(5)] int? Rank = null,
    [property: Id(6)] decimal? Price = null,
    [property: Id(7)] string? ClosureReason = null);

/// <summary>The five states of a calendar's day, in the order in which they win when several activities are shown.</summary>
public enum DayState
{
    /// <summary>Booked or waiting, can still be changed (orange).</summary>
    Booked,

    /// <summary>Booked, too late to change.</summary>
    Locked,

    /// <summary>Open, nothing booked (green).</summary>
    Open,

    /// <summary>No place, and no waiting list or a full one.</summary>
    Full,

    /// <summary>Not open to booking.</summary>
    Closed,
}

/// <summary>What a new request would find on a day.</summary>
public enum Availability
{
    /// <summary>A free place.</summary>
    Places,

    /// <summary>No free place, an open waiting list.</summary>
    WaitingList,

    /// <summary>Nothing.</summary>
    None,
}
