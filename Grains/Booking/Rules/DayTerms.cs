namespace Periscolaire.Booking.Rules;

/// <summary>What the catalogue says of an activity-day, beside its capacity, which the day keeps itself.</summary>
/// <param name="ReviewedByStaff">Whether a place is held under review until staff decide.</param>
/// <param name="WaitingListLimit">The most who may wait; 0 for no waiting list, null for no limit.</param>
/// <param name="PromotionEnds">The first instant at which nobody is promoted any more, and nobody may start to wait.</param>
/// <param name="PlacesPerAnimator">The places that the legal ratio gives for each animator.</param>
/// <param name="IsOpen">Whether the catalogue opens the day: a request that left before it was closed must find it closed when it arrives.</param>
public sealed record DayTerms(
    bool ReviewedByStaff, int? WaitingListLimit, DateTimeOffset PromotionEnds, int PlacesPerAnimator = 0, bool IsOpen = true)
{
    /// <summary>The status of a booking that gets a place.</summary>
    public BookingStatus StatusWithPlace => ReviewedByStaff ? BookingStatus.UnderReview : BookingStatus.Accepted;

    /// <summary>Whether one more may wait.</summary>
    /// <param name="waiting">How many wait already.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>True when the list is open and not full.</returns>
    public bool AdmitsWaiting(int waiting, DateTimeOffset now) => Promotes(now) && (WaitingListLimit is not { } limit || waiting < limit);

    /// <summary>Whether a free place still goes to the first who waits.</summary>
    /// <param name="now">The present instant.</param>
    /// <returns>True before the promotion deadline.</returns>
    public bool Promotes(DateTimeOffset now) => now < PromotionEnds;
}
