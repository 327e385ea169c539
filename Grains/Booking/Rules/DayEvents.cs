namespace Periscolaire.Booking.Rules;

/// <summary>Who did something, and when.</summary>
/// <param name="Author">Who.</param>
/// <param name="At">The instant, for the record only: order is told by numbers.</param>
public readonly record struct Authorship(Author Author, DateTimeOffset At);

/// <summary>
/// One thing that happened on an activity-day. Numbers follow each other without a gap in the order of arrival, and the day's state is
/// what they add up to.
/// </summary>
/// <param name="Number">Its number on the day, from 1.</param>
/// <param name="By">Who and when.</param>
/// <param name="Reason">Why, when someone said so.</param>
public abstract record DayEvent(long Number, Authorship By, string? Reason);

/// <summary>What can happen to a booking.</summary>
public enum MovementKind
{
    /// <summary>Asked for: the booking now exists.</summary>
    Asked,

    /// <summary>Cancelled by its family, or by staff for it.</summary>
    Cancelled,

    /// <summary>A place became free for it, or staff gave it one before its turn.</summary>
    Promoted,

    /// <summary>Accepted by staff.</summary>
    Accepted,

    /// <summary>Refused by staff.</summary>
    Refused,

    /// <summary>Still waiting when the waiting list expired.</summary>
    Expired,
}

/// <summary>A movement (mouvement): one thing that happened to a booking.</summary>
/// <param name="Number">Its number on the day, from 1.</param>
/// <param name="Booking">The booking's number.</param>
/// <param name="Child">The booking's child.</param>
/// <param name="Family">The booking's family.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Status">Where the booking stands since.</param>
/// <param name="By">Who and when.</param>
/// <param name="Reason">Why, when someone said so.</param>
public sealed record Movement(
    long Number,
    long Booking,
    ChildId Child,
    FamilyId Family,
    MovementKind Kind,
    BookingStatus Status,
    Authorship By,
    string? Reason = null)
    : DayEvent(Number, By, Reason);

/// <summary>Staff set the number of places, or of animators and the places with them, or closed the day.</summary>
/// <param name="Number">Its number on the day, from 1.</param>
/// <param name="Capacity">Places since.</param>
/// <param name="By">Who and when.</param>
/// <param name="Reason">Why, when someone said so.</param>
/// <param name="Animators">Animators since; null when there are as many as before.</param>
/// <param name="IsClosure">Whether nobody is booked until a number of places is set again.</param>
public sealed record CapacityChanged(
    long Number, int Capacity, Authorship By, string? Reason = null, int? Animators = null, bool IsClosure = false)
    : DayEvent(Number, By, Reason);
