using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue.Rules;

namespace Periscolaire.Families;

internal sealed partial class FamilyGrain
{
    /// <summary>Null until it is read.</summary>
    private LiveBookings? _live;
    private ItemBudget _budget = ItemBudget.Full;

    public async Task<ReservationAnswer> Recap(ReservationDraft draft)
    {
        var rules = await Rules();
        var reservation = new Reservation(_key.Structure, draft, rules, new PreviewingDesk(GrainFactory), await Live());
        return await reservation.Carry(AmountDue);
    }

    public async Task<ReservationAnswer> Validate(ReservationDraft draft)
    {
        var rules = await Rules();
        var (budget, wait) = _budget.Spend(draft.Requests.Length + draft.Cancellations.Length, rules.Now);
        _budget = budget;
        if (wait is not null)
            return new ReservationAnswer(AmountDue: null, [], wait);

        var live = await Live();
        var reservation = new Reservation(_key.Structure, draft, rules, new DecidingDesk(GrainFactory, _key), live);

        // Should a day not answer, its write may still be under way: what was asked stays possible until the day has told.
        _live = live.WithUnanswered(draft.Requests.Where(request => request.Child.Value is not null && rules.WhyNot(request) is null));
        var answer = await reservation.Carry(AmountDue);
        _live = reservation.Live;
        return answer;
    }

    public async Task<CalendarMonth?> Calendar(ChildId child, DateOnly month, ImmutableArray<ActivityId> activities)
    {
        var rules = await Rules();
        if (rules.Family.Children.FirstOrDefault(known => known.Id == child) is not { } known)
            return null;
        var first = new DateOnly(month.Year, month.Month, 1);
        var live = await bookings.LiveOfFamily(_key.Structure, _key.Family, first, first.AddMonths(1).AddDays(-1));
        var calendar = new Booking.Rules.Calendar(known, rules.Family.IsResident, rules.Catalogue, rules.Now);
        return calendar.Of(
            month,
            activities,
            live.Where(booking => booking.Child == child).ToDictionary(booking => (booking.Id.Activity, booking.Id.Date)),
            await occupancy.Of(_key.Structure, month));
    }

    public async Task<ImmutableArray<TrackedBooking>> Track(TrackingFilter filter)
    {
        var rules = await Rules();
        var tracked = await bookings.OfFamily(_key.Structure, _key.Family, filter);
        return [.. tracked.Select(booking => rules.Catalogue.Find(booking.Id.Activity) is { } activity
            ? booking with { Label = activity.Label, Arrival = activity.Arrival, Departure = activity.Departure }
            : booking)];
    }

    private async Task<RequestRules> Rules()
    {
        var catalogue = await catalogues.Of(_key.Structure) ?? throw new InvalidOperationException($"No catalogue for {_key.Structure}.");
        return new RequestRules(_kept.Family ?? throw new InvalidOperationException("No such family."), catalogue, clock.GetUtcNow());
    }

    private async ValueTask<LiveBookings> Live() => _live ??= LiveBookings.Of(
        await bookings.LiveOfFamily(_key.Structure, _key.Family, ParisTime.DayOf(clock.GetUtcNow()), DateOnly.MaxValue));

    private ValueTask<decimal> AmountDue() => debts.AmountDue(_key.Structure, _key.Family);
}
