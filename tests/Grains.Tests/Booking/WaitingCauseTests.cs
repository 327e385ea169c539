using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Staff;
using Periscolaire.Staff.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Booking;

/// <summary>Why somebody waits: the one thing that would have to change first (SPEC, Booking 5).</summary>
public sealed class WaitingCauseTests
{
    private static readonly DayTerms Terms = new(ReviewedByStaff: false, WaitingListLimit: null, PromotionEnds: ADay.Now.AddHours(1));

    [Theory]
    [InlineData(5, 5, 0, WaitingCause.Full)]
    [InlineData(4, 5, 0, WaitingCause.AboveCapacity)]
    [InlineData(5, 5, 1, WaitingCause.PromotionsEnded)]
    [InlineData(5, 4, 1, WaitingCause.PromotionsEnded)]
    [InlineData(4, 5, 1, WaitingCause.PromotionsEnded)]
    public void It_is_told_from_places_and_the_promotion_deadline(int capacity, int taken, int hours, WaitingCause cause) =>
        Terms.WhyWaiting(new DayOccupancy(new("matin"), new DateOnly(2026, 12, 2), capacity, taken, Waiting: 3), ADay.Now.AddHours(hours)).ShouldBe(cause);
}
