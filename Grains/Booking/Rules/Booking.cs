namespace Periscolaire.Booking.Rules;

/// <summary>A booking (réservation): a child on an activity-day.</summary>
/// <param name="Number">The number of the movement that asked for it: its order of arrival on the day.</param>
/// <param name="Child">The child.</param>
/// <param name="Family">The child's family.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="AskedAt">When it was asked for; says nothing of the order of arrival.</param>
/// <param name="LastMovement">The number of the last thing that happened to it.</param>
public sealed record Booking(long Number, ChildId Child, FamilyId Family, BookingStatus Status, DateTimeOffset AskedAt, long LastMovement)
{
    /// <summary>Whether it holds one of the day's places.</summary>
    public bool HoldsPlace => Status.HoldsPlace();

    /// <summary>Whether it can still change: a child has one live booking on an activity-day at most.</summary>
    public bool IsLive => Status.IsLive();
}

/// <summary>What a status entails.</summary>
public static class BookingStatuses
{
    /// <summary>Whether a booking in this status holds a place.</summary>
    /// <param name="status">The status.</param>
    /// <returns>True for accepted and under review.</returns>
    public static bool HoldsPlace(this BookingStatus status) => status is BookingStatus.Accepted or BookingStatus.UnderReview;

    /// <summary>Whether a booking in this status is live.</summary>
    /// <param name="status">The status.</param>
    /// <returns>True when it holds a place or waits for one.</returns>
    public static bool IsLive(this BookingStatus status) => status.HoldsPlace() || status is BookingStatus.Waitlisted;
}
