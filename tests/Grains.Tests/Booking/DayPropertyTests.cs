using CsCheck;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Grains.Tests.Supervision;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Booking;

/// <summary>Random histories of an activity-day, held against a naive model after every step (RELIABILITY: CAP, ONCE, FIFO, CONS).</summary>
public sealed class DayPropertyTests
{
    private const int Children = 12;
    private const int Histories = 10_000;

    /// <summary>What can happen; a child, a capacity or nothing tells to whom or what.</summary>
    private enum Deed
    {
        Ask,
        Cancel,
        Refuse,
        Accept,
        Resize,
        PromoteByHand,
        PromoteWithPlace,
    }

    private static readonly Gen<(Deed Deed, int Child)> Step = Gen.Select(
        Gen.Frequency(
            (12, Gen.Const(Deed.Ask)),
            (4, Gen.Const(Deed.Cancel)),
            (2, Gen.Const(Deed.Refuse)),
            (2, Gen.Const(Deed.Accept)),
            (2, Gen.Const(Deed.Resize)),
            (2, Gen.Const(Deed.PromoteByHand)),
            (1, Gen.Const(Deed.PromoteWithPlace))),
        Gen.Int[0, Children - 1]);

    private static readonly Gen<(int? Limit, bool UnderReview, (Deed, int)[] Steps, (Deed, int)[] Late)> History = Gen.Select(
        Gen.Int[0, 5].Select(limit => limit == 5 ? null : (int?)limit), Gen.Bool, Step.Array[1, 60], Step.Array[0, 10]);

    [Fact]
    public void Every_history_ends_as_the_naive_model_says() => History.Sample((limit, underReview, steps, late) =>
    {
        var terms = new DayTerms(underReview, limit, ADay.Now.AddHours(1));
        var day = ADay.WithPlaces(3, terms);
        var model = new NaiveDay(limit, underReview);
        model.Resize(3, promotes: true);
        foreach (var (deed, child) in steps)
            Do(day, model, deed, child, promotes: true);
        day.Clock = terms.PromotionEnds;
        foreach (var (deed, child) in late)
            Do(day, model, deed, child, promotes: false);
    }, iter: Histories);

    [Fact]
    public void Places_taken_never_rise_above_the_capacity_in_force() => History.Sample((limit, underReview, steps, _) =>
    {
        var day = ADay.WithPlaces(3, new DayTerms(underReview, limit, ADay.Now.AddHours(1)));
        var model = new NaiveDay(limit, underReview);
        foreach (var (deed, child) in steps)
        {
            var before = day.State.PlacesTaken;
            Do(day, model, deed, child, promotes: true, compare: false);
            if (day.State.PlacesTaken > before)
                day.State.PlacesTaken.ShouldBeLessThanOrEqualTo(day.State.Capacity);
        }
    }, iter: Histories);

    [Fact]
    public void Repeating_any_command_changes_nothing_and_answers_the_same() => History.Sample((limit, underReview, steps, _) =>
    {
        var day = ADay.WithPlaces(3, new DayTerms(underReview, limit, ADay.Now.AddHours(1)));
        foreach (var (deed, child) in steps)
        {
            if (CommandOf(day, deed, child) is not { } command)
                continue;
            var first = day.Put(command);
            var state = day.State;
            var again = day.Put(command);

            again.ShouldBe(first);
            day.State.ShouldBeSameAs(state);
        }
    }, iter: Histories);

    [Fact]
    public void Rebuilding_a_day_from_its_rows_or_from_its_movements_gives_the_same_state() => History.Sample((limit, underReview, steps, late) =>
    {
        var terms = new DayTerms(underReview, limit, ADay.Now.AddHours(1));
        var day = ADay.WithPlaces(3, terms);
        foreach (var (deed, child) in steps.Concat(late))
        {
            if (CommandOf(day, deed, child) is { } command)
                day.Put(command);
        }

        var fromRows = ActivityDay.FromRows(day.State.Version, day.State.Capacity, day.State.Bookings.Values.Reverse());
        var fromEvents = day.Events.Aggregate(ActivityDay.Empty, (state, happened) => state.Apply(happened));

        foreach (var rebuilt in new[] { fromRows, fromEvents })
        {
            rebuilt.Version.ShouldBe(day.State.Version);
            rebuilt.Capacity.ShouldBe(day.State.Capacity);
            rebuilt.PlacesTaken.ShouldBe(day.State.PlacesTaken);
            rebuilt.Waiting.InOrder.ShouldBe(day.State.Waiting.InOrder);
            rebuilt.Bookings.Values.OrderBy(booking => booking.Number).ShouldBe(day.State.Bookings.Values.OrderBy(booking => booking.Number));
            for (var child = 0; child < Children; child++)
                rebuilt.LiveBookingOf(ADay.Child(child)).ShouldBe(day.State.LiveBookingOf(ADay.Child(child)));
        }
    }, iter: Histories);

