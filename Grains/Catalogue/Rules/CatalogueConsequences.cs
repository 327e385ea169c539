using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Families;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Catalogue.Rules;

/// <summary>A live booking that a change may touch.</summary>
/// <param name="Id">The booking.</param>
/// <param name="Family">Its family.</param>
/// <param name="IsResident">Whether the family lives in the town.</param>
/// <param name="Child">The child.</param>
/// <param name="BirthDate">The child's: the eldest pays in full.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Charge">Whether it was debited.</param>
/// <param name="IsAbsenceJustified">Whether the child will not come, with good reason.</param>
/// <param name="Debited">Euros debited.</param>
public sealed record TouchedBooking(
    BookingId Id,
    FamilyId Family,
    bool IsResident,
    ChildId Child,
    DateOnly BirthDate,
    BookingStatus Status,
    Charge Charge,
    bool IsAbsenceJustified = false,
    decimal Debited = 0m);

/// <summary>From one catalogue to another.</summary>
/// <param name="Before">The one in force.</param>
/// <param name="After">The one to come.</param>
/// <param name="Now">The present instant.</param>
public sealed record CatalogueShift(CatalogueIndex Before, CatalogueIndex After, DateTimeOffset Now)
{
    /// <summary>Whether prices may change.</summary>
    public bool ChangesGrids { get; } = !Before.Catalogue.Grids.SequenceEqual(After.Catalogue.Grids);

    /// <summary>The activities whose bookings may be touched.</summary>
    /// <returns>Their ids.</returns>
    public IReadOnlySet<ActivityId> TouchedActivities() =>
        Differing(Before.Catalogue.Activities, After.Catalogue.Activities).Select(activity => activity.Id)
            .Concat(Differing(Before.Catalogue.Periods, After.Catalogue.Periods).SelectMany(period => period.Activities))
            .Concat(Differing(Before.Catalogue.Grids, After.Catalogue.Grids).SelectMany(grid => grid.Activities))
            .ToHashSet();

    /// <summary>Whether a reduction for brothers and sisters is in play: then what else is booked the same day counts.</summary>
    public bool HasSiblingReduction => Before.Catalogue.Grids.Concat(After.Catalogue.Grids).Any(grid => grid.Siblings is not null);

    private static IEnumerable<T> Differing<T>(ImmutableArray<T> before, ImmutableArray<T> after) => before.Except(after).Concat(after.Except(before));
}

/// <summary>What a change of the catalogue, of capacities or a closure touches.</summary>
public static class CatalogueConsequences
{
    private const int DaysTold = 100;

    /// <summary>What a changed catalogue touches.</summary>
    /// <param name="shift">The change.</param>
    /// <param name="live">The live bookings of the activities touched.</param>
    /// <param name="quotients">Quotients by family.</param>
    /// <param name="days">How full the days to come are.</param>
    /// <returns>The consequences.</returns>
    public static Consequences Of(
        this CatalogueShift shift,
        ImmutableArray<TouchedBooking> live,
        IReadOnlyDictionary<FamilyId, ImmutableArray<DatedQuotient>> quotients,
        ImmutableArray<DayOccupancy> days)
    {
        var touched = shift.TouchedActivities();
        var leaving = shift.Leaving(live).ToList();
        var held = live.Where(booking => booking.Status.HoldsPlace()).ToList();
        return Consequences.None with
        {
            LeavingBookings = leaving.Count,
            LeavingDays = Days(leaving),
            Prices = shift.ChangesGrids ? shift.Prices(live, quotients) : Consequences.None.Prices,
            CancelTooLate = held.Count(booking => MayCancel(shift.Before, booking, shift.Now) && !MayCancel(shift.After, booking, shift.Now)),
            CancelAgain = held.Count(booking => !MayCancel(shift.Before, booking, shift.Now) && MayCancel(shift.After, booking, shift.Now)),
            Promotions = days.Where(day => touched.Contains(day.Activity)).Sum(day => Promoted(day, day.Capacity, shift.After, shift.Now)),
        };
    }

    /// <summary>What a number of places touches.</summary>
    /// <param name="days">How full the days concerned are; one without bookings may be missing.</param>
    /// <param name="capacity">Places since.</param>
    /// <param name="catalogue">The catalogue in force.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>The consequences.</returns>
    public static Consequences OfCapacity(ImmutableArray<DayOccupancy> days, int capacity, CatalogueIndex catalogue, DateTimeOffset now) => Consequences.None with
    {
        OverfullDays =
        [
            .. days.Where(day => day.PlacesTaken > capacity).OrderBy(day => day.Date).ThenBy(day => day.Activity.Value, StringComparer.Ordinal).Take(DaysTold)
                .Select(day => new TouchedDay(day.Activity, day.Date, day.PlacesTaken, capacity)),
        ],
        Promotions = days.Sum(day => Promoted(day, capacity, catalogue, now)),
    };

