using System.Collections.Immutable;
using Periscolaire.Booking;

namespace Periscolaire.Staff;

/// <summary>
/// What of a structure waits for its staff or for a place, keyed by its <see cref="StructureId"/>. Reads only, from the tables; what is done about it is
/// the activity-days' own.
/// </summary>
[Alias("IQueuesGrain")]
public interface IQueuesGrain : IGrainWithStringKey
{
    /// <summary>A page of the bookings under review, the first asked for first.</summary>
    /// <param name="filter">Which of them.</param>
    /// <param name="after">Continue after this one; null from the start.</param>
    /// <param name="limit">The most to return.</param>
    /// <returns>At most that many.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Reviews")]
    Task<ImmutableArray<QueuedBooking>> Reviews(ReviewFilter filter, QueuePosition? after, int limit);

    /// <summary>A page of the activity-days on which somebody waits, by date and activity.</summary>
    /// <param name="filter">Which of them.</param>
    /// <param name="after">Continue after this one; null from the start.</param>
    /// <param name="limit">The most to return.</param>
    /// <returns>At most that many.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("WaitingDays")]
    Task<ImmutableArray<WaitingDay>> WaitingDays(DayFilter filter, WaitingDay? after, int limit);

    /// <summary>A page of those who wait on an activity-day, in order of arrival.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="date">The date.</param>
    /// <param name="after">Continue after the booking of this number; 0 from the start.</param>
    /// <param name="limit">The most to return.</param>
    /// <returns>The day, and at most that many; an empty day when nothing was kept of it.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("WaitingList")]
    Task<WaitingSheet> WaitingList(ActivityId activity, DateOnly date, long after, int limit);
}

/// <summary>Which activity-days.</summary>
/// <param name="Activity">One activity; null for all.</param>
/// <param name="From">The first date; null for all.</param>
/// <param name="To">The last date, included; null for all.</param>
[GenerateSerializer, Immutable, Alias("DayFilter")]
public sealed record DayFilter(
    [property: Id(0)] ActivityId? Activity = null,
    [property: Id(1)] DateOnly? From = null,
    [property: Id(2)] DateOnly? To = null);

/// <summary>Which bookings under review.</summary>
/// <param name="Days">On which days.</param>
/// <param name="Family">One family; null for all.</param>
[GenerateSerializer, Immutable, Alias("ReviewFilter")]
public sealed record ReviewFilter([property: Id(0)] DayFilter Days, [property: Id(1)] FamilyId? Family = null);

/// <summary>A place in the review queue: across days, only the instant orders; on a day, the number does.</summary>
/// <param name="AskedAt">When it was asked for.</param>
/// <param name="Booking">The booking.</param>
[GenerateSerializer, Immutable, Alias("QueuePosition")]
public readonly record struct QueuePosition([property: Id(0)] DateTimeOffset AskedAt, [property: Id(1)] BookingId Booking);

/// <summary>A booking that waits for staff or for a place, with what a decision on it rests on.</summary>
/// <param name="Id">The booking.</param>
/// <param name="Label">The activity as families read it.</param>
/// <param name="Child">The child.</param>
/// <param name="ChildName">Last and first name.</param>
/// <param name="Age">Whole years on the date.</param>
/// <param name="Family">The family.</param>
/// <param name="FamilyName">The payer.</param>
/// <param name="AskedAt">When it was asked for.</param>
/// <param name="AmountDue">Euros that the family owes; 0 when it does not.</param>
/// <param name="Overlaps">The child's other live bookings at the same hours, to be settled.</param>
/// <param name="Rank">The rank on the waiting list, from 1, when waitlisted.</param>
[GenerateSerializer, Immutable, Alias("QueuedBooking")]
public sealed record QueuedBooking(
    [property: Id(0)] BookingId Id,
    [property: Id(1)] string Label,
    [property: Id(2)] ChildId Child,
    [property: Id(3)] string ChildName,
    [property: Id(4)] int Age,
    [property: Id(5)] FamilyId Family,
    [property: Id(6)] string FamilyName,
    [property: Id(7)] DateTimeOffset AskedAt,
    [property: Id(8)] decimal AmountDue,
    [property: Id(9)] ImmutableArray<OverlapConflict> Overlaps,
    [property: Id(10)] int? Rank)
{
    /// <summary>Leaves names out: a log must not hold them.</summary>
    /// <returns>The id.</returns>
    public override string ToString() => $"QueuedBooking {{ {Id} }}";
}

/// <summary>Why somebody waits.</summary>
public enum WaitingCause
{
    /// <summary>The day was full when it was asked for: a place that comes free goes to the first.</summary>
    Full,

    /// <summary>More places are held than there are, since their number was lowered: some must come free before anybody is promoted.</summary>
    AboveCapacity,

    /// <summary>The promotion deadline has passed: nobody is promoted but by staff, and the next transmission refuses those who still wait.</summary>
    PromotionsEnded,
}

/// <summary>An activity-day on which somebody waits.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Date">The civil date, Europe/Paris.</param>
/// <param name="Label">The activity as families read it.</param>
/// <param name="Capacity">Places offered.</param>
/// <param name="PlacesTaken">Places held.</param>
/// <param name="Waiting">How many wait.</param>
/// <param name="PromotionEnds">The first instant at which nobody is promoted any more; null for a day that has left the catalogue.</param>
/// <param name="Cause">Why they wait.</param>
[GenerateSerializer, Immutable, Alias("WaitingDay")]
public sealed record WaitingDay(
    [property: Id(0)] ActivityId Activity,
    [property: Id(1)] DateOnly Date,
    [property: Id(2)] string Label,
    [property: Id(3)] int Capacity,
    [property: Id(4)] int PlacesTaken,
    [property: Id(5)] int Waiting,
    [property: Id(6)] DateTimeOffset? PromotionEnds,
    [property: Id(7)] WaitingCause Cause);

/// <summary>Those who wait on an activity-day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Bookings">In order of arrival.</param>
[GenerateSerializer, Immutable, Alias("WaitingSheet")]
public sealed record WaitingSheet([property: Id(0)] WaitingDay Day, [property: Id(1)] ImmutableArray<QueuedBooking> Bookings);
