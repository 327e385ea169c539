using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Families;

internal sealed partial class FamilyGrain
{
    private LiveBookings _live = LiveBookings.None;
    private ItemBudget _budget = ItemBudget.Full;

    public async Task<ReservationAnswer> Recap(ReservationDraft draft) => await Recap(draft, await Rules());

    public async Task<ReservationAnswer> RecapFor(ReservationDraft draft, Errand errand) => await Recap(draft, await Rules() with { Errand = errand });

    public async Task<ReservationAnswer> Validate(ReservationDraft draft)
    {
        var rules = await Rules();
        var (budget, wait) = _budget.Spend(draft.Requests.Length + draft.Cancellations.Length, rules.Now);
        _budget = budget;
        if (wait is not null)
            return new ReservationAnswer(AmountDue: null, [], wait);
        return await Validate(draft, rules);
    }

    public async Task<ReservationAnswer> ValidateFor(ReservationDraft draft, Errand errand) => await Validate(draft, await Rules() with { Errand = errand });

    public async Task<CalendarMonth?> Calendar(ChildId child, DateOnly month, ImmutableArray<ActivityId> activities)
    {
        var rules = await Rules();
        if (rules.Family.Children.FirstOrDefault(known => known.Id == child) is not { } known)
            return null;
        var first = new DateOnly(month.Year, month.Month, 1);
        var live = await bookings.LiveOfFamily(_key.Structure, _key.Family, first, first.AddMonths(1).AddDays(-1));
        var calendar = new Booking.Rules.Calendar(known, rules.Family, rules.Catalogue, rules.Now, [.. live.Select(Chargeable)]);
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

    private async Task<ReservationAnswer> Recap(ReservationDraft draft, RequestRules rules)
    {
        var reservation = new Reservation(_key.Structure, draft, rules, new PreviewingDesk(GrainFactory), await Live(rules));
        return await Priced(await reservation.Carry(_kept.Ledger.AmountDue), rules);
    }

    private async Task<ReservationAnswer> Validate(ReservationDraft draft, RequestRules rules)
    {
        var live = await Live(rules);
        var desk = new DecidingDesk(GrainFactory, rules.Errand?.By ?? Author.Family(_key.Family));
        var reservation = new Reservation(_key.Structure, draft, rules, desk, live);

        // Should a day not answer, its write may still be under way: what was asked stays possible until the day has told.
        _live = live.WithUnanswered(draft.Requests.Where(request => request.Child.Value is not null && rules.WhyNot(request) is null));
        var answer = await reservation.Carry(_kept.Ledger.AmountDue);
        _live = reservation.Live;
        return await Priced(answer, rules);
    }

    private static ChargeableBooking Chargeable(FamilyBooking booking) =>
        new(booking.Id, booking.Child, booking.Status, booking.Charge, IsAbsenceJustified: booking.IsAbsenceJustified);

    /// <summary>Tells beside each booking what it will cost; brothers and sisters are looked up only where they change it.</summary>
    private async Task<ReservationAnswer> Priced(ReservationAnswer answer, RequestRules rules)
    {
        var booked = answer.Items.Where(Books).ToList();
        if (booked.Count == 0)
            return answer;
        var beside = booked.Any(item => rules.Catalogue.GridOf(item.Activity, item.Date)?.Siblings is not null)
            ? await bookings.LiveOfFamily(_key.Structure, _key.Family, booked.Min(item => item.Date), booked.Max(item => item.Date))
            : [];

        // A preview frees nothing: what the same draft cancels no longer counts beside what it books.
        var cancelled = answer.Items.Where(item => item.Answer.Outcome is Outcome.Cancelled).Select(item => item.Answer.Booking).ToHashSet();
        var charging = new Charging(rules.Family, rules.Catalogue, [
            .. beside.Where(booking => !cancelled.Contains(booking.Id)).Select(Chargeable),
            .. booked.Where(item => item.Answer.Outcome is not Outcome.Waitlisted)
                .Select(item => new ChargeableBooking(new BookingId(item.Activity, item.Date, 0), item.Child!.Value, BookingStatus.Accepted, Charge.None)),
        ]);
        return answer with
        {
            Items = [.. answer.Items.Select(item => Books(item) && charging.PriceOf(item.Child!.Value, item.Activity, item.Date) is { } price
                ? item with { Price = new ItemPrice(price.UnitPrice, price.Quantity, price.Total, price.Why) }
                : item)],
        };
    }

    private static bool Books(ReservationItem item) =>
        item is { Kind: ReservationKind.Request, Child: not null } && item.Answer.Outcome is not Outcome.Rejected;

    private async Task<RequestRules> Rules() =>
        new(_kept.Bookable ?? throw new InvalidOperationException("No such family."), await Catalogue(), clock.GetUtcNow());

    /// <summary>What may be live, as far back as may be asked about; days gone by are read only when staff come for them.</summary>
    private async ValueTask<LiveBookings> Live(RequestRules rules)
    {
        if (rules.FirstDay < _live.From)
            _live = _live.Back(rules.FirstDay, await bookings.LiveOfFamily(_key.Structure, _key.Family, rules.FirstDay, DateOnly.MaxValue));
        return _live;
    }
}
