namespace Periscolaire.Booking.Rules;

/// <summary>
/// How an activity-day decides (SPEC, Booking 3 and 5). Every command begins and ends in <see cref="Settle"/>, which alone promotes by rule: so
/// whatever freed a place, it goes to the first who waits, and nobody who arrives later gets it before, unless staff say so themselves.
/// </summary>
public static class DayDecisions
{
    /// <summary>Decides commands one after the other.</summary>
    /// <param name="day">The state before.</param>
    /// <param name="commands">What is asked, in order of arrival.</param>
    /// <param name="terms">What the catalogue says of the day now.</param>
    /// <param name="by">Who asks, and when.</param>
    /// <returns>The state after, what happened, and the answers.</returns>
    public static Decision Decide(this ActivityDay day, IEnumerable<DayCommand> commands, DayTerms terms, Authorship by)
    {
        var decision = Decision.Begin(day);
        foreach (var command in commands)
        {
            // A capacity is set before anybody is promoted: under the old one it might be a place too many under the new.
            var settled = command is SetCapacity or SetAnimators or Periscolaire.Booking.Close ? decision : decision.Settle(terms, by.At);
            decision = settled.Decide(command, terms, by).Settle(terms, by.At);
        }

        return decision;
    }

    private static Decision Decide(this Decision so, DayCommand command, DayTerms terms, Authorship by) => command switch
    {
        Ask ask => so.Ask(ask, terms, by),
        Recall recall => so.Day.LiveBookingOf(recall.Child) is { } booking ? so.AnswerAsItStands(booking) : so.Reject(RejectionCode.NotBooked),
        Cancel cancel => so.Cancel(cancel, by),
        Accept accept => so.Accept(accept, by),
        Refuse refuse => so.Refuse(refuse, by),
        Promote promote => so.Promote(promote, terms, by),
        Periscolaire.Booking.Expire => so.Expire(terms, by),
        Periscolaire.Booking.Close close => so.Close(close, by),
        SetCapacity when !terms.IsOpen => so.Reject(RejectionCode.Closed),
        SetCapacity set when set.Capacity == so.Day.Capacity && so.Day is { Version: > 0, IsClosed: false } => so.Answer(Outcome.CapacitySet),
        SetCapacity set => so.Then(number => new CapacityChanged(number, set.Capacity, by, set.Reason)).Answer(Outcome.CapacitySet),
        SetAnimators when !terms.IsOpen => so.Reject(RejectionCode.Closed),
        SetAnimators set => so.StaffWith(set, terms, by),
        _ => throw new InvalidOperationException($"Unknown command {command.GetType().Name}."),
    };

    private static Decision Ask(this Decision so, Ask ask, DayTerms terms, Authorship by)
    {
        if (so.Day.LiveBookingOf(ask.Child) is { } already)
            return so.AnswerAsItStands(already);
        if (so.Day.IsClosed || !terms.IsOpen)
            return so.Reject(RejectionCode.Closed);
        if (so.Day.HasPlaceForNewcomer)
            return so.Book(ask, terms.StatusWithPlace, by);
        return terms.AdmitsWaiting(so.Day.Waiting.Count, by.At) ? so.Book(ask, BookingStatus.Waitlisted, by) : so.Reject(RejectionCode.Full);
    }

    private static Decision Book(this Decision so, Ask ask, BookingStatus status, Authorship by)
    {
        var booked = so.Then(number => new Movement(number, number, ask.Child, ask.Family, MovementKind.Asked, status, by, ask.Reason));
        return booked.AnswerAsItStands(booked.Day.Bookings[booked.Day.Version]);
    }

    private static Decision Cancel(this Decision so, Cancel cancel, Authorship by)
    {
        if (!so.Day.Bookings.TryGetValue(cancel.Number, out var booking) || booking.Family != cancel.Family)
            return so.Reject(RejectionCode.UnknownBooking);
        return booking.Status switch
        {
            BookingStatus.Cancelled => so.Answer(Outcome.Cancelled, booking.Number),
            BookingStatus.Refused => so.Reject(RejectionCode.AlreadyEnded, booking.Number),
            _ when booking.HoldsPlace && !cancel.MayFreePlace => so.Reject(RejectionCode.DeadlinePassed, booking.Number),
            _ => so.Move(booking, MovementKind.Cancelled, BookingStatus.Cancelled, by, cancel.Reason).Answer(Outcome.Cancelled, booking.Number),
        };
    }

    private static Decision Accept(this Decision so, Accept accept, Authorship by) => so.Day.Bookings.GetValueOrDefault(accept.Number) switch
    {
        null => so.Reject(RejectionCode.UnknownBooking),
        { Status: BookingStatus.Accepted } accepted => so.Answer(Outcome.Accepted, accepted.Number),
        { Status: BookingStatus.UnderReview } booking => so
            .Move(booking, MovementKind.Accepted, BookingStatus.Accepted, by, accept.Reason)
            .Answer(Outcome.Accepted, booking.Number),
        { } other => so.Reject(RejectionCode.NotUnderReview, other.Number),
    };

