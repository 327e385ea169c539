using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;

namespace Periscolaire.Booking.Rules;

/// <summary>What a family may ask of an activity-day, places apart (SPEC, Booking 3, 6 and 7).</summary>
/// <param name="Family">The family.</param>
/// <param name="Catalogue">The catalogue in force.</param>
/// <param name="Now">The present instant.</param>
public sealed record RequestRules(Family Family, CatalogueIndex Catalogue, DateTimeOffset Now)
{
    /// <summary>Why a request cannot be put to its activity-day, other bookings of the child apart.</summary>
    /// <param name="request">What is asked.</param>
    /// <returns>Null when it can.</returns>
    public RejectionCode? WhyNot(ReservationRequest request)
    {
        if (ChildOf(request) is not { } child)
            return RejectionCode.UnknownChild;
        if (Catalogue.Find(request.Activity) is not { } activity)
            return RejectionCode.UnknownActivity;
        if (Catalogue.PeriodOf(request.Activity, request.Date) is not { } period)
            return RejectionCode.Closed;
        if (period.WhyNotBook(activity, request.Date, Family.IsResident, Now) is { } tooEarlyOrLate)
            return tooEarlyOrLate;
        return activity.Eligibility.Admits(child, Family.IsResident, request.Date) ? null : RejectionCode.NotEligible;
    }

    /// <summary>The child that a request is for.</summary>
    /// <param name="request">What is asked.</param>
    /// <returns>Null when the family has no such child.</returns>
    public Child? ChildOf(ReservationRequest request) => Family.Children.FirstOrDefault(child => child.Id == request.Child);

    /// <summary>Whether a booking may give up its place; a waiting list can be left at any time.</summary>
    /// <param name="booking">The booking.</param>
    /// <returns>False once its deadline to cancel has passed.</returns>
    public bool MayFreePlace(BookingId booking) =>
        Catalogue.Find(booking.Activity) is { } activity
        && Catalogue.PeriodOf(booking.Activity, booking.Date) is { } period
        && period.MayCancel(activity, booking.Date, Now);

    /// <summary>Whether a child cannot be in two activities of a date.</summary>
    /// <param name="one">An activity.</param>
    /// <param name="other">Another.</param>
    /// <returns>True when both exist and their hours intersect.</returns>
    public bool Overlap(ActivityId one, ActivityId other) =>
        Catalogue.Find(one) is { } first && Catalogue.Find(other) is { } second && first.Overlaps(second);
}