    [Fact]
    public void One_freed_place_promotes_one_and_leaving_the_list_promotes_nobody() => History.Sample((_, underReview, steps, _) =>
    {
        var day = ADay.WithPlaces(3, new DayTerms(underReview, WaitingListLimit: null, ADay.Now.AddHours(1)));
        foreach (var (deed, child) in steps.Where(step => step.Item1 is not Deed.Resize))
        {
            var (taken, waiting, promoted) = (day.State.PlacesTaken, day.State.Waiting.Count, day.Promotions.Count());
            if (CommandOf(day, deed, child) is not { } command)
                continue;
            var heldPlace = day.State.LiveBookingOf(ADay.Child(child)) is { HoldsPlace: true };
            var waited = day.State.LiveBookingOf(ADay.Child(child)) is { Status: BookingStatus.Waitlisted };
            day.Put(command);
            var byHand = command is Promote && waited && day.State.LiveBookingOf(ADay.Child(child)) is { HoldsPlace: true };
            var freed = command is Cancel or Refuse && heldPlace && day.State.LiveBookingOf(ADay.Child(child)) is null;
            (day.Promotions.Count() - promoted).ShouldBe((freed && waiting > 0) || byHand ? 1 : 0);
            if (freed && waiting > 0)
                day.State.PlacesTaken.ShouldBe(taken);
        }
    }, iter: Histories);

    [Fact]
    public void The_check_finds_nothing_wrong_with_any_history() => History.Sample((limit, underReview, steps, late) =>
    {
        var terms = new DayTerms(underReview, limit, ADay.Now.AddHours(1));
        var day = ADay.WithPlaces(3, terms);
        day.By = Author.Staff("directrice");
        foreach (var (deed, child) in steps)
            Put(day, deed, child);
        day.Clock = terms.PromotionEnds;
        foreach (var (deed, child) in late)
            Put(day, deed, child);

        DayAuditTests.Audit(day.Events, day.State).ShouldBeEmpty();
    }, iter: Histories);

    private static void Put(ADay day, Deed deed, int child)
    {
        if (CommandOf(day, deed, child) is { } command)
            day.Put(command);
    }

    private static void Do(ADay day, NaiveDay model, Deed deed, int child, bool promotes, bool compare = true)
    {
        if (CommandOf(day, deed, child) is not { } command)
            return;
        var reply = day.Put(command);
        switch (command)
        {
            case Ask:
                var expected = model.Ask(child, promotes);
                if (compare)
                    reply.Outcome.ShouldBe(expected);
                break;
            case Cancel or Refuse:
                model.Leave(child, promotes);
                break;
            case Accept when model.WithPlace.Contains(child):
                model.Accept(child);
                break;
            case Promote promote:
                var promoted = model.PromoteByHand(child, promote.AddPlace, promotes);
                if (compare)
                    reply.Outcome.ShouldBe(promoted);
                break;
            case SetCapacity set:
                model.Resize(set.Capacity, promotes);
                break;
        }

        if (compare)
            Compare(day, model);
    }

    private static void Compare(ADay day, NaiveDay model)
    {
        day.State.Capacity.ShouldBe(model.Capacity);
        day.State.PlacesTaken.ShouldBe(model.WithPlace.Count);
        day.Waiting().ShouldBe(model.Waiting.Select(ADay.Child));
        day.Promotions.Select(promotion => promotion.Child).ShouldBe(model.Promoted.Select(ADay.Child));
        foreach (var child in model.WithPlace)
        {
            day.State.LiveBookingOf(ADay.Child(child))!.Status
                .ShouldBe(model.Reviewed.Contains(child) ? BookingStatus.UnderReview : BookingStatus.Accepted);
        }
    }

    /// <summary>The command of a step; null when there is nobody to do it to.</summary>
    private static DayCommand? CommandOf(ADay day, Deed deed, int child)
    {
        var live = day.State.LiveBookingOf(ADay.Child(child));
        return deed switch
        {
            Deed.Ask => new Ask(ADay.Child(child), ADay.FamilyOf(child)),
            Deed.Resize => new SetCapacity(child / 2),
            Deed.PromoteByHand when live is not null => new Promote(live.Number, "Fratrie"),
            Deed.PromoteWithPlace when live is not null => new Promote(live.Number, "Fratrie", AddPlace: true),
            Deed.Cancel when live is not null => new Cancel(live.Number, ADay.FamilyOf(child)),
            Deed.Refuse when live is not null => new Refuse(live.Number),
            Deed.Accept when live is { Status: BookingStatus.UnderReview } => new Accept(live.Number),
            _ => null,
        };
    }
}
