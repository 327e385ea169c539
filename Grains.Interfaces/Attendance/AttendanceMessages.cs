using System.Collections.Immutable;
using Periscolaire.Wallets;

namespace Periscolaire.Attendance;

/// <summary>What became of a booked child on the day (pointage).</summary>
public enum AttendanceState
{
    /// <summary>Présent.</summary>
    Present,

    /// <summary>Repris en retard: present, and fetched after the activity's end.</summary>
    Late,

    /// <summary>Absent with good reason: credited back.</summary>
    AbsentJustified,

    /// <summary>Absent without: stays debited.</summary>
    AbsentUnjustified,
}

/// <summary>What staff record of a booking.</summary>
/// <param name="State">What became of the child.</param>
/// <param name="ArrivedAt">When it came, Europe/Paris; null when nobody wrote it down.</param>
/// <param name="LeftAt">When it was fetched, Europe/Paris; null when nobody wrote it down.</param>
/// <param name="MinutesLate">How long after the activity's end it was fetched, when late; null to count from <paramref name="LeftAt"/>.</param>
/// <param name="WithoutBooking">Whether it came without having been booked, and was booked by staff there and then.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("AttendanceRecord")]
public sealed record AttendanceRecord(
    [property: Id(0)] AttendanceState State,
    [property: Id(1)] TimeOnly? ArrivedAt = null,
    [property: Id(2)] TimeOnly? LeftAt = null,
    [property: Id(3)] int? MinutesLate = null,
    [property: Id(4)] bool WithoutBooking = false,
    [property: Id(5)] string? Reason = null)
{
    /// <summary>Whether the child was there.</summary>
    public bool IsThere => State is AttendanceState.Present or AttendanceState.Late;
}

/// <summary>What became of recording.</summary>
public enum AttendanceOutcome
{
    /// <summary>It is recorded.</summary>
    Recorded,

    /// <summary>It was recorded so before.</summary>
    Unchanged,

    /// <summary>The family has no such booking.</summary>
    UnknownBooking,

    /// <summary>The booking is not, or no longer, accepted.</summary>
    NotAccepted,

    /// <summary>The day has not come: only an absence can be announced ahead.</summary>
    TooEarly,

    /// <summary>A justified absence and a correction have a reason.</summary>
    ReasonMissing,

    /// <summary>Late, and neither the minutes nor a departure after the activity's end are given.</summary>
    LatenessMissing,
}

/// <summary>The answer to a record, durable.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Record">The record now in force; null when there is none.</param>
/// <param name="Entered">What it entered in the family's wallets.</param>
[GenerateSerializer, Immutable, Alias("AttendanceAnswer")]
public sealed record AttendanceAnswer(
    [property: Id(0)] AttendanceOutcome Outcome,
    [property: Id(1)] AttendanceRecord? Record,
    [property: Id(2)] ImmutableArray<Posting> Entered);
