using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Catalogue;

/// <summary>When a date of a period can be booked and cancelled (SPEC, Booking 7).</summary>
public sealed class PeriodTests
{
    private static readonly Activity Activity = Some.Activity();

    [Fact]
    public void A_period_opens_at_its_instant()
    {
        var period = Some.Period();

        WhyNot(period, period.OpensAt.AddTicks(-1)).ShouldBe(RejectionCode.NotOpenYet);
        WhyNot(period, period.OpensAt).ShouldBeNull();
    }

    [Fact]
    public void Residents_may_book_earlier_than_the_others()
    {
        var residentsFrom = Some.Instant("2026-08-24T08:00+02:00");
        var period = Some.Period() with { OpensForResidentsAt = residentsFrom };

        WhyNot(period, residentsFrom.AddTicks(-1), isResident: true).ShouldBe(RejectionCode.NotOpenYet);
        WhyNot(period, residentsFrom, isResident: true).ShouldBeNull();
        WhyNot(period, residentsFrom, isResident: false).ShouldBe(RejectionCode.NotOpenYet);
        WhyNot(period, period.OpensAt, isResident: false).ShouldBeNull();
    }

    [Fact]
    public void Residents_never_have_to_wait_longer_than_the_others()
    {
        var period = Some.Period() with { OpensForResidentsAt = Some.Instant("2026-10-01T00:00+02:00") };

        WhyNot(period, period.OpensAt, isResident: true).ShouldBeNull();
    }

    [Fact]
    public void A_period_closes_to_booking_at_its_instant_and_cancelling_keeps_its_own_deadline()
    {
        var closing = Some.Instant("2026-11-20T12:00+01:00");
        var period = Some.Period() with { ClosesAt = closing };

        WhyNot(period, closing.AddTicks(-1)).ShouldBeNull();
        period.MayCancel(Activity, Some.Day, closing.AddTicks(-1)).ShouldBeTrue();
        WhyNot(period, closing).ShouldBe(RejectionCode.Closed);
        period.MayCancel(Activity, Some.Day, closing).ShouldBeTrue();
    }

    [Fact]
    public void Booking_ends_with_its_deadline()
    {
        WhyNot(Some.Period(), Some.Instant("2026-11-24T23:59:59+01:00")).ShouldBeNull();
        WhyNot(Some.Period(), Some.Instant("2026-11-25T00:00:00+01:00")).ShouldBe(RejectionCode.DeadlinePassed);
    }

    [Fact]
    public void The_deadline_to_cancel_is_apart_from_the_deadline_to_book()
    {
        var tooLateToBook = Some.Instant("2026-11-25T00:00+01:00");

        WhyNot(Some.Period(), tooLateToBook).ShouldBe(RejectionCode.DeadlinePassed);
        Some.Period().MayCancel(Activity, Some.Day, tooLateToBook).ShouldBeTrue();
        Some.Period().MayCancel(Activity, Some.Day, Some.Instant("2026-11-26T23:59:59+01:00")).ShouldBeTrue();
        Some.Period().MayCancel(Activity, Some.Day, Some.Instant("2026-11-27T00:00:00+01:00")).ShouldBeFalse();
    }

    [Fact]
    public void Each_date_of_a_period_has_its_own_deadline()
    {
        var tooLateForTheSecond = Some.Instant("2026-11-25T00:00+01:00");

        Some.Period().WhyNotBook(Activity, Some.Day.AddDays(7), isResident: true, tooLateForTheSecond).ShouldBeNull();
    }

    [Fact]
    public void Hours_before_count_from_the_arrival_of_the_activity()
    {
        var period = Some.Period() with { ToBook = new HoursBefore(2) };

        WhyNot(period, Some.Instant("2026-12-02T09:59:59+01:00")).ShouldBeNull();
        WhyNot(period, Some.Instant("2026-12-02T10:00:00+01:00")).ShouldBe(RejectionCode.DeadlinePassed);
    }

    [Fact]
    public void Without_a_deadline_of_their_own_promotions_end_when_the_activity_starts() =>
        Some.Period().PromotionEnds(Activity, Some.Day).ShouldBe(Some.Instant("2026-12-02T12:00+01:00"));

    [Fact]
    public void Promotions_end_with_their_own_deadline()
    {
        var period = Some.Period() with { ToPromote = new DaysBefore(1, Some.Time("18:00")) };

        period.PromotionEnds(Activity, Some.Day).ShouldBe(Some.Instant("2026-12-01T18:01+01:00"));
    }

    [Fact]
    public void Whatever_the_deadlines_say_nothing_is_booked_given_up_or_promoted_once_the_activity_has_begun()
    {
        var endOfDay = new DaysBefore(0, Some.Time("23:59"));
        var period = Some.Period() with { ToBook = endOfDay, ToCancel = endOfDay, ToPromote = endOfDay };
        var justBefore = Some.Instant("2026-12-02T11:59:59+01:00");
        var begun = Some.Instant("2026-12-02T12:00+01:00");

        WhyNot(period, justBefore).ShouldBeNull();
        period.MayCancel(Activity, Some.Day, justBefore).ShouldBeTrue();
        WhyNot(period, begun).ShouldBe(RejectionCode.DeadlinePassed);
        period.MayCancel(Activity, Some.Day, begun).ShouldBeFalse();
        period.PromotionEnds(Activity, Some.Day).ShouldBe(begun);
    }

    private static RejectionCode? WhyNot(Period period, DateTimeOffset now, bool isResident = false) =>
        period.WhyNotBook(Activity, Some.Day, isResident, now);
}
