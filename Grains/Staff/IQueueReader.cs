using System.Collections.Immutable;
using Periscolaire.Booking;

namespace Periscolaire.Staff;

/// <summary>Reads what waits. A failing store is a <see cref="StoreUnavailableException"/>.</summary>
public interface IQueueReader
{
    /// <summary>A page of the bookings under review, in order of arrival.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="after">Continue after this one.</param>
    /// <param name="limit">The most to return.</param>
    /// <returns>At most that many.</returns>
    Task<ImmutableArray<KeptQueued>> Reviews(StructureId structure, ReviewFilter filter, QueuePosition? after, int limit);

    /// <summary>A page of the activity-days on which somebody waits, by date and activity.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="after">Continue after this one.</param>
    /// <param name="limit">The most to return.</param>
    /// <returns>At most that many.</returns>
    Task<ImmutableArray<DayOccupancy>> WaitingDays(StructureId structure, DayFilter filter, WaitingDay? after, int limit);

    /// <summary>A page of those who wait on an activity-day, with the day.</summary>
    /// <param name="day">The day.</param>
    /// <param name="after">Continue after the booking of this number.</param>
    /// <param name="limit">The most to return.</param>
    /// <returns>In order of arrival.</returns>
    Task<(DayOccupancy Day, ImmutableArray<KeptQueued> Bookings)> WaitingList(ActivityDayKey day, long after, int limit);
}

/// <summary>A booking that waits, as the tables have it.</summary>
/// <param name="Id">The booking.</param>
/// <param name="Child">The child.</param>
/// <param name="ChildName">Last and first name.</param>
/// <param name="BirthDate">The child's birth date.</param>
/// <param name="Family">The family.</param>
/// <param name="FamilyName">The payer.</param>
/// <param name="AskedAt">When it was asked for.</param>
/// <param name="AmountDue">Euros that the family owes; 0 when it does not.</param>
/// <param name="Beside">The child's other live bookings of the date, whatever their hours.</param>
/// <param name="Rank">The rank on the waiting list, when waitlisted.</param>
public sealed record KeptQueued(
    BookingId Id,
    ChildId Child,
    string ChildName,
    DateOnly BirthDate,
    FamilyId Family,
    string FamilyName,
    DateTimeOffset AskedAt,
    decimal AmountDue,
    ImmutableArray<BookingId> Beside,
    int? Rank);
