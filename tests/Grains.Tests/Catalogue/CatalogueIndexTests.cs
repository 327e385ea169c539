using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Catalogue;

/// <summary>What can be looked up in a structure's catalogue.</summary>
public sealed class CatalogueIndexTests
{
    [Fact]
    public void An_activity_is_found_by_its_id()
    {
        Some.Catalogue().Find(Some.Morning)!.Arrival.ShouldBe(Some.Time("08:00"));
        Some.Catalogue().Find(Some.Unknown).ShouldBeNull();
    }

    [Fact]
    public void A_date_is_open_for_the_activities_and_the_dates_of_its_period_only()
    {
        var catalogue = Some.Catalogue(Some.Activities(), Some.Period(Some.Morning));

        catalogue.PeriodOf(Some.Morning, Some.Day).ShouldNotBeNull();
        catalogue.PeriodOf(Some.Morning, Some.Day.AddDays(1)).ShouldBeNull();
        catalogue.PeriodOf(Some.Afternoon, Some.Day).ShouldBeNull();
        catalogue.PeriodOf(Some.Unknown, Some.Day).ShouldBeNull();
    }

    [Fact]
    public void Each_date_has_the_period_that_opens_it()
    {
        var wednesdays = Some.Period();
        var christmas = Some.Period() with { Id = "noel", Dates = [Some.Date("2026-12-21"), Some.Date("2026-12-22")] };
        var catalogue = Some.Catalogue(Some.Activities(), wednesdays, christmas);

        catalogue.PeriodOf(Some.Afternoon, Some.Day).ShouldBe(wednesdays);
        catalogue.PeriodOf(Some.Afternoon, Some.Date("2026-12-22")).ShouldBe(christmas);
    }

    [Fact]
    public void The_same_date_of_two_activities_can_be_in_two_periods()
    {
        var mornings = Some.Period(Some.Morning);
        var afternoons = Some.Period(Some.Afternoon) with { Id = "apres-midi" };
        var catalogue = Some.Catalogue(Some.Activities(), mornings, afternoons);

        catalogue.PeriodOf(Some.Morning, Some.Day).ShouldBe(mornings);
        catalogue.PeriodOf(Some.Afternoon, Some.Day).ShouldBe(afternoons);
    }

    [Fact]
    public void The_terms_of_a_day_are_those_of_its_activity_and_its_period()
    {
        var reviewed = Some.Activity() with { ReviewedByStaff = true, WaitingListLimit = 4 };
        var catalogue = Some.Catalogue([reviewed], Some.Period() with { ToPromote = new DaysBefore(1, Some.Time("18:00")) });

        catalogue.TermsOf(Some.Afternoon, Some.Day).ShouldBe(
            new DayTerms(ReviewedByStaff: true, WaitingListLimit: 4, PromotionEnds: Some.Instant("2026-12-01T18:01+01:00"), PlacesPerAnimator: 8));
    }

    [Fact]
    public void A_day_that_is_not_in_the_catalogue_promotes_nobody_and_lets_nobody_wait()
    {
        DayTerms[] outside =
        [
            Some.Catalogue().TermsOf(Some.Afternoon, Some.Day.AddDays(1)),
            Some.Catalogue().TermsOf(Some.Unknown, Some.Day),
            Some.Catalogue([], Some.Period()).TermsOf(Some.Afternoon, Some.Day),
        ];

        foreach (var terms in outside)
        {
            terms.Promotes(Some.Now).ShouldBeFalse();
            terms.AdmitsWaiting(waiting: 0, Some.Now).ShouldBeFalse();
        }
    }

    [Fact]
    public void An_id_that_nobody_gave_is_unknown()
    {
        Some.Catalogue().Find(default).ShouldBeNull();
        Some.Catalogue().PeriodOf(default, Some.Day).ShouldBeNull();
        Some.Catalogue().TermsOf(default, Some.Day).Promotes(Some.Now).ShouldBeFalse();
    }
}
