using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Transmission.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Transmission;

/// <summary>What a family is told of a night (SPEC, Night 2).</summary>
public sealed class DigestTests
{
    [Fact]
    public void The_guides_first_mail_counts_45_movements_as_44_and_1_then_14_13_17_and_1()
    {
        var movements = Enumerable.Range(1, 14).Select(day => Asked(day, BookingStatus.Accepted))
            .Concat(Enumerable.Range(15, 13).Select(day => Asked(day, BookingStatus.UnderReview)))
            .Concat(Enumerable.Range(28, 17).Select(day => Asked(day, BookingStatus.Waitlisted)))
            .Append(Moved(90, MovementKind.Cancelled, BookingStatus.Cancelled))
            .ToList();

        var digest = Digest.Of(movements);

        (digest.Received, digest.Requests, digest.Cancellations).ShouldBe((45, 44, 1));
        (digest.Accepted.Length, digest.UnderReview.Length, digest.Waitlisted.Length, digest.Cancelled.Length).ShouldBe((14, 13, 17, 1));
        (digest.Refused.Length, digest.Promoted.Length).ShouldBe((0, 0));
    }

    [Fact]
    public void The_guides_second_mail_counts_6_refused_and_4_accepted_and_nothing_received()
    {
        var movements = Enumerable.Range(1, 6).Select(day => Moved(day, MovementKind.Refused, BookingStatus.Refused))
            .Concat(Enumerable.Range(7, 4).Select(day => Moved(day, MovementKind.Accepted, BookingStatus.Accepted)))
            .ToList();

        var digest = Digest.Of(movements);

        digest.Received.ShouldBe(0);
        (digest.Refused.Length, digest.Accepted.Length).ShouldBe((6, 4));
    }

    [Fact]
    public void A_booking_asked_for_and_cancelled_the_same_day_is_told_once_as_cancelled()
    {
        var digest = Digest.Of([Asked(1, BookingStatus.Accepted), Moved(1, MovementKind.Cancelled, BookingStatus.Cancelled)]);

        (digest.Requests, digest.Cancellations, digest.Accepted.Length, digest.Cancelled.Length).ShouldBe((1, 1, 0, 1));
    }

    [Fact]
    public void A_promotion_from_an_earlier_nights_list_is_told_apart_and_one_of_the_same_day_is_simply_accepted()
    {
        var digest = Digest.Of(
        [
            Moved(1, MovementKind.Promoted, BookingStatus.Accepted),
            Asked(2, BookingStatus.Waitlisted), Moved(2, MovementKind.Promoted, BookingStatus.Accepted),
        ]);

        (digest.Promoted.Length, digest.Accepted.Length, digest.Waitlisted.Length).ShouldBe((1, 1, 0));
    }

    [Fact]
    public void A_booking_that_waited_in_vain_is_told_as_refused() =>
        Digest.Of([Moved(1, MovementKind.Expired, BookingStatus.Refused)]).Refused.Length.ShouldBe(1);

    private static DigestMovement Asked(int day, BookingStatus status) => Moved(day, MovementKind.Asked, status);

    private static DigestMovement Moved(int day, MovementKind kind, BookingStatus status) =>
        new(new BookingId(Some.Morning, new DateOnly(2026, 12, 1).AddDays(day), 1), "Léa DUPONT", kind, status, Reason: null);
}
