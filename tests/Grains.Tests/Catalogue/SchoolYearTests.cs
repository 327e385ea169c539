using System.Collections.Immutable;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Catalogue;

/// <summary>Last year's set-up, copied to the new school year.</summary>
public sealed class SchoolYearTests
{
    private static readonly CopySchoolYear Copy = new(2025, 2026);

    /// <summary>The Wednesdays of 2025-2026, given one by one.</summary>
    private static readonly Period Wednesdays = Some.Period() with
    {
        Id = "mercredis-2025",
        Label = "Mercredis 2025-2026",
        Dates = [Some.Date("2025-09-03"), Some.Date("2025-11-05"), Some.Date("2026-07-01")],
        OpensAt = Some.Instant("2026-03-28T08:30+01:00"),
        OpensForResidentsAt = Some.Instant("2025-06-01T08:30+02:00"),
        ClosesAt = Some.Instant("2026-09-01T00:00+02:00"),
        ToCancel = new FixedInstant(Some.Instant("2026-01-10T12:00+01:00")),
        Debit = new DebitOnDate(Some.Date("2026-07-01")),
        Closures = [new Closure(Some.Morning, Some.Date("2025-11-05"), "Grève", 3)],
    };

    private static readonly DateRule Winter = new(
        SchoolZone.B, DateRuleKind.Holiday, "Vacances d'hiver", [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday],
        Some.Date("2026-02-15"), Some.Date("2026-03-01"), [], [Some.Date("2026-02-17")]);

    [Fact]
    public void Wednesdays_become_those_of_the_new_year_with_opening_and_debit_a_year_later_on_the_same_clock()
    {
        var copied = Copied(Wednesdays)[1];

        (copied.Id, copied.Label, copied.Closures.Length).ShouldBe(("mercredis-2026", "Mercredis 2026-2027", 0));

        // The 35 Wednesdays of the year: the last of them, 30 June, is before 1 July.
        (copied.Dates.Length, copied.Dates[0], copied.Dates[^1]).ShouldBe((35, Some.Date("2026-09-02"), Some.Date("2027-06-30")));

        // On 28 March 2027 clocks have gone forward at 02:00: 08:30 is at +02:00 there.
        copied.OpensAt.ShouldBe(Some.Instant("2027-03-28T08:30+02:00"));
        copied.OpensForResidentsAt.ShouldBe(Some.Instant("2026-06-01T08:30+02:00"));
        copied.ClosesAt.ShouldBe(Some.Instant("2027-09-01T00:00+02:00"));
        copied.ToBook.ShouldBe(Wednesdays.ToBook);
        copied.ToCancel.ShouldBe(new FixedInstant(Some.Instant("2027-01-10T12:00+01:00")));
        copied.Debit.ShouldBe(new DebitOnDate(Some.Date("2027-07-01")));
    }

    /// <summary>Zone B's winter of 2027 runs from Sunday 21 February to Sunday 7 March: ten working days.</summary>
    [Fact]
    public void A_holiday_is_found_again_by_its_name_where_the_new_calendar_has_it_without_last_years_exceptions()
    {
        var period = Some.Period() with { Id = "hiver", Dates = Winter.Dates(SchoolHolidays.Published), Rule = Winter };
        var withoutRule = period with { Rule = null };

        foreach (var copied in (Period[])[Copied(period)[1], Copied(withoutRule)[1]])
        {
            copied.Id.ShouldBe("hiver-2026", "an id without a year gets one");
            copied.Dates.Select(date => $"{date:MM-dd}").ShouldBe(
                ["02-22", "02-23", "02-24", "02-25", "02-26", "03-01", "03-02", "03-03", "03-04", "03-05"]);
            copied.Rule!.Removed.ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_second_copy_adds_nothing()
    {
        var once = Catalogue(Wednesdays).WithYear(Copy, SchoolHolidays.Published);

        once.WithYear(Copy, SchoolHolidays.Published).Periods.Length.ShouldBe(once.Periods.Length);
    }

    [Fact]
    public void A_grid_of_the_year_moves_with_it_and_one_without_end_goes_on()
    {
        var ofTheYear = Some.Grid() with { Id = "tarif-2025", From = Some.Date("2025-09-01"), To = Some.Date("2026-08-31") };
        var catalogue = Catalogue(Wednesdays) with { Grids = [ofTheYear, Some.Grid() with { Activities = [] }] };

        var copied = catalogue.WithYear(Copy, SchoolHolidays.Published).Grids[2..];

        var grid = copied.ShouldHaveSingleItem();
        (grid.Id, grid.From, grid.To).ShouldBe(("tarif-2026", Some.Date("2026-09-01"), Some.Date("2027-08-31")));
    }

    [Fact]
    public void A_year_that_the_calendar_does_not_know_must_be_given_first()
    {
        Catalogue(Wednesdays).Flaws(Copy, SchoolHolidays.Published).ShouldBeEmpty();
        Catalogue(Wednesdays).Flaws(new CopySchoolYear(2025, 2027), SchoolHolidays.Published).ShouldHaveSingleItem().What.ShouldContain("2027-2028");
        Catalogue(Wednesdays).Flaws(new CopySchoolYear(2024, 2025), SchoolHolidays.Published).ShouldHaveSingleItem().Item.ShouldBe("school-year/2024");
        Catalogue(Wednesdays).Flaws(new CopySchoolYear(2025, 2025), SchoolHolidays.Published).ShouldHaveSingleItem().Field.ShouldBe("to");
    }

    private static StructureCatalogue Catalogue(params Period[] periods) => Some.Catalogue(Some.Activities(), periods).Catalogue;

    private static ImmutableArray<Period> Copied(Period period) => Catalogue(period).WithYear(Copy, SchoolHolidays.Published).Periods;
}
