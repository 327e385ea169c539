using Periscolaire.Catalogue;

namespace Periscolaire.WebApi.Catalogue;

/// <summary>What a change touches.</summary>
/// <param name="LeavingBookings">Bookings whose days would leave the catalogue: such a change is refused.</param>
/// <param name="LeavingDays">Their days, the first hundred.</param>
/// <param name="Prices">Bookings not yet debited whose price changes.</param>
/// <param name="CancelTooLate">Bookings that could still be cancelled, and no longer can.</param>
/// <param name="CancelAgain">Bookings that could no longer be cancelled, and can again.</param>
/// <param name="OverfullDays">Days left with fewer places than are taken, the first hundred: nobody is thrown out.</param>
/// <param name="Promotions">Bookings on waiting lists that get a place.</param>
/// <param name="Cancellations">Bookings that are cancelled.</param>
/// <param name="FamiliesTold">Families told of it.</param>
/// <param name="Credits">Bookings credited back.</param>
/// <param name="Credited">Euros credited back.</param>
internal sealed record ConsequencesBody(
    int LeavingBookings,
    IReadOnlyList<TouchedDayBody> LeavingDays,
    PriceShiftBody Prices,
    int CancelTooLate,
    int CancelAgain,
    IReadOnlyList<TouchedDayBody> OverfullDays,
    int Promotions,
    int Cancellations,
    int FamiliesTold,
    int Credits,
    decimal Credited)
{
    public static ConsequencesBody From(Consequences consequences) => new(
        consequences.LeavingBookings,
        [.. consequences.LeavingDays.Select(TouchedDayBody.From)],
        new PriceShiftBody(consequences.Prices.Bookings, consequences.Prices.Before, consequences.Prices.After, consequences.Prices.WithoutPrice),
        consequences.CancelTooLate,
        consequences.CancelAgain,
        [.. consequences.OverfullDays.Select(TouchedDayBody.From)],
        consequences.Promotions,
        consequences.Cancellations,
        consequences.FamiliesTold,
        consequences.Credits,
        consequences.Credited);
}

/// <summary>An activity-day that a change touches.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Date">The date.</param>
/// <param name="Bookings">Bookings concerned.</param>
/// <param name="Capacity">Places offered since, where they are too few.</param>
internal sealed record TouchedDayBody(string ActivityId, DateOnly Date, int Bookings, int? Capacity)
{
    public static TouchedDayBody From(TouchedDay day) => new(day.Activity.Value, day.Date, day.Bookings, day.Capacity);
}

/// <summary>Bookings whose price changes.</summary>
/// <param name="Bookings">How many.</param>
/// <param name="Before">Euros that they cost now.</param>
/// <param name="After">Euros that they will cost.</param>
/// <param name="WithoutPrice">How many of them will have no price.</param>
internal sealed record PriceShiftBody(int Bookings, decimal Before, decimal After, int WithoutPrice);
