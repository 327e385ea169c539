using CsCheck;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Families;
using Periscolaire.Wallets;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Wallets;

/// <summary>Random families, grids, bookings and nights: the price shown is the price debited, in whatever order (SPEC, Money 2 and 3).</summary>
public sealed class ChargingPropertyTests
{
    private const int Worlds = 5_000;

    private static readonly ActivityId[] Activities = [Some.Morning, Some.Afternoon, Some.WholeDay];

    /// <summary>A family, its grids and what it books: a child, an activity, a Wednesday.</summary>
    private sealed record World(int[] BornIn, decimal? Quotient, bool IsResident, PriceGrid[] Grids, (int Child, int Activity, int Week)[] Booked)
    {
        public AFamily Family() => new(
            AFamily.With(BornIn) with
            {
                IsResident = IsResident,
                Quotients = Quotient is null ? [] : [new DatedQuotient(Some.Date("2026-01-01"), Quotient)],
            },
            AGrid.Catalogue(Grids, Some.Period()));

        public BookingId[] Book(AFamily family) =>
            [.. Booked.Select(booked => family.Book(booked.Child % BornIn.Length, Activities[booked.Activity], Some.Day.AddDays(7 * booked.Week)))];
    }

    private static readonly Gen<Tariff> AnyTariff = Gen.OneOf(
        Gen.Int[0, 2_000].Select(cents => (Tariff)new FlatTariff(cents / 100m)),
        Gen.Select(Gen.Int[1, 200], Gen.Int[0, 500], Gen.Int[0, 1_000], (percent, floor, more) => (Tariff)new RateTariff(percent / 100m, floor / 100m, (floor + more) / 100m)),
        Gen.Select(Gen.Int[1, 900], Gen.Int[0, 2_000], Gen.Int[0, 2_000], (bound, one, other) =>
            (Tariff)new BracketTariff([new Bracket(0m, bound, one / 100m), new Bracket(bound, null, other / 100m)])));

    private static readonly Gen<SiblingReduction?> AnyReduction = Gen.OneOf(
        Gen.Const((SiblingReduction?)null),
        Gen.Select(Gen.Int[0, 100], Gen.Int[0, 500], (percent, cents) => (SiblingReduction?)new SiblingReduction(percent, cents / 100m)));

    private static readonly Gen<PriceGrid[]> AnyGrids = Gen.Select(
        AnyTariff, AnyTariff, Gen.Bool, Gen.Int[1, 3], Gen.Int[0, 300], AnyReduction, (care, meal, hasMeal, quantity, surcharge, siblings) =>
            AGrid.Of(care) with { Meal = hasMeal ? meal : null, Quantity = quantity, NonResidentSurcharge = surcharge / 100m, Siblings = siblings })
        .Array[3].Select(grids => grids.Select((grid, index) => grid with { Id = $"{index}", Activities = [Activities[index]] }).ToArray());

    private static readonly Gen<World> AnyWorld = Gen.Select(
        Gen.Int[2018, 2023].Array[1, 4],
        Gen.Int[-1, 200_000].Select(cents => cents < 0 ? null : (decimal?)cents / 100m),
        Gen.Bool,
        AnyGrids,
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 2]).Array[1, 12],
        (bornIn, quotient, isResident, grids, booked) => new World(bornIn, quotient, isResident, grids, booked));

    /// <summary>In which order, and how many a night.</summary>
    private static readonly Gen<(int[] Order, int[] Nights)> AnyNights = Gen.Select(Gen.Int.Array[12], Gen.Int[1, 4].Array[12]);

    [Fact]
    public void What_is_shown_is_what_is_estimated_and_what_is_debited_whichever_night_takes_which() =>
        Gen.Select(AnyWorld, AnyNights).Sample((world, nights) =>
        {
            var family = world.Family();
            var bookings = world.Book(family);
            var shown = bookings.ToDictionary(booking => booking, family.PriceOf);
            var estimated = family.Charging.Estimate(new EstimateFilter(Until: null)).ToDictionary(booking => booking.Booking, booking => booking.Total);

            Debit(family, bookings, nights);

            estimated.ShouldBe(shown);
            family.Debits.ToDictionary(debit => debit.Key, debit => -debit.Value.Amount).ShouldBe(shown, ignoreOrder: true);
            family.Charging.Estimate(new EstimateFilter(Until: null)).ShouldBeEmpty();
        }, iter: Worlds);

    [Fact]
    public void One_child_a_day_pays_in_full_and_every_other_one_less_whoever_comes_when() =>
        Gen.Select(AnyWorld, AnyNights, Gen.Int[0, 12]).Sample((world, nights, early) =>
        {
            // 10 euros, 6 for a brother or sister; some are booked and debited before the others are booked at all.
            var grid = AGrid.Flat(10m) with { Siblings = new SiblingReduction(Amount: 4m) };
            var reduced = world with { Grids = [grid], IsResident = true };
            var family = reduced.Family();
            var first = (reduced with { Booked = [.. reduced.Booked.Take(early)] }).Book(family);
            Debit(family, first, nights);
            var later = (reduced with { Booked = [.. reduced.Booked.Skip(early)] }).Book(family);
            Debit(family, later, nights);

            foreach (var day in family.Debits.Values.GroupBy(debit => debit.Consumption!.Date))
            {
                var inFull = day.Where(debit => debit.Amount == -10m).Select(debit => debit.Consumption!.Child).Distinct().ShouldHaveSingleItem();
                foreach (var debit in day)
                    debit.Amount.ShouldBe(debit.Consumption!.Child == inFull ? -10m : -6m);
            }
        }, iter: Worlds);

    private static void Debit(AFamily family, BookingId[] bookings, (int[] Order, int[] Nights) nights)
    {
        var left = bookings.Zip(nights.Order).OrderBy(entry => entry.Second).Select(entry => entry.First).ToList();
        for (var night = 0; left.Count > 0; night++)
        {
            var due = left.Take(nights.Nights[night]).ToArray();
            family.Debit(due);
            left.RemoveRange(0, due.Length);
        }
    }
}
