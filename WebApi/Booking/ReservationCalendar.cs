using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Periscolaire.Booking;

namespace Periscolaire.WebApi.Booking;

/// <summary>Live bookings as calendar events: confirmed when accepted, tentative while they wait.</summary>
internal static class ReservationCalendar
{
    public const string MediaType = "text/calendar";

    private const string Paris = "Europe/Paris";

    public static byte[] Write(StructureId structure, IEnumerable<TrackedBooking> bookings, DateTimeOffset now)
    {
        var calendar = new Calendar { ProductId = "-//Periscolaire//Reservations//FR" };
        calendar.AddTimeZone(VTimeZone.FromDateTimeZone(Paris, now.UtcDateTime.AddYears(-1), includeHistoricalData: false));
        foreach (var booking in bookings.Where(booking => booking.Status is BookingStatus.Accepted or BookingStatus.UnderReview or BookingStatus.Waitlisted))
        {
            calendar.Events.Add(new CalendarEvent
            {
                Uid = $"{booking.Id}@{structure.Value}",
                DtStamp = new CalDateTime(now.UtcDateTime),
                DtStart = At(booking.Id.Date, booking.Arrival),
                DtEnd = At(booking.Id.Date, booking.Departure),
                Summary = $"{booking.ChildName} : {booking.Label}",
                Description = booking.IsTransmitted ? Wording.OutcomeOf(booking.Status) : $"Non transmis : {Wording.OutcomeOf(booking.Status)}",
                Status = booking.Status is BookingStatus.Accepted ? EventStatus.Confirmed : EventStatus.Tentative,
            });
        }

        return Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar)!);
    }

    private static CalDateTime At(DateOnly date, TimeOnly time) => new(date.ToDateTime(time), Paris);
}
