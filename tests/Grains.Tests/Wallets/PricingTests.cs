using System.Globalization;
using Periscolaire.Catalogue;
using Periscolaire.Families;
using Periscolaire.Wallets.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Wallets;

/// <summary>What a booking costs (SPEC, Money 2).</summary>
public sealed class PricingTests
{
    [Theory]
    [InlineData("0", 10)]
    [InlineData("359", 10)]
    [InlineData("359.50", 10)]
    [InlineData("359.99", 10)]
    [InlineData("360", 11)]
    [InlineData("360.01", 11)]
    [InlineData("564.99", 11)]
    [InlineData("565", 12)]
    [InlineData("565.01", 12)]
    [InlineData("715.99", 12)]
    [InlineData("716", 13)]
    [InlineData("716.01", 13)]
    [InlineData("815.99", 13)]
    [InlineData("816", 14)]
    [InlineData("816.01", 14)]
    [InlineData("1000.99", 14)]
    [InlineData("1001", 15)]
    [InlineData("1001.01", 15)]
    [InlineData("1200.99", 15)]
    [InlineData("1201", 16)]
    [InlineData("1201.01", 16)]
    [InlineData("99999", 16)]
    public void A_bracket_has_its_lower_bound_and_not_its_upper_one(string quotient, int price)
    {
        AGrid.SevenBrackets().For(Euros(quotient)).Total.ShouldBe(price);
        (AGrid.SevenBrackets() with { NonResidentSurcharge = 2m }).For(Euros(quotient), isResident: false).Total.ShouldBe(price + 2);
    }

    [Theory]
    [InlineData("0", "3.20")]
    [InlineData("399.99", "3.20")] // 3.19992, and no less than the floor.
    [InlineData("400", "3.20")]
    [InlineData("400.01", "3.20")] // 3.20008
    [InlineData("401", "3.21")] // 3.208
    [InlineData("500", "4.00")]
    [InlineData("500.624", "4.00")] // 4.004992
    [InlineData("500.625", "4.01")] // 4.005: half goes up.
    [InlineData("501.875", "4.02")] // 4.015: half goes up, also from an odd cent.
    [InlineData("1549", "12.39")] // 12.392
    [InlineData("1549.99", "12.40")] // 12.39992
    [InlineData("1550", "12.40")]
    [InlineData("1550.01", "12.40")]
    [InlineData("3000", "12.40")] // 24.00, and no more than the ceiling.
    public void A_rate_is_rounded_half_up_between_its_floor_and_its_ceiling(string quotient, string price) =>
        AGrid.Of(AGrid.Rate).For(Euros(quotient)).Total.ShouldBe(Euros(price));

    [Fact]
    public void A_flat_price_is_the_same_for_all()
    {
        foreach (var quotient in new decimal?[] { null, 0m, 359.5m, 5000m })
            AGrid.Flat(6.65m).For(quotient).Total.ShouldBe(6.65m);
    }

    [Fact]
    public void Without_a_known_quotient_the_price_is_the_highest_wherever_it_stands_in_the_grid()
    {
        var descending = new BracketTariff([new Bracket(0m, 300m, 8m), new Bracket(300m, 600m, 12m), new Bracket(600m, null, 9m)]);

        AGrid.SevenBrackets().For(null).Total.ShouldBe(16m);
        AGrid.Of(descending).For(null).Total.ShouldBe(12m);
        AGrid.Of(AGrid.Rate).For(null).Total.ShouldBe(12.40m);
        (AGrid.Flat(1m) with { Meal = descending }).For(null).Total.ShouldBe(13m);
    }

    [Fact]
    public void A_unit_price_is_multiplied_by_the_quantity()
    {
        var price = (AGrid.Flat(6.65m) with { Quantity = 2 }).For(null);

        // The guide: 6.65 x 2 = 13.30.
        (price.UnitPrice, price.Quantity, price.Total).ShouldBe((6.65m, 2, 13.30m));
    }

