using Periscolaire.Mail.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Mail;

/// <summary>How often a mail is tried.</summary>
public sealed class RetriesTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(9, 256)]
    [InlineData(10, 360)]
    [InlineData(15, 360)]
    public void Waits_double_from_a_minute_up_to_six_hours(int attempts, int minutes) =>
        Retries.WaitAfter(attempts).ShouldBe(TimeSpan.FromMinutes(minutes));

    [Fact]
    public void After_sixteen_attempts_over_more_than_a_day_and_a_half_it_is_given_up()
    {
        Retries.WaitAfter(16).ShouldBeNull();

        // 1 + 2 + … + 256 minutes, then six times six hours: 511 minutes and 36 hours.
        Enumerable.Range(1, 15).Select(attempts => Retries.WaitAfter(attempts)!.Value).Aggregate((sum, wait) => sum + wait)
            .ShouldBe(TimeSpan.FromMinutes(511) + TimeSpan.FromHours(36));
    }
}
