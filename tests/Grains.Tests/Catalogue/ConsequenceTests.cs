using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;
using Periscolaire.Wallets.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Catalogue;

/// <summary>What a change of the catalogue touches, told before it happens.</summary>
public sealed class ConsequenceTests
{
    private static readonly StructureCatalogue Before = Some.Catalogue().Catalogue;

    [Fact]
    public void Bookings_leave_with_their_date_their_period_and_their_activity()
    {
        TouchedBooking[] live = [Booked(1), Booked(2), Booked(3) with { Id = new BookingId(Some.Morning, Some.Day.AddDays(7), 3) }];
        var withoutDate = Before with { Periods = [Some.Period() with { Dates = [Some.Day.AddDays(7), Some.Day.AddDays(14)] }] };
        var withoutPeriod = Before with { Periods = [] };
        var withoutActivity = Before with { Activities = Before.Activities.RemoveAt(0), Periods = [Some.Period(Some.Afternoon)] };

        Of(withoutDate, live).LeavingDays.ShouldBe([new TouchedDay(Some.Morning, Some.Day, 2)]);
        Of(withoutPeriod, live).LeavingBookings.ShouldBe(3);
        Of(withoutActivity, live).LeavingBookings.ShouldBe(3);
        Of(Before with { Version = 2 }, live).LeavingBookings.ShouldBe(0);
    }

    /// <summary>6.65 for everything; 7.00 for mornings: three mornings not yet debited go from 19.95 to 21.00; a debited one keeps its price.</summary>
    [Fact]
    public void A_new_grid_changes_the_price_of_what_is_not_yet_debited()
    {
        TouchedBooking[] live = [Booked(1), Booked(2), Booked(3), Booked(4) with { Charge = Charge.Debited }, Booked(5) with { IsAbsenceJustified = true }];
        var dearer = Before with { Grids = [Some.Grid() with { Care = new FlatTariff(7.00m) }] };

        Of(dearer, live).Prices.ShouldBe(new PriceShift(3, 19.95m, 21.00m, 0));
        Of(Before with { Grids = [] }, live).Prices.ShouldBe(new PriceShift(3, 19.95m, 0m, 3));
    }

    /// <summary>QF 500 pays 1 % of it, 5.00, instead of 6.65; a family without a QF the ceiling, 9.00.</summary>
    [Fact]
    public void A_price_by_quotient_is_each_familys_own()
    {
        TouchedBooking[] live = [Booked(1), Booked(2)];
        var rate = Before with { Grids = [Some.Grid() with { Care = new RateTariff(1m, 2m, 9m) }] };
        var quotients = new Dictionary<FamilyId, ImmutableArray<DatedQuotient>> { [new("famille-1")] = [new DatedQuotient(Some.Date("2026-01-01"), 500m)] };

        new CatalogueShift(new CatalogueIndex(Before), new CatalogueIndex(rate), Some.Now).Of([.. live], quotients, [])
            .Prices.ShouldBe(new PriceShift(2, 13.30m, 14.00m, 0));
    }

    [Fact]
    public void A_reduction_for_brothers_and_sisters_counts_what_is_booked_the_same_day()
    {
        TouchedBooking[] live =
        [
            Booked(1) with { BirthDate = Some.Date("2020-01-01") },
            Booked(2) with { Family = new("famille-1"), BirthDate = Some.Date("2022-01-01") },
        ];
        var reduced = Before with { Grids = [Some.Grid() with { Siblings = new SiblingReduction(Percent: 50m) }] };

        // 50 % of 6.65 is 3.325, rounded half up to 3.33 saved: 3.32 is left.
        Of(reduced, live).Prices.ShouldBe(new PriceShift(1, 6.65m, 3.32m, 0));
    }

    [Fact]
    public void A_moved_deadline_counts_the_bookings_that_can_no_longer_be_cancelled_or_can_again()
    {
        var over = Before with { Periods = [Some.Period() with { ToCancel = new FixedInstant(Some.Now) }] };
        TouchedBooking[] live = [Booked(1), Booked(2) with { Status = BookingStatus.Waitlisted }];

        var later = Of(over, live);
        var again = new CatalogueShift(new CatalogueIndex(over), new CatalogueIndex(Before), Some.Now).Of([.. live], NoQuotients, []);

        (later.CancelTooLate, later.CancelAgain).ShouldBe((1, 0));
        (again.CancelTooLate, again.CancelAgain).ShouldBe((0, 1));
    }

    [Fact]
    public void A_number_of_places_leaves_days_overfull_and_promotes_those_who_wait_as_far_as_it_goes()
    {
        ImmutableArray<DayOccupancy> days =
        [
            new(Some.Morning, Some.Day, 10, 10, 4),
            new(Some.Morning, Some.Day.AddDays(7), 10, 13, 0),
            new(Some.Morning, Some.Day.AddDays(70), 10, 10, 4),
        ];

        var raised = CatalogueConsequences.OfCapacity(days, 12, new CatalogueIndex(Before), Some.Now);

        raised.Promotions.ShouldBe(2, "12 - 10 on the first day; the last is in no period");
        raised.OverfullDays.ShouldBe([new TouchedDay(Some.Morning, Some.Day.AddDays(7), 13, 12)]);
    }

    [Fact]
    public void Closing_cancels_tells_each_family_once_and_credits_what_was_debited()
    {
        TouchedBooking[] live =
        [
            Booked(1) with { Charge = Charge.Debited, Debited = 6.65m }, Booked(2) with { Family = new("famille-1") }, Booked(3) with { Charge = Charge.Reduced, Debited = 3.32m },
        ];

        var closing = CatalogueConsequences.OfClosing(live);

        (closing.Cancellations, closing.FamiliesTold, closing.Credits, closing.Credited).ShouldBe((3, 2, 2, 9.97m));
    }

    private static readonly Dictionary<FamilyId, ImmutableArray<DatedQuotient>> NoQuotients = [];

    private static TouchedBooking Booked(int number) => new(
        new BookingId(Some.Morning, Some.Day, number), new($"famille-{number}"), IsResident: true, new($"enfant-{number}"), Some.Date("2022-06-15"), BookingStatus.Accepted, Charge.None);

    private static Consequences Of(StructureCatalogue after, IEnumerable<TouchedBooking> live) =>
        new CatalogueShift(new CatalogueIndex(Before), new CatalogueIndex(after), Some.Now).Of([.. live], NoQuotients, []);
}
