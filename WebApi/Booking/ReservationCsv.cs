using System.Globalization;
using CsvHelper;
using Periscolaire.Booking;

namespace Periscolaire.WebApi.Booking;

/// <summary>Bookings as a French spreadsheet opens them: semicolons, UTF-8 with its mark, cells that start a formula defused.</summary>
internal static class ReservationCsv
{
    public const string MediaType = "text/csv";

    private static readonly CsvWriterOptions Format = new() { Separator = ';', Injection = CsvInjection.Escape, WriteByteOrderMark = true };

    private static readonly string[] Header = ["Réservation", "Date", "Enfant", "Activité", "Arrivée", "Départ", "Statut", "Résultat", "Rang"];

    public static byte[] Write(IEnumerable<TrackedBooking> bookings)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, Format, leaveOpen: true))
        {
            csv.WriteHeader(Header);
            foreach (var booking in bookings)
            {
                csv.WriteRecord(
                    booking.Id.ToString(),
                    booking.Id.Date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
                    booking.ChildName,
                    booking.Label,
                    booking.Arrival.ToString("HH:mm", CultureInfo.InvariantCulture),
                    booking.Departure.ToString("HH:mm", CultureInfo.InvariantCulture),
                    Wording.StatusOf(booking),
                    Wording.OutcomeOf(booking.Status),
                    booking.Rank?.ToString(CultureInfo.InvariantCulture) ?? "");
            }
        }

        return bytes.ToArray();
    }
}
