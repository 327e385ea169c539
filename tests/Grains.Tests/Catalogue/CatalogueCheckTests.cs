using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Catalogue;

/// <summary>What is refused of a catalogue.</summary>
public sealed class CatalogueCheckTests
{
    private static readonly StructureCatalogue Good = Some.Catalogue().Catalogue with { Wallets = [new WalletOffer("PERISCOLAIRE", "Périscolaire")] };

    [Fact]
    public void A_good_catalogue_has_no_flaw() => CatalogueChecks.Flaws(Good).ShouldBeEmpty();

    [Fact]
    public void An_activity_ends_after_it_starts_for_ages_in_order_and_from_a_wallet_that_exists()
    {
        Fields(Some.Activity() with { Departure = Some.Time("12:00") }).ShouldBe(["departure"]);
        Fields(Some.Activity() with { Eligibility = new Eligibility(6, 5, []) }).ShouldBe(["maximumAge"]);
        Fields(Some.Activity() with { Eligibility = new Eligibility(-1, 5, []) }).ShouldBe(["maximumAge"]);
        Fields(Some.Activity() with { Wallet = "CANTINE" }).ShouldBe(["wallet"]);
        Fields(Some.Activity() with { WaitingListLimit = -1 }).ShouldBe(["waitingListLimit"]);
        Fields(Some.Activity() with { Eligibility = new Eligibility(3, 5, [.. Enumerable.Range(0, 51).Select(number => $"g{number}")]) }).ShouldBe(["groups"]);
    }

    [Fact]
    public void A_period_opens_known_activities_on_dates_of_its_own_and_closes_after_it_opens()
    {
        var period = Some.Period();
        Fields(period with { Activities = [Some.Unknown] }).ShouldBe(["activities"]);
        Fields(period with { Activities = [Some.Morning, Some.Morning] }).ShouldBe(["activities"]);
        Fields(period with { Dates = [Some.Day, Some.Day] }).ShouldBe(["dates"]);
        Fields(period with { Dates = [new DateOnly(1999, 12, 31)] }).ShouldBe(["dates"]);
        Fields(period with { Dates = [.. Enumerable.Range(0, 401).Select(Some.Day.AddDays)] }).ShouldBe(["dates"]);
        Fields(period with { ClosesAt = period.OpensAt }).ShouldBe(["closesAt"]);
        Fields(period with { OpensForResidentsAt = period.OpensAt.AddTicks(1) }).ShouldBe(["opensForResidentsAt"]);
        Fields(period with { Debit = new DebitOnDate(DateOnly.MaxValue) }).ShouldBe(["debit"]);
    }

    [Fact]
    public void Deadlines_are_within_a_year()
    {
        var period = Some.Period();
        Fields(period with { ToBook = new HoursBefore(-1) }).ShouldBe(["toBook"]);
        Fields(period with { ToBook = new HoursBefore(int.MaxValue) }).ShouldBe(["toBook"]);
        Fields(period with { ToCancel = new DaysBefore(367, Some.Time("12:00")) }).ShouldBe(["toCancel"]);
        Fields(period with { ToCancel = new WorkingDaysBefore(0, Some.Time("12:00")) }).ShouldBe(["toCancel"]);
        Fields(period with { ToPromote = new FixedInstant(DateTimeOffset.MaxValue) }).ShouldBe(["toPromote"]);
    }

    [Fact]
    public void An_activitys_date_is_in_one_period_only_and_the_first_that_is_not_is_named()
    {
        var twice = Good with { Periods = [Some.Period(), Some.Period() with { Id = "autre" }] };

        var flaw = CatalogueChecks.Flaws(twice).ShouldHaveSingleItem();

        (flaw.Item, flaw.Field).ShouldBe(("period/autre", "dates"));
        flaw.What.ShouldContain("mercredis");
        flaw.What.ShouldContain("02/12/2026");
    }

    [Fact]
    public void An_edit_of_a_period_keeps_closures_of_days_that_it_still_opens_and_the_rule_of_dates_that_are_the_same()
    {
        var rule = new DateRule(SchoolZone.B, DateRuleKind.SchoolWeekdays, Holiday: null, [DayOfWeek.Wednesday], Some.Day, Some.Day.AddDays(14), [], []);
        var (stays, goes) = (new Closure(Some.Morning, Some.Day, "Grève", 2), new Closure(Some.Morning, Some.Day.AddDays(7), "Grève", 2));
        var before = Good with { Periods = [Some.Period() with { Closures = [stays, goes], Rule = rule }] };

        var renamed = before.After(new EditPeriod(Some.Period() with { Label = "Autre nom" }), SchoolHolidays.Published).Periods[0];
        var shorter = before.After(new EditPeriod(Some.Period() with { Dates = [Some.Day, Some.Day.AddDays(14)] }), SchoolHolidays.Published).Periods[0];

        (renamed.Closures.Length, renamed.Rule).ShouldBe((2, rule));
        (shorter.Closures.Single(), shorter.Rule).ShouldBe((stays, null));
    }

    private static IEnumerable<string> Fields(Activity activity) => CatalogueChecks.Flaws(Good with { Activities = Good.Activities.Replace(Good.Activities[1], activity) })
        .Select(flaw => flaw.Field);

    private static IEnumerable<string> Fields(Period period) => CatalogueChecks.Flaws(Good with { Periods = [period] }).Select(flaw => flaw.Field);
}
