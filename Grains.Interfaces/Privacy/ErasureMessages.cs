using System.Collections.Immutable;

namespace Periscolaire.Privacy;

/// <summary>Somebody wants a family erased.</summary>
/// <param name="By">Who.</param>
/// <param name="Reason">Why; kept in the audit trail.</param>
/// <param name="DryRun">Whether it is only asked what would happen.</param>
[GenerateSerializer, Immutable, Alias("ErasureOrder")]
public sealed record ErasureOrder([property: Id(0)] Author By, [property: Id(1)] string Reason, [property: Id(2)] bool DryRun = false);

/// <summary>What became of an erasure.</summary>
public enum ErasureOutcome
{
    /// <summary>The family is erased, or would be.</summary>
    Erased,

    /// <summary>There is no such family.</summary>
    Unknown,

    /// <summary>Something still ties the family to the town hall; nothing was erased.</summary>
    Refused,
}

/// <summary>What ties a family to the town hall.</summary>
public enum ErasureObstacleKind
{
    /// <summary>Live bookings from today on: cancel them first.</summary>
    LiveBookings,

    /// <summary>A wallet that is not at zero: pay back, or have it paid.</summary>
    Balance,

    /// <summary>Bookings that are still to be debited or credited back: a night does it.</summary>
    NotSettled,

    /// <summary>Card payments of which the provider has not said what became of them.</summary>
    OpenPayments,
}

/// <summary>An obstacle to an erasure.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Count">How many.</param>
/// <param name="Amount">Euros, where it is about money.</param>
[GenerateSerializer, Immutable, Alias("ErasureObstacle")]
public sealed record ErasureObstacle([property: Id(0)] ErasureObstacleKind Kind, [property: Id(1)] int Count, [property: Id(2)] decimal? Amount = null);

/// <summary>What an erasure does to a table.</summary>
/// <param name="Table">As an export names it, e.g. <c>reservations</c>.</param>
/// <param name="Rows">How many rows it concerns.</param>
/// <param name="IsDeleted">Whether the rows go; otherwise they stay, without what goes.</param>
/// <param name="Gone">The columns that are blanked, in French.</param>
/// <param name="Kept">The columns that stay, in French.</param>
[GenerateSerializer, Immutable, Alias("ErasureEffect")]
public sealed record ErasureEffect(
    [property: Id(0)] string Table,
    [property: Id(1)] long Rows,
    [property: Id(2)] bool IsDeleted,
    [property: Id(3)] ImmutableArray<string> Gone,
    [property: Id(4)] ImmutableArray<string> Kept);

/// <summary>An erasure's answer.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Obstacles">Why it was refused.</param>
/// <param name="Effects">What went and what stays.</param>
/// <param name="ErasedAt">When the family was erased; null while it is not.</param>
[GenerateSerializer, Immutable, Alias("ErasureAnswer")]
public sealed record ErasureAnswer(
    [property: Id(0)] ErasureOutcome Outcome,
    [property: Id(1)] ImmutableArray<ErasureObstacle> Obstacles,
    [property: Id(2)] ImmutableArray<ErasureEffect> Effects,
    [property: Id(3)] DateTimeOffset? ErasedAt = null);
