using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;

namespace Periscolaire.Booking.Rules;

/// <summary>What a family may ask of an activity-day, places apart (SPEC, Booking 3, 6 and 7).</summary>
/// <param name="Family">The family.</param>
/// <param name="Catalogue">The catalogue in force.</param>
/// <param name="Now">The present instant.</param>
/// <param name="Errand">When staff ask for the family: what time says and debt are then set aside, for some weeks back.</param>
public sealed record RequestRules(Family Family, CatalogueIndex Catalogue, DateTimeOffset Now, Errand? Errand = null)
{
    /// <summary>How far back staff may book a child who came without a booking, or cancel.</summary>
    public const int MostDaysBack = 60;

    /// <summary>The first date that can be booked or cancelled at all.</summary>
    public DateOnly FirstDay => ParisTime.DayOf(Now).AddDays(Errand is null ? 0 : -MostDaysBack);

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
        if (WhyNotNow(period, activity, request.Date) is { } tooEarlyOrLate)
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
    public bool MayFreePlace(BookingId booking) => Errand is not null
        || (Catalogue.Find(booking.Activity) is { } activity
            && Catalogue.PeriodOf(booking.Activity, booking.Date) is { } period
            && period.MayCancel(activity, booking.Date, Now));

    /// <summary>Whether a booking is further back than staff may still cancel; a family's is judged by its deadline.</summary>
    /// <param name="booking">The booking.</param>
    /// <returns>True when nobody may cancel it any more.</returns>
    public bool IsTooLongAgo(BookingId booking) => Errand is not null && booking.Date < FirstDay;

    /// <summary>Whether a child cannot be in two activities of a date.</summary>
    /// <param name="one">An activity.</param>
    /// <param name="other">Another.</param>
    /// <returns>True when both exist and their hours intersect.</returns>
    public bool Overlap(ActivityId one, ActivityId other) =>
        Catalogue.Find(one) is { } first && Catalogue.Find(other) is { } second && first.Overlaps(second);

    private RejectionCode? WhyNotNow(Period period, Activity activity, DateOnly date)
    {
        if (Errand is null)
            return period.WhyNotBook(activity, date, Family.IsResident, Now);
        return date < FirstDay ? RejectionCode.TooLongAgo : null;
    }
}
