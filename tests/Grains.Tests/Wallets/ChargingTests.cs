using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Families;
using Periscolaire.Wallets;
using Periscolaire.Wallets.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Wallets;

/// <summary>What is debited, when, and what is still to come (SPEC, Money 2 to 4).</summary>
public sealed class ChargingTests
{
    /// <summary>10 euros; 6 for a brother or sister.</summary>
    private static readonly PriceGrid Reduced = AGrid.Flat(10m) with { Siblings = new SiblingReduction(Amount: 4m) };

    [Fact]
    public void A_debit_says_what_was_debited_and_why()
    {
        var family = new AFamily(AFamily.With(2022), (AGrid.Flat(6.65m) with { Quantity = 2, Meal = new FlatTariff(3m) }).In());
        var booking = family.Book(0, Some.Afternoon);

        family.Debit(booking);

        // (6.65 + 3) x 2 = 19.30, of which 6 for meals.
        family.Debits[booking].ShouldBe(new Posting(
            "PERISCOLAIRE",
            EntryKind.Consumption,
            "debit/alsh-3-6-apres-midi.20261202.1",
            -19.30m,
            Some.Day,
            new Consumption(AFamily.Child(0), Some.Day, booking, "ALSH alsh-3-6-apres-midi", 9.65m, 2, 6m, 0m, "Tarif unique")));
    }

    [Fact]
    public void A_credit_is_the_opposite_of_its_debit_whatever_prices_have_become()
    {
        var family = new AFamily(AFamily.With(2022), AGrid.Flat(6.65m).In());
        var booking = family.Book(0, Some.Afternoon);
        family.Debit(booking);
        var debit = family.Debits[booking];

        var credit = Charging.Credit(debit, Some.Day.AddDays(1), "Réservation annulée");

        credit.ShouldBe(new Posting(
            "PERISCOLAIRE", EntryKind.Reversal, $"credit/{booking}", 6.65m, Some.Day.AddDays(1), debit.Consumption, "Réservation annulée"));
    }

    [Fact]
    public void What_no_grid_prices_is_not_debited()
    {
        var family = new AFamily(AFamily.With(2022), (AGrid.Flat(1m) with { To = Some.Day.AddDays(-1) }).In());
        var booking = family.Book(0, Some.Afternoon);

        family.Charging.Debit(family.Charging.Bookings[0], Some.Day).ShouldBeNull();
        family.Charging.PriceOf(AFamily.Child(0), Some.Afternoon, booking.Date.AddDays(-1)).ShouldNotBeNull();
    }

    [Fact]
    public void The_eldest_pays_in_full_and_the_others_less_whoever_was_booked_first()
    {
        var family = new AFamily(AFamily.With(2021, 2020, 2022), Reduced.In());
        var (middle, eldest, youngest) = (family.Book(0, Some.Morning), family.Book(1, Some.Afternoon), family.Book(2, Some.Morning));

        family.Debit(youngest, middle, eldest).ShouldBe([6m, 6m, 10m]);
    }

    [Fact]
    public void Twins_are_told_apart_the_same_way_every_time()
    {
        var family = new AFamily(AFamily.With(2021, 2021), Reduced.In());
        var (second, first) = (family.Book(1, Some.Morning), family.Book(0, Some.Morning));

        family.Debit(second).ShouldBe([6m]);
        family.Debit(first).ShouldBe([10m]);
    }

    [Fact]
    public void Who_was_debited_in_full_stays_the_one_though_an_elder_is_booked_later()
    {
        var family = new AFamily(AFamily.With(2020, 2021), Reduced.In());
        family.Debit(family.Book(1, Some.Morning)).ShouldBe([10m]);

        var (elder, again) = (family.Book(0, Some.Morning), family.Book(1, Some.Afternoon));

        family.Debit(elder, again).ShouldBe([6m, 10m]);
    }

    [Fact]
    public void A_debit_that_knows_no_reduction_says_nothing_of_who_comes_first()
    {
        var catalogue = AGrid.Catalogue(
            [AGrid.Flat(3m) with { Activities = [Some.Morning] }, Reduced with { Id = "fratrie", Activities = [Some.Afternoon] }], Some.Period());
        var family = new AFamily(AFamily.With(2020, 2021), catalogue);
        var (elder, younger) = (family.Book(0, Some.Afternoon), family.Book(1, Some.Morning));
        family.PriceOf(elder).ShouldBe(10m);

        family.Debit(younger);

        family.PriceOf(elder).ShouldBe(10m, "the price shown is the price debited");
        family.Debit(elder).ShouldBe([10m]);
    }

    [Fact]
    public void An_elder_debited_where_there_is_no_reduction_still_comes_first()
    {
        var catalogue = AGrid.Catalogue(
            [AGrid.Flat(3m) with { Activities = [Some.Morning] }, Reduced with { Id = "fratrie", Activities = [Some.Afternoon] }], Some.Period());
        var family = new AFamily(AFamily.With(2020, 2021), catalogue);
        var (elder, younger) = (family.Book(0, Some.Morning), family.Book(1, Some.Afternoon));
        family.PriceOf(younger).ShouldBe(6m);

        family.Debit(elder);

        family.Debit(younger).ShouldBe([6m]);
    }

    [Fact]
    public void Who_was_cancelled_pays_for_nobody_though_the_credit_is_still_to_come()
    {
        var family = new AFamily(AFamily.With(2020, 2021), Reduced.In());
        var elder = family.Book(0, Some.Morning);
        family.Debit(elder);
        family.Becomes(elder, BookingStatus.Cancelled);

        family.Debit(family.Book(1, Some.Morning)).ShouldBe([10m]);
    }