    private static Decision Refuse(this Decision so, Refuse refuse, Authorship by) => so.Day.Bookings.GetValueOrDefault(refuse.Number) switch
    {
        null => so.Reject(RejectionCode.UnknownBooking),
        { Status: BookingStatus.Refused } refused => so.Answer(Outcome.Refused, refused.Number),
        { Status: BookingStatus.Cancelled } cancelled => so.Reject(RejectionCode.AlreadyEnded, cancelled.Number),
        { } booking => so
            .Move(booking, MovementKind.Refused, BookingStatus.Refused, by, refuse.Reason)
            .Answer(Outcome.Refused, booking.Number),
    };

    /// <summary>Once closed, a day has nobody to cancel any more: a repeat changes nothing.</summary>
    private static Decision Close(this Decision so, Periscolaire.Booking.Close close, Authorship by)
    {
        if (!so.Day.IsClosed)
            so = so.Then(number => new CapacityChanged(number, 0, by, close.Reason, IsClosure: true));
        foreach (var booking in so.Day.Bookings.Values.Where(booking => booking.IsLive).OrderBy(booking => booking.Number).ToList())
            so = so.Move(booking, MovementKind.Cancelled, BookingStatus.Cancelled, by, close.Reason);
        return so.Answer(Outcome.Closed);
    }

    /// <summary>A day that holds more than its capacity, since it was lowered, has no place to give even with one added.</summary>
    private static Decision Promote(this Decision so, Promote promote, DayTerms terms, Authorship by)
    {
        if (!so.Day.Bookings.TryGetValue(promote.Number, out var booking))
            return so.Reject(RejectionCode.UnknownBooking);
        if (booking.HoldsPlace)
            return so.AnswerAsItStands(booking);
        if (!booking.IsLive)
            return so.Reject(RejectionCode.AlreadyEnded, booking.Number);
        if (promote.AddPlace && so.Day.PlacesTaken == so.Day.Capacity && so.Day.Capacity < SetCapacity.Most)
            so = so.Then(number => new CapacityChanged(number, so.Day.Capacity + 1, by, promote.Reason));
        if (so.Day.PlacesTaken >= so.Day.Capacity)
            return so.Reject(RejectionCode.Full, booking.Number);
        var promoted = so.Move(booking, MovementKind.Promoted, terms.StatusWithPlace, by, promote.Reason);
        return promoted.AnswerAsItStands(promoted.Day.Bookings[booking.Number]);
    }

    private static Decision StaffWith(this Decision so, SetAnimators set, DayTerms terms, Authorship by)
    {
        var capacity = set.Animators * terms.PlacesPerAnimator;
        return set.Animators == so.Day.Animators && capacity == so.Day.Capacity && !so.Day.IsClosed
            ? so.Answer(Outcome.CapacitySet)
            : so.Then(number => new CapacityChanged(number, capacity, by, set.Reason, set.Animators)).Answer(Outcome.CapacitySet);
    }

    private static Decision Expire(this Decision so, DayTerms terms, Authorship by)
    {
        while (!terms.Promotes(by.At) && !so.Day.Waiting.IsEmpty)
            so = so.Move(so.Day.Bookings[so.Day.Waiting.First], MovementKind.Expired, BookingStatus.Refused, by, reason: null);
        return so.Answer(Outcome.Expired);
    }

    /// <summary>Gives free places to those who wait, the first to arrive first, one place each, until the promotion deadline.</summary>
    private static Decision Settle(this Decision so, DayTerms terms, DateTimeOffset now)
    {
        while (so.Day.HasPlaceForWaiting && terms.Promotes(now))
        {
            var first = so.Day.Bookings[so.Day.Waiting.First];
            so = so.Move(first, MovementKind.Promoted, terms.StatusWithPlace, new Authorship(Author.System, now), reason: null);
        }

        return so;
    }

    private static Decision Move(
        this Decision so, Booking booking, MovementKind kind, BookingStatus status, Authorship by, string? reason) =>
        so.Then(number => new Movement(number, booking.Number, booking.Child, booking.Family, kind, status, by, reason));

    private static Decision AnswerAsItStands(this Decision so, Booking booking) => so.Answer(
        booking.Status switch
        {
            BookingStatus.Accepted => Outcome.Accepted,
            BookingStatus.UnderReview => Outcome.UnderReview,
            BookingStatus.Waitlisted => Outcome.Waitlisted,
            _ => throw new InvalidOperationException($"Booking {booking.Number} has ended."),
        },
        booking.Number);
}
