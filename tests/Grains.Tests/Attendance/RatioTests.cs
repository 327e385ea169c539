using Periscolaire.Attendance;
using Periscolaire.Attendance.Rules;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Attendance;

/// <summary>The legal ratios: Code de l'action sociale et des familles, R. 227-15 and R. 227-16 as in force since September 2018; SPEC, Staff.</summary>
public sealed class RatioTests
{
    [Theory]
    [InlineData(SupervisionSetting.Extracurricular, "08:00", "17:30", 8, 12)]
    [InlineData(SupervisionSetting.Extracurricular, "08:00", "12:00", 8, 12)]
    [InlineData(SupervisionSetting.AfterSchool, "16:30", "18:30", 10, 14)]
    [InlineData(SupervisionSetting.AfterSchool, "12:00", "17:00", 10, 14)]
    [InlineData(SupervisionSetting.AfterSchool, "12:00", "17:01", 8, 12)]
    [InlineData(SupervisionSetting.AfterSchoolWithPedt, "12:00", "17:00", 14, 18)]
    [InlineData(SupervisionSetting.AfterSchoolWithPedt, "12:00", "17:01", 10, 14)]
    public void An_animator_has_so_many_children_in_charge(SupervisionSetting setting, string from, string to, int underSix, int fromSix) =>
        Ratios.Of(Some.Activity(from: from, to: to) with { Supervision = setting }).ShouldBe(new LegalRatio(underSix, fromSix));

    [Theory]
    [InlineData(3, 5, 8)]
    [InlineData(6, 12, 12)]
    [InlineData(3, 6, 8)]
    [InlineData(5, 12, 8)]
    public void An_activity_that_children_under_six_may_come_to_has_the_stricter_ratio(int from, int to, int places) =>
        Ratios.PlacesPerAnimator(Some.Activity() with { Eligibility = new Eligibility(from, to, []) }).ShouldBe(places);

    [Theory]
    [InlineData(16, 0, 2, null)] // 16 / 8 = 2
    [InlineData(17, 0, 2, 3)] // 17 / 8 = 2.1: 3
    [InlineData(0, 24, 2, null)] // 24 / 12 = 2
    [InlineData(0, 25, 2, 3)] // 25 / 12 = 2.1: 3
    [InlineData(1, 1, 1, 2)] // one of each age: 1 + 1, since each group begins an animator of its own
    [InlineData(8, 12, 2, null)] // 1 + 1
    [InlineData(9, 13, 3, 4)] // 2 + 2
    [InlineData(0, 0, 0, null)]
    [InlineData(1, 0, 0, 1)]
    public void It_warns_when_the_children_need_more_animators_than_there_are(int small, int big, int animators, int? needed)
    {
        var ages = Enumerable.Repeat(5, small).Concat(Enumerable.Repeat(6, big));

        Ratios.Warn(Some.Activity(), animators, ages, RatioConcern.Booked)
            .ShouldBe(needed is { } more ? new RatioWarning(RatioConcern.Booked, small, big, more, animators) : null);
    }

    [Theory]
    [InlineData("2020-12-03", 5)] // one day short
    [InlineData("2020-12-02", 6)] // the sixth birthday is the day
    [InlineData("2020-12-01", 6)]
    public void A_child_is_six_on_its_birthday_itself(string birthDate, int age)
    {
        Eligibilities.AgeOn(Some.Date(birthDate), Some.Day).ShouldBe(age);

        // Nine of them: 9 / 8 is two animators under six, 9 / 12 one from six.
        Ratios.Warn(Some.Activity(), animators: 0, Enumerable.Repeat(age, 9), RatioConcern.Present)!.Needed.ShouldBe(age < 6 ? 2 : 1);
    }
}
