using System.Collections.Immutable;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Booking.Rules;

/// <summary>The five states of a child's calendar (SPEC, Booking 1).</summary>
/// <param name="Child">The child.</param>
/// <param name="Family">The child's family.</param>
/// <param name="Catalogue">The catalogue in force.</param>
/// <param name="Now">The present instant.</param>
/// <param name="Bookings">The family's live bookings of the month, all children's: prices may depend on them.</param>
public sealed record Calendar(
    Child Child, Family Family, CatalogueIndex Catalogue, DateTimeOffset Now, ImmutableArray<ChargeableBooking> Bookings)
{
    private bool IsResident => Family.IsResident;

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
        var charging = new Charging(Family, Catalogue, Bookings);
        var usual = activities.ToDictionary(activity => activity.Id, activity => UsualPrice(activity.Id, days));
        return new CalendarMonth(
            [.. activities.Select(activity => new CalendarActivity(
                activity.Id, activity.Label, activity.Arrival, activity.Departure, usual[activity.Id]?.UnitPrice, activity.Wallet, usual[activity.Id]?.Quantity ?? 1))],
            [.. days.Select(day => DayOf(day, [.. activities.Select(activity => Priced(charging, day, usual[activity.Id]?.Total, EntryOf(
                activity, day, live.GetValueOrDefault((activity.Id, day)), occupancy.GetValueOrDefault((activity.Id, day)))))]))]);
    }

    /// <summary>The first price of the month, brothers and sisters apart: what most of its days cost.</summary>
    private Price? UsualPrice(ActivityId activity, IEnumerable<DateOnly> days) => days
        .Select(day => Catalogue.GridOf(activity, day)?.Of(Family.QuotientOn(day), IsResident, isSibling: false))
        .FirstOrDefault(price => price is not null);

    private CalendarEntry Priced(Charging charging, DateOnly day, decimal? usual, CalendarEntry entry) =>
        entry.State is not DayState.Closed && charging.PriceOf(Child.Id, entry.Activity, day)?.Total is { } price && price != usual
            ? entry with { Price = price }
            : entry;

    private static CalendarDay DayOf(DateOnly date, ImmutableArray<CalendarEntry> entries) =>
        new(date, entries.IsEmpty ? DayState.Closed : entries.Min(entry => entry.State), entries);

    private static ImmutableArray<DateOnly> DaysOf(DateOnly month) =>
        [.. Enumerable.Range(1, DateTime.DaysInMonth(month.Year, month.Month)).Select(day => new DateOnly(month.Year, month.Month, day))];

    private CalendarEntry EntryOf(Activity activity, DateOnly date, FamilyBooking? booked, DayOccupancy occupancy)
    {
        if (Catalogue.ClosureOf(activity.Id, date) is { } closure)
            return new CalendarEntry(activity.Id, DayState.Closed, Availability.None, ClosureReason: closure.Reason);
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

        // Reopened, but not given places yet.
        if (occupancy.IsClosed)
            return new CalendarEntry(activity.Id, DayState.Closed, Availability.None);
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
