using System.Collections.Immutable;

namespace Periscolaire.Booking;

/// <summary>Something asked of an activity-day. Repeating a command changes nothing more and gives the same answer.</summary>
[GenerateSerializer, Immutable, Alias("DayCommand")]
public abstract record DayCommand;

/// <summary>A place for a child, or a rank on the waiting list.</summary>
/// <param name="Child">The child; a live booking of the child is answered again instead of made twice.</param>
/// <param name="Family">The child's family.</param>
/// <param name="Reason">Why, when staff do it for the family.</param>
[GenerateSerializer, Immutable, Alias("DayCommand.Ask")]
public sealed record Ask(
    [property: Id(0)] ChildId Child,
    [property: Id(1)] FamilyId Family,
    [property: Id(2)] string? Reason = null) : DayCommand;

/// <summary>The answer that a child's live booking had; changes nothing. Rejected with <see cref="RejectionCode.NotBooked"/> when there is none.</summary>
/// <param name="Child">The child.</param>
[GenerateSerializer, Immutable, Alias("DayCommand.Recall")]
public sealed record Recall([property: Id(0)] ChildId Child) : DayCommand;

/// <summary>Ends a booking at its family's wish: frees its place, or leaves the waiting list.</summary>
/// <param name="Number">The booking's number on this activity-day.</param>
/// <param name="Family">The family it must belong to; another family's booking is unknown.</param>
/// <param name="MayFreePlace">False once the deadline to cancel has passed: the waiting list may still be left, a held place may not be given up.</param>
/// <param name="Reason">Why, when staff do it for the family.</param>
[GenerateSerializer, Immutable, Alias("DayCommand.Cancel")]
public sealed record Cancel(
    [property: Id(0)] long Number,
    [property: Id(1)] FamilyId Family,
    [property: Id(2)] bool MayFreePlace = true,
    [property: Id(3)] string? Reason = null) : DayCommand;

/// <summary>Staff accept a booking under review.</summary>
/// <param name="Number">The booking's number on this activity-day.</param>
/// <param name="Reason">Why; shown to the family.</param>
[GenerateSerializer, Immutable, Alias("DayCommand.Accept")]
public sealed record Accept([property: Id(0)] long Number, [property: Id(1)] string? Reason = null) : DayCommand;

/// <summary>Staff refuse a live booking; a held place goes to the first who waits.</summary>
/// <param name="Number">The booking's number on this activity-day.</param>
/// <param name="Reason">Why; shown to the family.</param>
[GenerateSerializer, Immutable, Alias("DayCommand.Refuse")]
public sealed record Refuse([property: Id(0)] long Number, [property: Id(1)] string? Reason = null) : DayCommand;

/// <summary>
/// Staff give a waiting booking a place before its turn: a free one, as there are after the promotion deadline, or one that is added for it. Rejected
/// with <see cref="RejectionCode.Full"/> when there is none.
/// </summary>
/// <param name="Number">The booking's number on this activity-day.</param>
/// <param name="Reason">Why; shown to the family.</param>
/// <param name="AddPlace">Whether a full day gets one place more, which goes to this booking.</param>
[GenerateSerializer, Immutable, Alias("DayCommand.Promote")]
public sealed record Promote(
    [property: Id(0)] long Number,
    [property: Id(1)] string Reason,
    [property: Id(2)] bool AddPlace = false) : DayCommand;

/// <summary>
/// Staff set the number of places. Raised: those who wait are promoted in order. Lowered below what is taken: nobody is thrown out, and
/// nobody is promoted until there is room.
/// </summary>
/// <param name="Capacity">0 to <see cref="Most"/> places.</param>
/// <param name="Reason">Why, for the audit trail.</param>
[GenerateSerializer, Immutable, Alias("DayCommand.SetCapacity")]
public sealed record SetCapacity([property: Id(0)] int Capacity, [property: Id(1)] string? Reason = null) : DayCommand
{
    /// <summary>The most places that a day may have.</summary>
    public const int Most = 10_000;
}

/// <summary>
/// Staff close the day (strike, weather): no places, every live booking is cancelled, nobody is promoted, and nobody is booked before a number of
/// places is set again.
/// </summary>
/// <param name="Reason">Why; shown to the families.</param>
[GenerateSerializer, Immutable, Alias("DayCommand.Close")]
public sealed record Close([property: Id(0)] string Reason) : DayCommand;

/// <summary>
/// Staff say how many animators there are: the places are as many as the legal ratio gives them, and change as <see cref="SetCapacity"/> changes them.
/// </summary>
/// <param name="Animators">How many.</param>
/// <param name="Reason">Why, for the audit trail.</param>
[GenerateSerializer, Immutable, Alias("DayCommand.SetAnimators")]
public sealed record SetAnimators([property: Id(0)] int Animators, [property: Id(1)] string? Reason = null) : DayCommand;

