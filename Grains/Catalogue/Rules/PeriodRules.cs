using Periscolaire.Booking;

namespace Periscolaire.Catalogue.Rules;

/// <summary>When a date of a period can be booked and cancelled (SPEC, Booking 7).</summary>
public static class PeriodRules
{
    /// <summary>Why a family cannot book a date now, as far as time is concerned.</summary>
    /// <param name="period">The period that opens the date.</param>
    /// <param name="activity">The activity.</param>
    /// <param name="date">The civil date, Europe/Paris.</param>
    /// <param name="isResident">Whether the family lives in the town: residents may start earlier.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>Null when it can.</returns>
    public static RejectionCode? WhyNotBook(this Period period, Activity activity, DateOnly date, bool isResident, DateTimeOffset now)
    {
        var opensAt = isResident && period.OpensForResidentsAt < period.OpensAt ? period.OpensForResidentsAt.Value : period.OpensAt;
        if (now < opensAt)
            return RejectionCode.NotOpenYet;
        if (now >= period.ClosesAt)
            return RejectionCode.Closed;
        return IsTooLate(period.ToBook, activity, date, now) ? RejectionCode.DeadlinePassed : null;
    }

    /// <summary>Whether a family may still give up a place that it holds. A waiting list can be left at any time.</summary>
    /// <param name="period">The period that opens the date.</param>
    /// <param name="activity">The activity.</param>
    /// <param name="date">The civil date, Europe/Paris.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>True before the deadline to cancel, also when the period has closed to new requests.</returns>
    public static bool MayCancel(this Period period, Activity activity, DateOnly date, DateTimeOffset now) =>
        !IsTooLate(period.ToCancel, activity, date, now);

    /// <summary>When promotions of a date end.</summary>
    /// <param name="period">The period that opens the date.</param>
    /// <param name="activity">The activity.</param>
    /// <param name="date">The civil date, Europe/Paris.</param>
    /// <returns>The first instant at which nobody is promoted any more.</returns>
    public static DateTimeOffset PromotionEnds(this Period period, Activity activity, DateOnly date)
    {
        var start = ParisTime.First(date, activity.Arrival);
        return period.ToPromote?.End(date, activity.Arrival) is { } end && end < start ? end : start;
    }

    /// <summary>Whatever a deadline says, nothing is booked or given up once the activity has begun.</summary>
    private static bool IsTooLate(Deadline deadline, Activity activity, DateOnly date, DateTimeOffset now) =>
        deadline.IsOver(date, activity.Arrival, now) || now >= ParisTime.First(date, activity.Arrival);
}
