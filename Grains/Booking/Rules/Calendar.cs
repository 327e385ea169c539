using System.Collections.Immutable;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;

namespace Periscolaire.Booking.Rules;

/// <summary>The five states of a child's calendar (SPEC, Booking 1).</summary>
/// <param name="Child">The child.</param>
/// <param name="IsResident">Whether the child's family lives in the town.</param>
/// <param name="Catalogue">The catalogue in force.</param>
/// <param name="Now">The present instant.</param>
public sealed record Calendar(Child Child, bool IsResident, CatalogueIndex Catalogue, DateTimeOffset Now)
{
    /// <summary>The calendar of a month.</summary>
    /// <param name="month">Any day of the month.</param>
    /// <param name="shown">The activities to show; empty for all that the child may book on some day of the month or is booked on.</param>
    /// <param name="live">The child's live bookings of the month.</param>
    /// <param name="occupancy">How full the days of the month are.</param>
    /// <returns>Every day of the month.</returns>
    public CalendarMonth Of(
        DateOnly month,
        ImmutableArray<ActivityId> shown,
        IReadOnlyDictionary<(ActivityId Activity, DateOnly Date), FamilyBooking> live,
        IReadOnlyDictionary<(ActivityId Activity, DateOnly Date), DayOccupancy> occupancy)
    {
        var days = DaysOf(month);
        var activities = Catalogue.Catalogue.Activities
            .Where(activity => shown.IsEmpty
                ? days.Any(day => Catalogue.PeriodOf(activity.Id, day) is not null && activity.Eligibility.Admits(Child, IsResident, day))
                    || live.Keys.Any(booked => booked.Activity == activity.Id)
                : shown.Contains(activity.Id))
            .ToImmutableArray();
        return new CalendarMonth(
            [.. activities.Select(activity => new CalendarActivity(
                activity.Id, activity.Label, activity.Arrival, activity.Departure, activity.UnitPrice, activity.Wallet))],
            [.. days.Select(day => DayOf(day, [.. activities.Select(activity => EntryOf(
                activity, day, live.GetValueOrDefault((activity.Id, day)), occupancy.GetValueOrDefault((activity.Id, day))))]))]);
    }

    private static CalendarDay DayOf(DateOnly date, ImmutableArray<CalendarEntry> entries) =>
        new(date, entries.IsEmpty ? DayState.Closed : entries.Min(entry => entry.State), entries);

    private static ImmutableArray<DateOnly> DaysOf(DateOnly month) =>
        [.. Enumerable.Range(1, DateTime.DaysInMonth(month.Year, month.Month)).Select(day => new DateOnly(month.Year, month.Month, day))];

    private CalendarEntry EntryOf(Activity activity, DateOnly date, FamilyBooking? booked, DayOccupancy occupancy)
    {
        if (Catalogue.PeriodOf(activity.Id, date) is not { } period || Now >= period.ClosesAt)
            return new CalendarEntry(activity.Id, DayState.Closed, Availability.None);

        var availability = AvailabilityOf(activity, date, occupancy);
        if (booked is not null)
        {
            var canChange = booked.Status.HoldsPlace()
                ? period.MayCancel(activity, date, Now)
                : Now < ParisTime.First(date, activity.Arrival);
            return new CalendarEntry(
                activity.Id, canChange ? DayState.Booked : DayState.Locked, availability, booked.Id, booked.Status, booked.Rank);
        }

        if (period.WhyNotBook(activity, date, IsResident, Now) is not null || !activity.Eligibility.Admits(Child, IsResident, date))
            return new CalendarEntry(activity.Id, DayState.Closed, Availability.None);
        return new CalendarEntry(activity.Id, availability is Availability.None ? DayState.Full : DayState.Open, availability);
    }

    private Availability AvailabilityOf(Activity activity, DateOnly date, DayOccupancy occupancy)
    {
        if (occupancy is { Waiting: 0 } && occupancy.PlacesTaken < occupancy.Capacity)
            return Availability.Places;
        return Catalogue.TermsOf(activity.Id, date).AdmitsWaiting(occupancy.Waiting, Now) ? Availability.WaitingList : Availability.None;
    }
}
