using System.Collections.Immutable;
using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue;

namespace Periscolaire.Booking;

/// <summary>
/// Carries a family's draft through, or staff's for it: cancellations first, then requests, days in parallel. The family's own rules say what may be
/// asked, the days what comes of it.
/// </summary>
internal sealed class Reservation(StructureId structure, ReservationDraft draft, RequestRules rules, IDayDesk desk, LiveBookings live)
{
    private readonly ReservationItem?[] _requestItems = new ReservationItem?[draft.Requests.Length];
    private readonly Dictionary<(ChildId Child, ActivityId Activity, DateOnly Date), DayAnswer> _alreadyBooked = [];

    /// <summary>Gets what the family knows to be live, once the draft is carried through.</summary>
    public LiveBookings Live { get; private set; } = live;

    public async Task<ReservationAnswer> Carry(decimal amountDue)
    {
        await CheckKnownBookings();
        if (amountDue > 0 && rules.Errand is null && draft.Requests.Any(request => !_alreadyBooked.ContainsKey((request.Child, request.Activity, request.Date))))
            return new ReservationAnswer(amountDue, []);
        var cancellations = await Cancel();
        foreach (var wave in Waves.Arrange(draft.Requests, rules))
            await Ask(wave);
        return new ReservationAnswer(
            AmountDue: null,
            [.. cancellations, .. _requestItems.Select(item => item!)],
            DebtSetAside: rules.Errand is not null && amountDue > 0 ? amountDue : null);
    }

    /// <summary>Asks the days of every known booking that a request may repeat or overlap whether it is still live.</summary>
    private async Task CheckKnownBookings()
    {
        var known = draft.Requests
            .Where(request => request.Child.Value is not null)
            .Select(request => (request.Child, request.Date))
            .Distinct()
            .SelectMany(asked => Live.PossibleOn(asked.Child, asked.Date).Select(activity => new ReservationRequest(asked.Child, activity, asked.Date)))
            .ToList();
        await Task.WhenAll(known.GroupBy(KeyOf).Select(async day =>
        {
            var entries = day.ToList();
            var answers = await desk.Put(day.Key, [.. entries.Select(entry => new Recall(entry.Child))]);
            foreach (var (entry, answer) in entries.Zip(answers))
            {
                Live = Live.Without(entry);
                if (answer.Booking is not { } booking)
                    continue;
                Live = Live.With(booking, entry.Child);
                _alreadyBooked[(entry.Child, entry.Activity, entry.Date)] = answer;
            }
        }));
    }

    private async Task<ReservationItem[]> Cancel()
    {
        var items = new ReservationItem[draft.Cancellations.Length];
        var known = new List<int>();
        for (var position = 0; position < items.Length; position++)
        {
            // A day outside the catalogue is not woken up for an id that anybody may have made up.
            var booking = draft.Cancellations[position];
            if (rules.Catalogue.PeriodOf(booking.Activity, booking.Date) is null && !Live.Bookings.ContainsKey(booking))
            {
                items[position] = CancellationItem(booking, DayAnswer.Rejected(RejectionCode.UnknownBooking));
            }
            else if (rules.IsTooLongAgo(booking))
            {
                items[position] = CancellationItem(booking, DayAnswer.Rejected(RejectionCode.TooLongAgo));
            }
            else
            {
                known.Add(position);
            }
        }

        await Task.WhenAll(known.GroupBy(position => KeyOf(draft.Cancellations[position])).Select(async day =>
        {
            var positions = day.ToList();
            var answers = await desk.Put(day.Key, [.. positions.Select(position => new Cancel(
                draft.Cancellations[position].Number, rules.Family.Id, rules.MayFreePlace(draft.Cancellations[position]), rules.Errand?.Reason))]);
            foreach (var (position, answer) in positions.Zip(answers))
            {
                items[position] = CancellationItem(draft.Cancellations[position], answer);
                if (answer.Outcome is Outcome.Cancelled)
                    Forget(draft.Cancellations[position]);
            }
        }));
        return items;
    }

    private async Task Ask(ImmutableArray<int> wave)
    {
        var allowed = new List<int>();
        foreach (var position in wave)
        {
            var request = draft.Requests[position];
            if (_alreadyBooked.TryGetValue((request.Child, request.Activity, request.Date), out var answer))
                _requestItems[position] = RequestItem(request, answer);
            else if (rules.WhyNot(request) is { } code)
                _requestItems[position] = RequestItem(request, DayAnswer.Rejected(code));
            else if (ConflictOf(request) is { } conflict)
                _requestItems[position] = RequestItem(request, DayAnswer.Rejected(RejectionCode.Overlaps), conflict);
            else
                allowed.Add(position);
        }

        await Task.WhenAll(allowed.GroupBy(position => KeyOf(draft.Requests[position])).Select(async day =>
        {
            var positions = day.ToList();
            var answers = await desk.Put(day.Key, [.. positions.Select(position => new Ask(draft.Requests[position].Child, rules.Family.Id, rules.Errand?.Reason))]);
            foreach (var (position, answer) in positions.Zip(answers))
            {
                var request = draft.Requests[position];
                _requestItems[position] = RequestItem(request, answer);
                if (answer.Outcome is Outcome.Rejected)
                    continue;
                _alreadyBooked[(request.Child, request.Activity, request.Date)] = answer;
                if (answer.Booking is { } booking)
                    Live = Live.With(booking, request.Child);
            }
        }));
    }

    /// <summary>The live booking, or earlier item of this draft, that keeps the child busy at the same hours.</summary>
    private OverlapConflict? ConflictOf(ReservationRequest request) => _alreadyBooked
        .Where(booked => booked.Key.Child == request.Child && booked.Key.Date == request.Date && rules.Overlap(booked.Key.Activity, request.Activity))
        .OrderBy(booked => booked.Key.Activity.Value, StringComparer.Ordinal)
        .Select(booked => new OverlapConflict(booked.Key.Activity, rules.Catalogue.Find(booked.Key.Activity)!.Label, booked.Value.Booking))
        .FirstOrDefault();

    private void Forget(BookingId booking)
    {
        Live = Live.Without(booking);
        foreach (var key in _alreadyBooked.Where(booked => booked.Value.Booking == booking).Select(booked => booked.Key).ToList())
            _alreadyBooked.Remove(key);
    }

    private ReservationItem RequestItem(ReservationRequest request, DayAnswer answer, OverlapConflict? conflict = null) => Item(
        ReservationKind.Request, request.Child, request.Activity, request.Date, answer, conflict);

    private ReservationItem CancellationItem(BookingId booking, DayAnswer answer) => Item(
        ReservationKind.Cancellation,
        answer.Child,
        booking.Activity,
        booking.Date,
        answer.Booking is null ? answer with { Booking = booking } : answer,
        conflict: null);

    private ReservationItem Item(
        ReservationKind kind, ChildId? child, ActivityId activityId, DateOnly date, DayAnswer answer, OverlapConflict? conflict)
    {
        Activity? activity = rules.Catalogue.Find(activityId);
        return new ReservationItem(kind, child, activityId, date, activity?.Label, activity?.Arrival, activity?.Departure, answer, conflict);
    }

    private ActivityDayKey KeyOf(BookingId booking) => new(structure, booking.Activity, booking.Date);

    private ActivityDayKey KeyOf(ReservationRequest request) => new(structure, request.Activity, request.Date);
}
