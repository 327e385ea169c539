using Periscolaire.Booking.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Booking;

/// <summary>How much one family may ask for in a short time.</summary>
public sealed class ItemBudgetTests
{
    [Fact]
    public void A_thousand_items_at_once_are_enough_for_a_year_and_more_have_to_wait()
    {
        var (after, wait) = ItemBudget.Full.Spend(500, Some.Now);
        wait.ShouldBeNull();
        (after, wait) = after.Spend(500, Some.Now);
        wait.ShouldBeNull();

        // 100 items at two a second.
        after.Spend(100, Some.Now).Wait.ShouldBe(TimeSpan.FromSeconds(50));
        after.Spend(100, Some.Now.AddSeconds(50)).Wait.ShouldBeNull();
        after.Spend(101, Some.Now.AddSeconds(50)).Wait.ShouldBe(TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public void A_budget_never_grows_beyond_its_most() =>
        ItemBudget.Full.Spend(1_000, Some.Now).After.Spend(1_000, Some.Now.AddDays(9)).After.Spend(1, Some.Now.AddDays(9)).Wait.ShouldNotBeNull();

    [Fact]
    public void A_clock_that_goes_back_gives_nothing_and_takes_nothing() =>
        ItemBudget.Full.Spend(1_000, Some.Now).After.Spend(1, Some.Now.AddHours(-1)).Wait.ShouldBe(TimeSpan.FromSeconds(0.5));
}
