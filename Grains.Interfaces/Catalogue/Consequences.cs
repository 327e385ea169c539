using System.Collections.Immutable;

namespace Periscolaire.Catalogue;

/// <summary>What a change touches, found before it happens.</summary>
/// <param name="LeavingBookings">Bookings that would leave the catalogue with their days: still to come, or still to be debited.</param>
/// <param name="LeavingDays">Their days, the first hundred.</param>
/// <param name="Prices">Bookings not yet debited whose price changes.</param>
/// <param name="CancelTooLate">Bookings that hold a place and could still be cancelled, and no longer can.</param>
/// <param name="CancelAgain">Bookings that hold a place and could no longer be cancelled, and can again.</param>
/// <param name="OverfullDays">Days left with fewer places than are taken, the first hundred.</param>
/// <param name="Promotions">Bookings on waiting lists that get a place.</param>
/// <param name="Cancellations">Bookings that are cancelled.</param>
/// <param name="FamiliesTold">Families that are told of their cancelled bookings.</param>
/// <param name="Credits">Cancelled bookings that are credited back.</param>
/// <param name="Credited">Euros credited back.</param>
[GenerateSerializer, Immutable, Alias("Consequences")]
public sealed record Consequences(
    [property: Id(0)] int LeavingBookings,
    [property: Id(1)] ImmutableArray<TouchedDay> LeavingDays,
    [property: Id(2)] PriceShift Prices,
    [property: Id(3)] int CancelTooLate,
    [property: Id(4)] int CancelAgain,
    [property: Id(5)] ImmutableArray<TouchedDay> OverfullDays,
    [property: Id(6)] int Promotions,
    [property: Id(7)] int Cancellations,
    [property: Id(8)] int FamiliesTold,
    [property: Id(9)] int Credits,
    [property: Id(10)] decimal Credited)
{
    /// <summary>Nothing is touched.</summary>
    public static Consequences None { get; } = new(0, [], new PriceShift(0, 0m, 0m, 0), 0, 0, [], 0, 0, 0, 0, 0m);
}

/// <summary>Bookings whose price changes.</summary>
/// <param name="Bookings">How many.</param>
/// <param name="Before">Euros that they cost now.</param>
/// <param name="After">Euros that they will cost.</param>
/// <param name="WithoutPrice">How many of them will have none, and not be debited.</param>
[GenerateSerializer, Immutable, Alias("PriceShift")]
public sealed record PriceShift(
    [property: Id(0)] int Bookings, [property: Id(1)] decimal Before, [property: Id(2)] decimal After, [property: Id(3)] int WithoutPrice);

/// <summary>An activity-day that a change touches.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Date">The civil date, Europe/Paris.</param>
/// <param name="Bookings">Bookings concerned.</param>
/// <param name="Capacity">Places offered since, where they are too few.</param>
[GenerateSerializer, Immutable, Alias("TouchedDay")]
public sealed record TouchedDay(
    [property: Id(0)] ActivityId Activity, [property: Id(1)] DateOnly Date, [property: Id(2)] int Bookings, [property: Id(3)] int? Capacity = null);
