using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Booking;

/// <summary>What a family may ask of an activity-day, places apart (SPEC, Booking 3, 6 and 7).</summary>
public sealed class RequestRulesTests
{
    private static readonly Errand Errand = new(Author.Staff("accueil"), "Appel de la famille");

    private static readonly RequestRules Rules = new(Some.Family(), Some.Catalogue(), Some.Now);

    [Fact]
    public void A_request_that_fits_can_be_put_to_its_day() => Rules.WhyNot(Some.Request()).ShouldBeNull();

    [Fact]
    public void A_child_of_another_family_is_unknown()
    {
        Rules.WhyNot(Some.Request() with { Child = new ChildId("tom") }).ShouldBe(RejectionCode.UnknownChild);
        Rules.WhyNot(Some.Request() with { Child = default }).ShouldBe(RejectionCode.UnknownChild);
    }

    [Fact]
    public void An_activity_that_the_structure_does_not_have_is_unknown()
    {
        Rules.WhyNot(Some.Request(Some.Unknown)).ShouldBe(RejectionCode.UnknownActivity);
        Rules.WhyNot(Some.Request() with { Activity = default }).ShouldBe(RejectionCode.UnknownActivity);
    }

    [Fact]
    public void A_date_that_no_period_opens_is_closed() => Rules.WhyNot(Some.Request(date: Some.Day.AddDays(1))).ShouldBe(RejectionCode.Closed);

    [Fact]
    public void A_date_of_a_closed_period_is_closed()
    {
        var rules = Rules with { Catalogue = Some.Catalogue(Some.Activities(), Some.Period() with { ClosesAt = Some.Now }) };

        rules.WhyNot(Some.Request()).ShouldBe(RejectionCode.Closed);
    }

    [Fact]
    public void A_date_of_a_period_that_opens_later_is_not_open_yet()
    {
        var rules = Rules with { Catalogue = Some.Catalogue(Some.Activities(), Some.Period() with { OpensAt = Some.Now.AddTicks(1) }) };

        rules.WhyNot(Some.Request()).ShouldBe(RejectionCode.NotOpenYet);
    }

    [Fact]
    public void A_family_of_the_town_may_ask_while_the_period_is_open_to_residents_only()
    {
        var period = Some.Period() with { OpensAt = Some.Now.AddDays(1), OpensForResidentsAt = Some.Now };
        var rules = Rules with { Catalogue = Some.Catalogue(Some.Activities(), period) };

        rules.WhyNot(Some.Request()).ShouldBeNull();
        (rules with { Family = Some.Family() with { IsResident = false } }).WhyNot(Some.Request()).ShouldBe(RejectionCode.NotOpenYet);
    }

    [Fact]
    public void A_request_after_the_deadline_comes_too_late()
    {
        var deadline = Some.Instant("2026-11-25T00:00+01:00");

        (Rules with { Now = deadline.AddTicks(-1) }).WhyNot(Some.Request()).ShouldBeNull();
        (Rules with { Now = deadline }).WhyNot(Some.Request()).ShouldBe(RejectionCode.DeadlinePassed);
    }

    [Fact]
    public void A_child_too_old_too_young_or_of_another_group_is_not_eligible()
    {
        // 3 to 5 years on 2 December 2026.
        WhyNot("2023-12-03", Some.Eligibility()).ShouldBe(RejectionCode.NotEligible);
        WhyNot("2020-12-02", Some.Eligibility()).ShouldBe(RejectionCode.NotEligible);
        WhyNot("2022-06-15", Some.Eligibility() with { Groups = ["Petite section"] }).ShouldBe(RejectionCode.NotEligible);
    }

    [Fact]
    public void A_child_whose_birthday_is_on_the_date_is_as_old_as_on_that_date() => WhyNot("2023-12-02", Some.Eligibility()).ShouldBeNull();

    [Fact]
    public void A_family_from_elsewhere_is_not_eligible_for_an_activity_of_residents()
    {
        var residentsOnly = Some.Activity() with { Eligibility = Some.Eligibility() with { ResidentsOnly = true } };
        var rules = Rules with { Catalogue = Some.Catalogue([residentsOnly], Some.Period()) };

        rules.WhyNot(Some.Request()).ShouldBeNull();
        (rules with { Family = Some.Family() with { IsResident = false } }).WhyNot(Some.Request()).ShouldBe(RejectionCode.NotEligible);
    }

    [Fact]
    public void A_request_is_judged_for_the_child_that_it_names()
    {
        var tooOld = Some.Child("2018-01-01") with { Id = new ChildId("tom") };
        var rules = Rules with { Family = Some.Family() with { Children = [tooOld, Some.Child()] } };

        rules.WhyNot(Some.Request()).ShouldBeNull();
        rules.WhyNot(Some.Request() with { Child = tooOld.Id }).ShouldBe(RejectionCode.NotEligible);
    }