    [Theory]
    [InlineData("10", "25", "0", "7.50")]
    [InlineData("10", "0", "3", "7")]
    [InlineData("10", "10", "2", "7")] // 10 - 1 - 2
    [InlineData("6.65", "10", "0", "5.98")] // 0.665 is 0.67
    [InlineData("6.65", "33.33", "0", "4.43")] // 2.216445 is 2.22
    [InlineData("10", "100", "0", "0")]
    [InlineData("10", "0", "15", "0")]
    [InlineData("10", "60", "5", "0")] // 11 is more than 10: never below zero.
    public void A_brother_or_sister_costs_less_and_never_less_than_nothing(string price, string percent, string amount, string reduced)
    {
        var grid = AGrid.Flat(Euros(price)) with { Siblings = new SiblingReduction(Euros(percent), Euros(amount)) };

        grid.For(null, isSibling: true).Total.ShouldBe(Euros(reduced));
        grid.For(null, isSibling: true).Reduction.ShouldBe(Euros(price) - Euros(reduced));
        (grid.For(null).Total, grid.For(null).Reduction).ShouldBe((Euros(price), 0m));
    }

    [Fact]
    public void The_meal_is_a_part_of_its_own_that_neither_surcharge_nor_reduction_touches()
    {
        var grid = AGrid.Flat(10m) with
        {
            Meal = new BracketTariff([new Bracket(0m, 500m, 3m), new Bracket(500m, null, 4m)]),
            Quantity = 2,
            NonResidentSurcharge = 2m,
            Siblings = new SiblingReduction(Percent: 25m),
        };

        var price = grid.For(700m, isResident: false, isSibling: true);

        // A unit: (10 + 2) less a quarter, 3, is 9; and 4 for the meal. Two of them: 26, of which 8 are meals and 6 were saved.
        (price.UnitPrice, price.Total, price.Meal, price.Reduction, price.Surcharge).ShouldBe((13m, 26m, 8m, 6m, 2m));
        (grid with { Siblings = new SiblingReduction(Amount: 50m) }).For(100m, isSibling: true).UnitPrice.ShouldBe(3m);
    }

    [Fact]
    public void The_quotient_in_force_is_that_of_the_date()
    {
        var family = Some.Family() with
        {
            Quotients = [Quotient("2027-01-01", 700m), Quotient("2026-01-01", 300m), Quotient("2027-09-01", null)],
        };

        family.QuotientOn(Some.Date("2025-12-31")).ShouldBeNull();
        family.QuotientOn(Some.Date("2026-01-01"))!.Value.ShouldBe(300m);
        family.QuotientOn(Some.Date("2026-12-31"))!.Value.ShouldBe(300m);
        family.QuotientOn(Some.Date("2027-01-01"))!.Value.ShouldBe(700m);
        family.QuotientOn(Some.Date("2027-08-31"))!.Value.ShouldBe(700m);
        family.QuotientOn(Some.Date("2027-09-01")).ShouldBeNull("it is no longer known");
    }

    [Fact]
    public void The_family_reads_why_in_French()
    {
        var grid = AGrid.SevenBrackets() with { Label = "Mercredis", NonResidentSurcharge = 2m, Siblings = new SiblingReduction(Percent: 50m) };

        grid.For(359.5m).Why.ShouldBe("Mercredis ; QF 359,5 en vigueur depuis le 01/01/2026, tranche de 0 à moins de 360");
        grid.For(1201m).Why.ShouldBe("Mercredis ; QF 1201 en vigueur depuis le 01/01/2026, tranche à partir de 1201");
        grid.For(null).Why.ShouldBe("Mercredis ; QF inconnu : tarif le plus élevé");

        // (10 + 2) halved.
        grid.For(0m, isResident: false, isSibling: true).Why.ShouldEndWith("; majoration hors commune 2,00 € ; réduction fratrie 6,00 €");
        AGrid.Flat(5m).For(359.5m).Why.ShouldBe("Tarif unique", "a flat price does not follow from the QF");
    }

    private static DatedQuotient Quotient(string from, decimal? value) => new(Some.Date(from), value);

    private static decimal Euros(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