    [Fact]
    public void Neither_who_waits_nor_who_is_excused_nor_another_day_makes_a_second_child()
    {
        var family = new AFamily(AFamily.With(2019, 2020, 2021, 2022), Reduced.In());
        family.Book(0, Some.Morning, status: BookingStatus.Waitlisted);
        family.IsExcused(family.Book(1, Some.Morning));
        family.Book(2, Some.Morning, Some.Day.AddDays(7));
        var youngest = family.Book(3, Some.Morning);

        family.PriceOf(youngest).ShouldBe(10m);
        family.Book(2, Some.Morning, status: BookingStatus.UnderReview);
        family.PriceOf(youngest).ShouldBe(6m, "a place held for review counts");
    }

    [Fact]
    public void A_childs_own_second_activity_is_not_reduced()
    {
        var family = new AFamily(AFamily.With(2020), Reduced.In());

        family.Debit(family.Book(0, Some.Morning), family.Book(0, Some.Afternoon)).ShouldBe([10m, 10m]);
    }

    [Fact]
    public void The_price_follows_the_quotient_of_the_activitys_date_not_of_the_debit()
    {
        var dated = AFamily.With(2022) with { Quotients = [new DatedQuotient(Some.Date("2026-01-01"), 300m), new DatedQuotient(Some.Day.AddDays(7), 700m)] };
        var family = new AFamily(dated, AGrid.SevenBrackets().In());

        family.Debit(family.Book(0, Some.Morning), family.Book(0, Some.Morning, Some.Day.AddDays(7))).ShouldBe([10m, 12m]);
    }

    [Fact]
    public void A_summer_booked_in_May_is_debited_on_1_July_and_not_before_also_when_that_night_was_missed()
    {
        var july = Some.Date("2027-07-01");
        var summer = Some.Period() with { Dates = [Some.Date("2027-07-12")], Debit = new DebitOnDate(july) };
        var family = new AFamily(AFamily.With(2022), AGrid.Flat(1m).In(summer));

        var due = family.Charging.DebitedOn(family.Book(0, Some.Morning, Some.Date("2027-07-12")));

        due.ShouldBe(july);
        (due <= Some.Date("2027-06-30"), due <= july, due <= Some.Date("2027-07-02")).ShouldBe((false, true, true));
    }

    [Fact]
    public void A_debit_is_due_on_acceptance_or_on_the_day_as_the_period_says()
    {
        DebitedOn(new DebitOnAcceptance()).ShouldBe(DateOnly.MinValue);
        DebitedOn(new DebitOnTheDay()).ShouldBe(Some.Day);
        DebitedOn(null).ShouldBe(Some.Day);

        // No period opens that day.
        new AFamily(AFamily.With(2022), AGrid.Flat(1m).In()).Charging.DebitedOn(new BookingId(Some.Morning, Some.Day.AddDays(1), 1)).ShouldBe(Some.Day.AddDays(1));
    }

    [Fact]
    public void An_estimate_counts_what_is_to_come_until_the_day_chosen_confirmed_or_with_what_is_pending()
    {
        var family = new AFamily(AFamily.With(2022), AGrid.Flat(10m).In());
        var accepted = family.Book(0, Some.Morning);
        var later = family.Book(0, Some.Morning, Some.Day.AddDays(7));
        var reviewed = family.Book(0, Some.Afternoon, status: BookingStatus.UnderReview);
        var waiting = family.Book(0, Some.WholeDay, Some.Day.AddDays(14), BookingStatus.Waitlisted);
        family.Book(0, Some.Morning, Some.Day.AddDays(14), BookingStatus.Refused);
        family.Book(0, Some.Afternoon, Some.Day.AddDays(14), BookingStatus.Cancelled);
        family.IsExcused(family.Book(0, Some.Afternoon, Some.Day.AddDays(7)));
        family.Debit(family.Book(0, Some.WholeDay));

        Estimate(new EstimateFilter(Until: null)).ShouldBe([accepted, later, reviewed, waiting]);
        Estimate(new EstimateFilter(Until: null, Pending: false)).ShouldBe([accepted, later]);
        Estimate(new EstimateFilter(Until: null, Confirmed: false)).ShouldBe([reviewed, waiting]);
        Estimate(new EstimateFilter(Some.Day.AddDays(7))).ShouldBe([accepted, later, reviewed]);
        Estimate(new EstimateFilter(Some.Day.AddDays(6))).ShouldBe([accepted, reviewed]);

        IEnumerable<BookingId> Estimate(EstimateFilter filter) => family.Charging.Estimate(filter).Select(booking => booking.Booking);
    }

    [Fact]
    public void The_guides_balance_and_what_is_to_come_make_what_is_to_be_paid()
    {
        // -46.05 less 33.25 is -79.30.
        var standing = new WalletStanding("RESTAURATION", "Restauration", -46.05m, 33.25m);
        (standing.NewBalance, standing.SuggestedPayment).ShouldBe((-79.30m, 79.30m));
        (standing with { Balance = 40m }).SuggestedPayment.ShouldBe(0m, "never negative");
    }

    private static DateOnly DebitedOn(DebitRule? rule) =>
        AGrid.Flat(1m).In(Some.Period() with { Debit = rule }).PeriodOf(Some.Morning, Some.Day)!.DebitedOn(Some.Day);
}
