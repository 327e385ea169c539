using System.Collections.Immutable;
using Periscolaire.Booking;

namespace Periscolaire.Attendance;

/// <summary>The attendance sheet (feuille de présence) of an activity-day.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Label">As families read it.</param>
/// <param name="Date">The civil date, Europe/Paris.</param>
/// <param name="Arrival">When the activity starts, Europe/Paris.</param>
/// <param name="Departure">When it ends, Europe/Paris.</param>
/// <param name="Capacity">Places offered.</param>
/// <param name="Animators">How many animators there are; null when nobody said.</param>
/// <param name="Lines">The children who hold a place, by name; who waits is not on it.</param>
/// <param name="Warnings">Where there are too few animators.</param>
[GenerateSerializer, Immutable, Alias("AttendanceSheet")]
public sealed record AttendanceSheet(
    [property: Id(0)] ActivityId Activity,
    [property: Id(1)] string Label,
    [property: Id(2)] DateOnly Date,
    [property: Id(3)] TimeOnly Arrival,
    [property: Id(4)] TimeOnly Departure,
    [property: Id(5)] int Capacity,
    [property: Id(6)] int? Animators,
    [property: Id(7)] ImmutableArray<AttendanceLine> Lines,
    [property: Id(8)] ImmutableArray<RatioWarning> Warnings);

/// <summary>A child on a sheet.</summary>
/// <param name="Booking">The booking.</param>
/// <param name="Status">Accepted or under review.</param>
/// <param name="Child">The child.</param>
/// <param name="Family">Its family.</param>
/// <param name="LastName">Last name.</param>
/// <param name="FirstName">First name.</param>
/// <param name="Age">In whole years, on the date.</param>
/// <param name="Group">School or group, when known.</param>
/// <param name="Record">What was recorded; null when nothing was.</param>
/// <param name="Notes">The child's health notes, for who asked for them and may read them; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("AttendanceLine")]
public sealed record AttendanceLine(
    [property: Id(0)] BookingId Booking,
    [property: Id(1)] BookingStatus Status,
    [property: Id(2)] ChildId Child,
    [property: Id(3)] FamilyId Family,
    [property: Id(4)] string LastName,
    [property: Id(5)] string FirstName,
    [property: Id(6)] int Age,
    [property: Id(7)] string? Group,
    [property: Id(8)] AttendanceRecord? Record,
    [property: Id(9)] string? Notes);

/// <summary>Which children would need more animators.</summary>
public enum RatioConcern
{
    /// <summary>Those who hold a place.</summary>
    Booked,

    /// <summary>Those who are recorded as there.</summary>
    Present,
}

/// <summary>More animators are needed than there are.</summary>
/// <param name="Concern">For which children.</param>
/// <param name="UnderSix">How many of them are under six.</param>
/// <param name="FromSix">How many are six or older.</param>
/// <param name="Needed">Animators needed by the legal ratio.</param>
/// <param name="Animators">Animators there are.</param>
[GenerateSerializer, Immutable, Alias("RatioWarning")]
public sealed record RatioWarning(
    [property: Id(0)] RatioConcern Concern, [property: Id(1)] int UnderSix, [property: Id(2)] int FromSix, [property: Id(3)] int Needed, [property: Id(4)] int Animators);
