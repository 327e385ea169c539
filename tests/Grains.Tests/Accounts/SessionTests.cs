using Periscolaire.Accounts.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Accounts;

/// <summary>The refresh secrets of a session, each good for one use.</summary>
public sealed class SessionTests
{
    private static readonly DateTimeOffset Opened = Some.Now;
    private static readonly DateTimeOffset Rotated = Opened.AddMinutes(10);

    private static readonly Session Session = new("session", "first", Spent: [], Opened, Opened.AddHours(12));

    [Fact]
    public void The_secret_last_given_is_good_until_it_is_used()
    {
        Session.StandingOf("first", Opened).ShouldBe(SecretStanding.Current);
        Session.StandingOf("first", Opened.AddHours(11)).ShouldBe(SecretStanding.Current);
    }

    [Fact]
    public void A_secret_that_was_never_given_is_unknown()
    {
        Session.StandingOf("guess", Opened).ShouldBe(SecretStanding.Unknown);
        Session.StandingOf(string.Empty, Opened).ShouldBe(SecretStanding.Unknown);
        Session.Rotate("second", Rotated).StandingOf("guess", Rotated).ShouldBe(SecretStanding.Unknown);
    }

    [Fact]
    public void A_rotated_session_takes_its_new_secret()
    {
        var rotated = Session.Rotate("second", Rotated);

        rotated.StandingOf("second", Rotated).ShouldBe(SecretStanding.Current);
        rotated.StandingOf("second", Rotated.AddHours(1)).ShouldBe(SecretStanding.Current);
    }

    [Fact]
    public void A_rotation_neither_renames_nor_prolongs_the_session()
    {
        var rotated = Session.Rotate("second", Rotated);

        rotated.Id.ShouldBe(Session.Id);
        rotated.ExpiresAt.ShouldBe(Session.ExpiresAt);
    }

    [Fact]
    public void The_secret_before_the_last_is_still_taken_for_half_a_minute_because_an_answer_may_be_lost()
    {
        var rotated = Session.Rotate("second", Rotated);

        rotated.StandingOf("first", Rotated).ShouldBe(SecretStanding.Current);
        rotated.StandingOf("first", Rotated.AddSeconds(30).AddTicks(-1)).ShouldBe(SecretStanding.Current);
    }

    [Fact]
    public void After_half_a_minute_a_replaced_secret_is_spent()
    {
        var rotated = Session.Rotate("second", Rotated);

        rotated.StandingOf("first", Rotated.AddSeconds(30)).ShouldBe(SecretStanding.Spent);
        rotated.StandingOf("first", Rotated.AddHours(11)).ShouldBe(SecretStanding.Spent);
    }

    [Fact]
    public void Half_a_minute_counts_from_the_rotation_that_replaced_the_secret()
    {
        var twice = Session.Rotate("second", Rotated).Rotate("third", Rotated.AddMinutes(10));

        twice.StandingOf("third", Rotated.AddMinutes(10)).ShouldBe(SecretStanding.Current);
        twice.StandingOf("second", Rotated.AddMinutes(10).AddSeconds(29)).ShouldBe(SecretStanding.Current);
        twice.StandingOf("second", Rotated.AddMinutes(10).AddSeconds(30)).ShouldBe(SecretStanding.Spent);
    }

    [Fact]
    public void Several_windows_that_refresh_at_once_all_go_on()
    {
        var thrice = Session.Rotate("second", Rotated).Rotate("third", Rotated.AddSeconds(1)).Rotate("fourth", Rotated.AddSeconds(2));

        thrice.StandingOf("first", Rotated.AddSeconds(29)).ShouldBe(SecretStanding.Current);
    }

    [Fact]
    public void A_secret_replaced_long_ago_is_spent_however_often_it_was_replaced_since()
    {
        var twice = Session.Rotate("second", Rotated).Rotate("third", Rotated.AddSeconds(40));

        twice.StandingOf("first", Rotated.AddSeconds(41)).ShouldBe(SecretStanding.Spent);
    }

    [Fact]
    public void Ten_replaced_secrets_are_remembered()
    {
        var often = Enumerable.Range(1, 10).Aggregate(Session, (session, turn) => session.Rotate($"secret {turn}", Rotated.AddMinutes(turn)));

        often.StandingOf("first", Rotated.AddHours(1)).ShouldBe(SecretStanding.Spent);
        often.Rotate("secret 11", Rotated.AddHours(1)).StandingOf("first", Rotated.AddHours(2)).ShouldBe(SecretStanding.Unknown);
    }
}
