using CsCheck;
using Periscolaire.Catalogue.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Catalogue;

/// <summary>Which children an activity admits (SPEC, Booking 6).</summary>
public sealed class EligibilityTests
{
    [Theory]
    [InlineData("2020-06-15", "2026-06-14", 5)]
    [InlineData("2020-06-15", "2026-06-15", 6)]
    [InlineData("2020-06-15", "2026-06-16", 6)]
    [InlineData("2020-12-31", "2027-01-01", 6)]
    [InlineData("2020-06-15", "2020-06-15", 0)]
    [InlineData("2020-06-15", "2020-06-14", -1)]
    public void A_child_is_a_year_older_from_the_birthday_on(string birth, string date, int age) =>
        Eligibilities.AgeOn(Some.Date(birth), Some.Date(date)).ShouldBe(age);

    [Theory]
    [InlineData("2023-02-28", 2)]
    [InlineData("2023-03-01", 3)]
    [InlineData("2024-02-28", 3)]
    [InlineData("2024-02-29", 4)]
    public void A_child_born_on_29_February_is_a_year_older_on_1_March_of_common_years(string date, int age) =>
        Eligibilities.AgeOn(Some.Date("2020-02-29"), Some.Date(date)).ShouldBe(age);

    [Fact]
    public void An_age_is_the_number_of_birthdays_that_have_come() => Gen.Select(Gen.Int[0, 7300], Gen.Int[0, 7300]).Sample((born, lived) =>
    {
        var birth = Some.Date("2004-01-01").AddDays(born);
        var date = birth.AddDays(lived);
        var birthdays = Enumerable.Range(1, 21).Count(age => BirthdayIn(birth, birth.Year + age) <= date);

        Eligibilities.AgeOn(birth, date).ShouldBe(birthdays);
    });

    // The activity is on 2 December 2026, for children of 3 to 5.
    [Theory]
    [InlineData("2023-12-03", false)]
    [InlineData("2023-12-02", true)]
    [InlineData("2020-12-03", true)]
    [InlineData("2020-12-02", false)]
    public void Both_ends_of_the_age_range_are_included_on_the_date_of_the_activity(string birth, bool admitted) =>
        Some.Eligibility().Admits(Some.Child(birth), isResident: true, Some.Day).ShouldBe(admitted);

    [Fact]
    public void A_child_whose_third_birthday_is_the_next_Wednesday_is_admitted_then_and_not_before()
    {
        var child = Some.Child("2023-12-09");

        Some.Eligibility().Admits(child, isResident: true, Some.Date("2026-12-02")).ShouldBeFalse();
        Some.Eligibility().Admits(child, isResident: true, Some.Date("2026-12-09")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Petite section", true)]
    [InlineData("Moyenne section", true)]
    [InlineData("Grande section", false)]
    [InlineData("petite section", false)]
    [InlineData(null, false)]
    public void An_activity_for_some_groups_admits_the_children_of_these(string? group, bool admitted)
    {
        var eligibility = Some.Eligibility() with { Groups = ["Petite section", "Moyenne section"] };

        eligibility.Admits(Some.Child() with { Group = group }, isResident: true, Some.Day).ShouldBe(admitted);
    }

    [Theory]
    [InlineData("Grande section")]
    [InlineData(null)]
    public void An_activity_that_names_no_group_is_for_all(string? group) =>
        Some.Eligibility().Admits(Some.Child() with { Group = group }, isResident: true, Some.Day).ShouldBeTrue();

    [Fact]
    public void An_activity_for_residents_admits_nobody_else()
    {
        var eligibility = Some.Eligibility() with { ResidentsOnly = true };

        eligibility.Admits(Some.Child(), isResident: true, Some.Day).ShouldBeTrue();
        eligibility.Admits(Some.Child(), isResident: false, Some.Day).ShouldBeFalse();
        Some.Eligibility().Admits(Some.Child(), isResident: false, Some.Day).ShouldBeTrue();
    }

    private static DateOnly BirthdayIn(DateOnly birth, int year) =>
        birth is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(year) ? new DateOnly(year, 3, 1) : new DateOnly(year, birth.Month, birth.Day);
}
