using System.Globalization;
using Periscolaire.Booking;
using Periscolaire.WebApi.Documents;

namespace Periscolaire.WebApi.Booking;

/// <summary>Bookings as a French spreadsheet opens them.</summary>
internal static class ReservationCsv
{
    private static readonly string[] Header = ["Réservation", "Date", "Enfant", "Activité", "Arrivée", "Départ", "Statut", "Résultat", "Rang"];

    public static byte[] Write(IEnumerable<TrackedBooking> bookings) => FrenchCsv.Write(Header, bookings.Select(booking => (object?[])
    [
        booking.Id.ToString(),
        booking.Id.Date,
        booking.ChildName,
        booking.Label,
        booking.Arrival.ToString("HH:mm", CultureInfo.InvariantCulture),
        booking.Departure.ToString("HH:mm", CultureInfo.InvariantCulture),
        Wording.StatusOf(booking),
        Wording.OutcomeOf(booking.Status),
        booking.Rank,
    ]));
}
