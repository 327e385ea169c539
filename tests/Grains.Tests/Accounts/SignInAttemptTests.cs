using CsCheck;
using Periscolaire.Accounts.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Accounts;

/// <summary>The growing waits that failed attempts cause (SPEC, Accounts 2).</summary>
public sealed class SignInAttemptTests
{
    private static readonly DateTimeOffset Now = Some.Now;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Three_failures_cost_nothing(int failures) => After(failures).Wait(Now).ShouldBeNull();

    [Fact]
    public void The_first_failure_that_costs_something_costs_a_second() =>
        After(SignInAttempts.Free + 1).Wait(Now).ShouldBe(TimeSpan.FromSeconds(1));

    [Fact]
    public void Each_wait_is_twice_the_one_before_up_to_a_quarter_of_an_hour()
    {
        var waits = Enumerable.Range(1, 20).Select(failures => After(failures).Wait(Now)).OfType<TimeSpan>().Select(wait => wait.TotalSeconds);

        waits.Take(12).ShouldBe([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
    }

    [Fact]
    public void No_number_of_failures_makes_anybody_wait_longer_than_a_quarter_of_an_hour() => Gen.Int[20, 1_000_000].Sample(failures =>
        new SignInAttempts(failures, DateTimeOffset.MinValue).Fail(Now).Wait(Now).ShouldBe(TimeSpan.FromMinutes(15)));

    [Fact]
    public void A_wait_goes_down_as_time_goes_by_and_ends_at_its_instant()
    {
        var attempts = After(20);

        attempts.Wait(Now.AddMinutes(10)).ShouldBe(TimeSpan.FromMinutes(5));
        attempts.Wait(Now.AddMinutes(15).AddTicks(-1)).ShouldBe(TimeSpan.FromTicks(1));
        attempts.Wait(Now.AddMinutes(15)).ShouldBeNull();
    }

    [Fact]
    public void A_failure_after_a_wait_counts_on_from_the_failures_before()
    {
        var after = After(20);

        var again = after.Fail(Now.AddDays(1));

        again.Wait(Now.AddDays(1)).ShouldBe(TimeSpan.FromMinutes(15));
        again.Failures.ShouldBe(21);
    }

    [Fact]
    public void After_a_success_nothing_has_failed()
    {
        SignInAttempts.None.Wait(DateTimeOffset.MinValue).ShouldBeNull();
        SignInAttempts.None.Fail(Now).Fail(Now).Wait(Now).ShouldBeNull();
    }

    private static SignInAttempts After(int failures) =>
        Enumerable.Range(0, failures).Aggregate(SignInAttempts.None, (attempts, _) => attempts.Fail(Now));
}
