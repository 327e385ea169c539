using Periscolaire.Booking;

namespace Periscolaire.WebApi.Booking;

/// <summary>A month of a child's calendar.</summary>
/// <param name="Activities">The activities shown.</param>
/// <param name="Days">Every day of the month.</param>
internal sealed record CalendarBody(IReadOnlyList<CalendarActivityBody> Activities, IReadOnlyList<CalendarDayBody> Days)
{
    public static CalendarBody From(CalendarMonth month) => new(
        [.. month.Activities.Select(activity => new CalendarActivityBody(
            activity.Id.Value, activity.Label, activity.Arrival, activity.Departure, activity.UnitPrice, activity.Quantity, activity.Wallet))],
        [.. month.Days.Select(day => new CalendarDayBody(day.Date, day.State, [.. day.Activities.Select(entry => new CalendarEntryBody(
            entry.Activity.Value, entry.State, entry.Availability, entry.Booking?.ToString(), entry.Status, entry.Rank, entry.Price, entry.ClosureReason))]))]);
}

/// <summary>An activity.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">As families read it.</param>
/// <param name="Arrival">When it starts.</param>
/// <param name="Departure">When it ends.</param>
/// <param name="UnitPrice">Euros a unit; absent when it has no price yet.</param>
/// <param name="Quantity">Units of a booking.</param>
/// <param name="Wallet">The wallet that pays for it.</param>
internal sealed record CalendarActivityBody(string Id, string Label, TimeOnly Arrival, TimeOnly Departure, decimal? UnitPrice, int Quantity, string Wallet);

/// <summary>A day.</summary>
/// <param name="Date">The date.</param>
/// <param name="State">booked, locked, open, full or closed: the first that applies to any activity.</param>
/// <param name="Activities">A state per activity.</param>
internal sealed record CalendarDayBody(DateOnly Date, DayState State, IReadOnlyList<CalendarEntryBody> Activities);

/// <summary>An activity on a day.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="State">booked, locked, open, full or closed.</param>
/// <param name="Availability">places, waiting-list or none: what a new request would find, a second ago at most.</param>
/// <param name="BookingId">The child's booking, when there is one.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Rank">Its rank, when waitlisted.</param>
/// <param name="Price">Euros that a booking of this day costs, where that is not unitPrice times quantity.</param>
/// <param name="ClosureReason">Why the town hall closed the day, when it did.</param>
internal sealed record CalendarEntryBody(
    string ActivityId, DayState State, Availability Availability, string? BookingId, BookingStatus? Status, int? Rank, decimal? Price, string? ClosureReason = null);
