using Periscolaire.Booking;
using Periscolaire.Staff;
using Periscolaire.WebApi.Booking;

namespace Periscolaire.WebApi.Staff;

/// <summary>A page of the review queue, in order of arrival.</summary>
/// <param name="Items">The bookings under review.</param>
/// <param name="NextCursor">Asks for the next page; absent on the last.</param>
internal sealed record ReviewPageBody(IReadOnlyList<QueuedBody> Items, string? NextCursor);

/// <summary>A booking that waits for staff or for a place.</summary>
/// <param name="BookingId">The booking.</param>
/// <param name="Date">The date.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="Activity">As families read it.</param>
/// <param name="ChildId">The child.</param>
/// <param name="Child">Last and first name.</param>
/// <param name="Age">Whole years on the date.</param>
/// <param name="FamilyId">The family.</param>
/// <param name="Family">The payer.</param>
/// <param name="AskedAt">When it was asked for.</param>
/// <param name="AmountDue">Euros that the family owes; 0 when it does not.</param>
/// <param name="Overlaps">The child's other bookings at the same hours, to be settled.</param>
/// <param name="Rank">The rank on the waiting list, when waitlisted.</param>
internal sealed record QueuedBody(
    string BookingId,
    DateOnly Date,
    string ActivityId,
    string Activity,
    string ChildId,
    string Child,
    int Age,
    string FamilyId,
    string Family,
    DateTimeOffset AskedAt,
    decimal AmountDue,
    IReadOnlyList<OverlapBody> Overlaps,
    int? Rank)
{
    public static QueuedBody From(QueuedBooking booking) => new(
        booking.Id.ToString(),
        booking.Id.Date,
        booking.Id.Activity.Value,
        booking.Label,
        booking.Child.Value,
        booking.ChildName,
        booking.Age,
        booking.Family.Value,
        booking.FamilyName,
        booking.AskedAt,
        booking.AmountDue,
        [.. booking.Overlaps.Select(other => new OverlapBody(other.Activity.Value, other.Label, other.Booking?.ToString()))],
        booking.Rank);
}

/// <summary>Decisions on bookings.</summary>
/// <param name="Decisions">1 to 200, each on another booking.</param>
internal sealed record DecisionsBody(IReadOnlyList<BookingDecisionBody> Decisions);

/// <summary>A decision on a booking.</summary>
/// <param name="BookingId">The booking.</param>
/// <param name="Decision">accept or refuse.</param>
/// <param name="Reason">Why; shown to the family. A refusal must have one.</param>
internal sealed record BookingDecisionBody(string BookingId, StaffDecision Decision, string? Reason = null);

/// <summary>What became of decisions.</summary>
/// <param name="Items">In the order given.</param>
internal sealed record DecisionAnswersBody(IReadOnlyList<DecisionItemBody> Items);

/// <summary>What became of a decision.</summary>
/// <param name="BookingId">The booking.</param>
/// <param name="Outcome">accepted, refused or rejected.</param>
/// <param name="Code">Why it came to nothing, when rejected.</param>
/// <param name="Detail">The same in French.</param>
internal sealed record DecisionItemBody(string BookingId, Outcome Outcome, RejectionCode? Code, string? Detail);

/// <summary>A page of the days on which somebody waits.</summary>
/// <param name="Items">By date and activity.</param>
/// <param name="NextCursor">Asks for the next page; absent on the last.</param>
internal sealed record WaitingDayPageBody(IReadOnlyList<WaitingDayBody> Items, string? NextCursor);

/// <summary>A day on which somebody waits.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Date">The date.</param>
/// <param name="Activity">As families read it.</param>
/// <param name="Capacity">Places offered.</param>
/// <param name="FreePlaces">Places that nobody holds.</param>
/// <param name="Waiting">How many wait.</param>
/// <param name="PromotionEnds">From when nobody is promoted any more but by staff; absent for a day that is no longer open.</param>
/// <param name="Why">full, above-capacity or promotions-ended.</param>
/// <param name="Detail">The same in French.</param>
internal sealed record WaitingDayBody(
    string ActivityId,
    DateOnly Date,
    string Activity,
    int Capacity,
    int FreePlaces,
    int Waiting,
    DateTimeOffset? PromotionEnds,
    WaitingCause Why,
    string Detail)
{
    public static WaitingDayBody From(WaitingDay day) => new(
        day.Activity.Value,
        day.Date,
        day.Label,
        day.Capacity,
        Math.Max(0, day.Capacity - day.PlacesTaken),
        day.Waiting,
        day.PromotionEnds,
        day.Cause,
        day.Cause switch
        {
            WaitingCause.Full => "Complète à leur arrivée : la première place libérée va au premier.",
            WaitingCause.AboveCapacity => "Le nombre de places a été réduit sous celui des places tenues : il faut d'abord que des places se libèrent.",
            _ => "Les promotions automatiques sont terminées : la prochaine transmission refusera ceux qui attendent encore.",
        });
}

/// <summary>A page of those who wait on a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Items">In order of arrival.</param>
/// <param name="NextCursor">Asks for the next page; absent on the last.</param>
internal sealed record WaitingListBody(WaitingDayBody Day, IReadOnlyList<QueuedBody> Items, string? NextCursor);

/// <summary>A promotion by hand.</summary>
/// <param name="Reason">Why; shown to the family. 1 to 500 characters.</param>
/// <param name="AddPlace">Whether a full day gets one place more, which goes to this booking.</param>
internal sealed record PromotionBody(string Reason, bool AddPlace = false);
