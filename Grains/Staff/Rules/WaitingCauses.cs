using Periscolaire.Booking;
using Periscolaire.Booking.Rules;

namespace Periscolaire.Staff.Rules;

/// <summary>Why those who wait do (SPEC, Booking 5).</summary>
public static class WaitingCauses
{
    /// <summary>Why a day's waiting list waits.</summary>
    /// <param name="terms">What the catalogue says of the day.</param>
    /// <param name="day">How full it is.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>The one reason that would have to go first.</returns>
    public static WaitingCause WhyWaiting(this DayTerms terms, DayOccupancy day, DateTimeOffset now)
    {
        if (!terms.Promotes(now))
            return WaitingCause.PromotionsEnded;
        return day.PlacesTaken > day.Capacity ? WaitingCause.AboveCapacity : WaitingCause.Full;
    }
}