    [Fact]
    public void For_staff_neither_openings_nor_deadlines_nor_closings_count()
    {
        var rules = Rules with { Errand = Errand };

        (rules with { Catalogue = Some.Catalogue(Some.Activities(), Some.Period() with { OpensAt = Some.Now.AddDays(1) }) }).WhyNot(Some.Request()).ShouldBeNull();
        (rules with { Catalogue = Some.Catalogue(Some.Activities(), Some.Period() with { ClosesAt = Some.Now }) }).WhyNot(Some.Request()).ShouldBeNull();
        (rules with { Now = Some.Instant("2026-12-02T23:00+01:00") }).WhyNot(Some.Request()).ShouldBeNull();
        (rules with { Now = Some.Instant("2026-12-02T23:00+01:00") }).MayFreePlace(new BookingId(Some.Afternoon, Some.Day, Number: 1)).ShouldBeTrue();
    }

    [Fact]
    public void Staff_book_and_cancel_sixty_days_back_and_no_further()
    {
        // 2 December 2026 and 60 days: 29 of December after the 2nd, and 31 of January, are 31 January 2027.
        var last = Rules with { Errand = Errand, Now = Some.Instant("2027-01-31T23:59+01:00") };
        var tooLate = last with { Now = Some.Instant("2027-02-01T00:00+01:00") };
        var booking = new BookingId(Some.Afternoon, Some.Day, Number: 1);

        last.WhyNot(Some.Request()).ShouldBeNull();
        last.IsTooLongAgo(booking).ShouldBeFalse();
        tooLate.WhyNot(Some.Request()).ShouldBe(RejectionCode.TooLongAgo);
        tooLate.IsTooLongAgo(booking).ShouldBeTrue();
        (tooLate with { Errand = null }).IsTooLongAgo(booking).ShouldBeFalse("a family's cancellation is judged by its deadline");
    }

    [Fact]
    public void For_staff_too_a_child_must_be_known_and_eligible_and_the_date_open()
    {
        var rules = Rules with { Errand = Errand };
        var tooOld = Some.Child("2018-01-01") with { Id = new ChildId("tom") };

        rules.WhyNot(Some.Request() with { Child = new ChildId("tom") }).ShouldBe(RejectionCode.UnknownChild);
        rules.WhyNot(Some.Request(date: Some.Day.AddDays(1))).ShouldBe(RejectionCode.Closed);
        (rules with { Family = Some.Family() with { Children = [tooOld] } }).WhyNot(Some.Request() with { Child = tooOld.Id }).ShouldBe(RejectionCode.NotEligible);
    }

    [Fact]
    public void A_place_can_be_given_up_before_the_deadline_to_cancel()
    {
        var deadline = Some.Instant("2026-11-27T00:00+01:00");
        var booking = new BookingId(Some.Afternoon, Some.Day, Number: 1);

        (Rules with { Now = deadline.AddTicks(-1) }).MayFreePlace(booking).ShouldBeTrue();
        (Rules with { Now = deadline }).MayFreePlace(booking).ShouldBeFalse();
    }

    [Fact]
    public void A_place_on_a_date_that_has_left_the_catalogue_cannot_be_given_up()
    {
        Rules.MayFreePlace(new BookingId(Some.Afternoon, Some.Day.AddDays(1), Number: 1)).ShouldBeFalse();
        Rules.MayFreePlace(new BookingId(Some.Unknown, Some.Day, Number: 1)).ShouldBeFalse();
        Rules.MayFreePlace(default).ShouldBeFalse();
    }

    [Fact]
    public void The_whole_day_overlaps_the_morning_and_the_afternoon_which_only_touch()
    {
        Rules.Overlap(Some.WholeDay, Some.Morning).ShouldBeTrue();
        Rules.Overlap(Some.Afternoon, Some.WholeDay).ShouldBeTrue();
        Rules.Overlap(Some.Morning, Some.Afternoon).ShouldBeFalse();
    }

    [Fact]
    public void An_unknown_activity_overlaps_nothing()
    {
        Rules.Overlap(Some.Unknown, Some.WholeDay).ShouldBeFalse();
        Rules.Overlap(Some.WholeDay, Some.Unknown).ShouldBeFalse();
        Rules.Overlap(default, Some.WholeDay).ShouldBeFalse();
    }

    private static RejectionCode? WhyNot(string birthDate, Eligibility eligibility) => new RequestRules(
        Some.Family() with { Children = [Some.Child(birthDate)] },
        Some.Catalogue([Some.Activity() with { Eligibility = eligibility }], Some.Period()),
        Some.Now).WhyNot(Some.Request());
}