    /// <summary>The days that have a place for somebody who waits.</summary>
    /// <param name="days">How full the days to come are.</param>
    /// <param name="catalogue">The catalogue in force.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>In the same order.</returns>
    public static IEnumerable<DayOccupancy> Promoting(ImmutableArray<DayOccupancy> days, CatalogueIndex catalogue, DateTimeOffset now) =>
        days.Where(day => Promoted(day, day.Capacity, catalogue, now) > 0);

    /// <summary>What closing days touches.</summary>
    /// <param name="live">The live bookings of those days.</param>
    /// <returns>The consequences.</returns>
    public static Consequences OfClosing(IReadOnlyCollection<TouchedBooking> live) => Consequences.None with
    {
        Cancellations = live.Count,
        FamiliesTold = live.Select(booking => booking.Family).Distinct().Count(),
        Credits = live.Count(booking => booking.Debited != 0m),
        Credited = live.Sum(booking => booking.Debited),
    };

    private static IEnumerable<TouchedBooking> Leaving(this CatalogueShift shift, ImmutableArray<TouchedBooking> live)
    {
        var (before, after) = (Offered(shift.Before), Offered(shift.After));
        return live.Where(booking =>
            (before.Contains((booking.Id.Activity, booking.Id.Date)) && !after.Contains((booking.Id.Activity, booking.Id.Date)))
            || (shift.Before.Find(booking.Id.Activity) is not null && shift.After.Find(booking.Id.Activity) is null));
    }

    private static HashSet<(ActivityId Activity, DateOnly Date)> Offered(CatalogueIndex catalogue) =>
        [.. catalogue.Catalogue.Periods.SelectMany(period => period.Days())];

    private static ImmutableArray<TouchedDay> Days(IEnumerable<TouchedBooking> bookings) =>
    [
        .. bookings.GroupBy(booking => (booking.Id.Activity, booking.Id.Date))
            .OrderBy(day => day.Key.Date).ThenBy(day => day.Key.Activity.Value, StringComparer.Ordinal)
            .Take(DaysTold)
            .Select(day => new TouchedDay(day.Key.Activity, day.Key.Date, day.Count())),
    ];

    private static PriceShift Prices(
        this CatalogueShift shift, ImmutableArray<TouchedBooking> live, IReadOnlyDictionary<FamilyId, ImmutableArray<DatedQuotient>> quotients)
    {
        var changed = live.GroupBy(booking => booking.Family).SelectMany(family => shift.Prices([.. family], quotients.GetValueOrDefault(family.Key, [])))
            .Where(price => price.Before != price.After).ToList();
        return new PriceShift(
            changed.Count,
            changed.Sum(price => price.Before ?? 0m),
            changed.Sum(price => price.After ?? 0m),
            changed.Count(price => price.After is null));
    }

    private static IEnumerable<(decimal? Before, decimal? After)> Prices(
        this CatalogueShift shift, ImmutableArray<TouchedBooking> live, ImmutableArray<DatedQuotient> quotients)
    {
        var family = new Family(
            live[0].Family,
            Name: "",
            Email: null,
            live[0].IsResident,
            [.. live.DistinctBy(booking => booking.Child).Select(booking => new Child(booking.Child, "", "", booking.BirthDate, Group: null))],
            quotients);
        ImmutableArray<ChargeableBooking> bookings =
            [.. live.Select(booking => new ChargeableBooking(booking.Id, booking.Child, booking.Status, booking.Charge, booking.IsAbsenceJustified))];
        var (before, after) = (new Charging(family, shift.Before, bookings), new Charging(family, shift.After, bookings));
        return bookings.Where(booking => booking is { Charge: Charge.None, IsAbsenceJustified: false }).Select(booking => (
            before.PriceOf(booking.Child, booking.Id.Activity, booking.Id.Date)?.Total, after.PriceOf(booking.Child, booking.Id.Activity, booking.Id.Date)?.Total));
    }

    private static bool MayCancel(CatalogueIndex catalogue, TouchedBooking booking, DateTimeOffset now) =>
        catalogue.Find(booking.Id.Activity) is { } activity
        && catalogue.PeriodOf(booking.Id.Activity, booking.Id.Date) is { } period
        && period.MayCancel(activity, booking.Id.Date, now);

    private static int Promoted(DayOccupancy day, int capacity, CatalogueIndex catalogue, DateTimeOffset now) =>
        catalogue.TermsOf(day.Activity, day.Date).Promotes(now) ? Math.Min(Math.Max(0, capacity - day.PlacesTaken), day.Waiting) : 0;
}