/// <summary>The night refuses those who still wait although nobody is promoted any more; before the promotion deadline it changes nothing.</summary>
[GenerateSerializer, Immutable, Alias("DayCommand.Expire")]
public sealed record Expire : DayCommand;

/// <summary>What an activity-day, or the family's own rules before it, made of one item.</summary>
public enum Outcome
{
    /// <summary>A place is held, definitively.</summary>
    Accepted,

    /// <summary>A place is held, staff decide.</summary>
    UnderReview,

    /// <summary>On the waiting list, with a rank.</summary>
    Waitlisted,

    /// <summary>The booking has ended at the family's wish.</summary>
    Cancelled,

    /// <summary>The booking was refused by staff.</summary>
    Refused,

    /// <summary>The number of places was set.</summary>
    CapacitySet,

    /// <summary>Nobody waits any more, or promotions go on.</summary>
    Expired,

    /// <summary>The day is closed: nobody is booked.</summary>
    Closed,

    /// <summary>Nothing was recorded; a <see cref="RejectionCode"/> tells why.</summary>
    Rejected,
}

/// <summary>Why an item was rejected (SPEC, Booking 3).</summary>
public enum RejectionCode
{
    /// <summary>The period has not opened to this family yet.</summary>
    NotOpenYet,

    /// <summary>The date is not open to booking, or its period has closed.</summary>
    Closed,

    /// <summary>The deadline to book or to cancel has passed.</summary>
    DeadlinePassed,

    /// <summary>The child's age, group or residence does not fit the activity.</summary>
    NotEligible,

    /// <summary>The child has another live booking whose hours intersect.</summary>
    Overlaps,

    /// <summary>No place is free, and the waiting list is full, closed or does not exist.</summary>
    Full,

    /// <summary>No such child in this family.</summary>
    UnknownChild,

    /// <summary>No such activity in this structure.</summary>
    UnknownActivity,

    /// <summary>No such booking in this family.</summary>
    UnknownBooking,

    /// <summary>The booking was already refused or cancelled: nothing is left to change.</summary>
    AlreadyEnded,

    /// <summary>The booking is not under review: there is nothing to decide.</summary>
    NotUnderReview,

    /// <summary>The child has no live booking on this activity-day.</summary>
    NotBooked,

    /// <summary>The date is further back than staff may still book or cancel.</summary>
    TooLongAgo,
}

/// <summary>The answer to one <see cref="DayCommand"/>, durable when it is given.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Code">Why not, when rejected.</param>
/// <param name="Booking">The booking concerned, when there is one.</param>
/// <param name="Rank">The rank on the waiting list, from 1, when waitlisted.</param>
/// <param name="Child">The child of the booking concerned.</param>
[GenerateSerializer, Immutable, Alias("DayAnswer")]
public sealed record DayAnswer(
    [property: Id(0)] Outcome Outcome,
    [property: Id(1)] RejectionCode? Code = null,
    [property: Id(2)] BookingId? Booking = null,
    [property: Id(3)] int? Rank = null,
    [property: Id(4)] ChildId? Child = null)
{
    /// <summary>A rejection.</summary>
    /// <param name="code">Why.</param>
    /// <param name="booking">The booking concerned, when there is one.</param>
    /// <returns>The answer.</returns>
    public static DayAnswer Rejected(RejectionCode code, BookingId? booking = null) => new(Outcome.Rejected, code, booking);
}

/// <summary>The state of an activity-day as staff see it.</summary>
/// <param name="Capacity">Places offered.</param>
/// <param name="PlacesTaken">Places held by accepted bookings and bookings under review; above the capacity only after it was lowered.</param>
/// <param name="Version">The number of the last thing that happened on the day; 0 when nothing has.</param>
/// <param name="Bookings">All bookings ever made on the day, in order of arrival.</param>
/// <param name="IsClosed">Whether staff closed the day and no number of places was set since.</param>
/// <param name="Animators">How many animators there are; null when nobody said.</param>
[GenerateSerializer, Immutable, Alias("DaySheet")]
public sealed record DaySheet(
    [property: Id(0)] int Capacity,
    [property: Id(1)] int PlacesTaken,
    [property: Id(2)] long Version,
    [property: Id(3)] ImmutableArray<DaySheetLine> Bookings,
    [property: Id(4)] bool IsClosed = false,
    [property: Id(20)] int? Animators = null);

/// <summary>One booking on a <see cref="DaySheet"/>.</summary>
/// <param name="Number">Its order of arrival on the day.</param>
/// <param name="Child">The child.</param>
/// <param name="Family">The child's family.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Rank">The rank on the waiting list, from 1, when waitlisted.</param>
[GenerateSerializer, Immutable, Alias("DaySheetLine")]
public sealed record DaySheetLine(
    [property: Id(0)] long Number,
    [property: Id(1)] ChildId Child,
    [property: Id(2)] FamilyId Family,
    [property: Id(3)] BookingStatus Status,
    [property: Id(4)] int? Rank);
