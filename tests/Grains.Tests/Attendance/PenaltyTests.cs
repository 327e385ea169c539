using Periscolaire.Attendance;
using Periscolaire.Attendance.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Attendance;

/// <summary>What a town hall charges on top, as its rules say.</summary>
public sealed class PenaltyTests
{
    private static readonly PenaltyRules ByQuarter = new(new LatePickupPenalty("PERISCOLAIRE", ToleranceMinutes: 5, 2.50m, LatenessUnit.StartedQuarter));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(5, 0)] // within tolerance
    [InlineData(6, 250)] // beyond it: the first quarter, 2.50
    [InlineData(15, 250)]
    [InlineData(16, 500)] // the second has started: 2 × 2.50
    [InlineData(30, 500)]
    [InlineData(31, 750)]
    public void Lateness_beyond_the_tolerance_counts_by_started_quarters_from_the_activitys_end(int minutes, int cents) =>
        Total(ByQuarter, Late(minutes)).ShouldBe(cents / 100m);

    [Theory]
    [InlineData(5, 0)]
    [InlineData(6, 250)]
    [InlineData(90, 250)]
    public void A_flat_penalty_is_the_same_however_late(int minutes, int cents) =>
        Total(ByQuarter with { LatePickup = ByQuarter.LatePickup! with { Unit = LatenessUnit.Flat } }, Late(minutes)).ShouldBe(cents / 100m);

    [Fact]
    public void Each_penalty_is_charged_for_its_own_case_and_none_without_a_rule()
    {
        var rules = new PenaltyRules(UnjustifiedAbsence: new FixedPenalty("RESTAURATION", 3m), WithoutBooking: new FixedPenalty("PERISCOLAIRE", 8m));

        Total(rules, new AttendanceRecord(AttendanceState.AbsentUnjustified)).ShouldBe(3m);
        Total(rules, new AttendanceRecord(AttendanceState.AbsentJustified)).ShouldBe(0m);
        Total(rules, new AttendanceRecord(AttendanceState.Present)).ShouldBe(0m);
        Total(rules, new AttendanceRecord(AttendanceState.Present, WithoutBooking: true)).ShouldBe(8m);
        Total(rules, Late(40) with { WithoutBooking = true }).ShouldBe(8m, "lateness is not charged here");
        Total(PenaltyRules.None, Late(40) with { WithoutBooking = true }).ShouldBe(0m);
    }

    private static AttendanceRecord Late(int minutes) => new(AttendanceState.Late, MinutesLate: minutes);

    private static decimal Total(PenaltyRules rules, AttendanceRecord record) =>
        Penalties.Kinds.Sum(kind => rules.Due(kind, Penalties.BasisOf(kind, record))?.Total ?? 0m);
}
