using System.Collections.Immutable;
using Periscolaire.Catalogue;
using Periscolaire.Wallets.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Wallets;

/// <summary>Grids that cannot be used are refused with what is wrong and where (SPEC, Money 2).</summary>
public sealed class GridCheckTests
{
    private const string NotAPrice = "un prix va de 0 à 10 000 euros, au centime";

    [Fact]
    public void Good_grids_have_no_flaw() => Flaws(
        AGrid.SevenBrackets() with { To = Some.Date("2027-08-31"), Meal = new FlatTariff(4.20m), NonResidentSurcharge = 2m, Siblings = new SiblingReduction(25m) },
        AGrid.Of(AGrid.Rate) with { Id = "suivante", From = Some.Date("2027-09-01") }).ShouldBeEmpty();

    [Fact]
    public void The_published_form_that_counts_1200_twice_is_refused_at_its_last_line()
    {
        var published = PublishedBrackets.ToTariff([.. AGrid.Published.SkipLast(1), new PublishedBracket(1200, null, 16m)]);

        Flaws(AGrid.Of(published)).ShouldBe([new GridFlaw("unique", "care", 7, "chevauche la tranche précédente entre 1200 et 1201")]);
    }

    [Fact]
    public void A_gap_is_refused_at_the_line_after_it() =>
        Brackets(new(0m, 360m, 1m), new(360.5m, null, 2m)).ShouldBe([(2, "trou entre 360 et 360,5")]);

    [Fact]
    public void An_overlap_is_refused_at_the_line_that_begins_too_early() =>
        Brackets(new(0m, 360m, 1m), new(300m, 500m, 2m), new(500m, null, 3m)).ShouldBe([(2, "chevauche la tranche précédente entre 300 et 360")]);

    [Fact]
    public void A_bracket_that_ends_before_it_starts_or_where_it_starts_is_refused()
    {
        Brackets(new(0m, 360m, 1m), new(360m, 350m, 2m), new(350m, null, 3m)).ShouldBe([(2, "la tranche finit avant de commencer")]);
        Brackets(new(0m, 0m, 1m), new(0m, null, 2m)).ShouldBe([(1, "la tranche finit avant de commencer")]);
    }

    [Fact]
    public void A_table_without_lines_is_refused()
    {
        Brackets().ShouldBe([(1, "aucune tranche")]);
        Flaws(AGrid.Of(new BracketTariff(default))).ShouldBe([new GridFlaw("unique", "care", 1, "aucune tranche")]);
    }

    [Fact]
    public void The_last_line_has_no_end_and_no_other_line_has_none()
    {
        Brackets(new(0m, 360m, 1m), new(360m, 500m, 2m)).ShouldBe([(2, "la dernière tranche doit être sans fin")]);
        Brackets(new(0m, null, 1m), new(360m, null, 2m)).ShouldBe([(2, "la tranche suit une tranche sans fin")]);
    }

    [Fact]
    public void The_first_line_begins_at_nothing()
    {
        Brackets(new Bracket(1m, null, 1m)).ShouldBe([(1, "la première tranche commence à 0")]);
        Brackets(new Bracket(-1m, null, 1m)).ShouldBe([(1, "la première tranche commence à 0")]);
    }

    [Fact]
    public void Prices_are_whole_cents_and_never_negative_wherever_they_stand()
    {
        foreach (var price in new[] { -0.01m, 1.005m, 10_000.01m })
        {
            Brackets(new(0m, 360m, 1m), new(360m, null, price)).ShouldBe([(2, NotAPrice)]);
            Flaws(AGrid.Flat(price)).ShouldBe([new GridFlaw("unique", "care", Line: null, NotAPrice)]);
            Flaws(AGrid.Flat(1m) with { Meal = new FlatTariff(price) }).ShouldBe([new GridFlaw("unique", "meal", Line: null, NotAPrice)]);
            Flaws(AGrid.Of(new RateTariff(1m, price, 20_000m))).ShouldBe([new GridFlaw("unique", "care", Line: null, NotAPrice)]);
            Flaws(AGrid.Of(new RateTariff(1m, 0m, price))).ShouldBe([new GridFlaw("unique", "care", Line: null, NotAPrice)]);
            Flaws(AGrid.Flat(1m) with { NonResidentSurcharge = price }).ShouldBe([new GridFlaw("unique", "nonResidentSurcharge", Line: null, NotAPrice)]);
            Flaws(AGrid.Flat(1m) with { Siblings = new SiblingReduction(Amount: price) }).Single().Field.ShouldBe("siblings");
        }

        Flaws(AGrid.Flat(0m)).ShouldBeEmpty();
        Flaws(AGrid.Flat(10_000m)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void A_sibling_saves_between_nothing_and_all(int percent) => Flaws(AGrid.Flat(1m) with { Siblings = new SiblingReduction(percent) })
        .ShouldBe([new GridFlaw("unique", "siblings", Line: null, "la réduction va de 0 à 100 %, ou est un montant en euros")]);

    [Fact]
    public void A_rate_has_a_percentage_and_a_ceiling_above_its_floor()
    {
        Flaws(AGrid.Of(new RateTariff(0.8m, 12.40m, 3.20m))).ShouldBe([new GridFlaw("unique", "care", Line: null, "le plafond est inférieur au plancher")]);
        Flaws(AGrid.Of(new RateTariff(0.8m, 5m, 5m))).ShouldBeEmpty();
        foreach (var percent in new[] { 0m, -1m, 100.1m })
        {
            Flaws(AGrid.Of(new RateTariff(percent, 3.20m, 12.40m)))
                .ShouldBe([new GridFlaw("unique", "care", Line: null, "le taux va de 0 (exclu) à 100 % du QF")]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void A_quantity_is_at_least_one(int quantity) =>
        Flaws(AGrid.Flat(1m) with { Quantity = quantity }).ShouldBe([new GridFlaw("unique", "quantity", Line: null, "la quantité va de 1 à 100")]);

    [Fact]
    public void A_grid_prices_activities_that_exist()
    {
        Flaws(AGrid.Flat(1m) with { Activities = [Some.Morning, Some.Unknown] })
            .ShouldBe([new GridFlaw("unique", "activities", 2, "l'activité poterie n'existe pas")]);
        Flaws(AGrid.Flat(1m) with { Activities = [] }).ShouldBe([new GridFlaw("unique", "activities", Line: null, "aucune activité")]);
        Flaws(AGrid.Flat(1m) with { Activities = default }, AGrid.Flat(1m) with { Id = "autre" })
            .ShouldBe([new GridFlaw("unique", "activities", Line: null, "aucune activité")]);
    }

    [Fact]
    public void A_grid_does_not_end_before_it_starts()
    {
        Flaws(AGrid.Flat(1m) with { To = Some.Date("2026-08-31") }).ShouldBe([new GridFlaw("unique", "to", Line: null, "la grille finit avant de commencer")]);
        Flaws(AGrid.Flat(1m) with { To = Some.Date("2026-09-01") }).ShouldBeEmpty("a grid may last a day");
    }

    [Fact]
    public void Two_grids_never_price_an_activity_on_the_same_date()
    {
        var first = AGrid.Flat(1m) with { To = Some.Date("2027-08-31") };
        var next = AGrid.Flat(2m) with { Id = "suivante", Activities = [Some.Morning], From = Some.Date("2027-08-31") };

        Flaws(first, next)
            .ShouldBe([new GridFlaw("suivante", "activities", Line: null, "la grille unique donne déjà un prix à une même activité aux mêmes dates")]);
        Flaws(first with { To = null }, next with { From = Some.Date("2030-01-01") }).Single().Grid.ShouldBe("suivante");
        Flaws(next, first).Single().Grid.ShouldBe("unique");
        Flaws(first, next with { From = Some.Date("2027-09-01") }).ShouldBeEmpty();
        Flaws(first with { Activities = [Some.Afternoon] }, next).ShouldBeEmpty();
    }

    [Fact]
    public void Two_grids_never_have_the_same_id() => Flaws(
        AGrid.Flat(1m) with { Activities = [Some.Morning] }, AGrid.Flat(1m) with { Activities = [Some.Afternoon] })
        .ShouldBe([new GridFlaw("unique", "", Line: null, "plusieurs grilles portent cet identifiant")]);

    [Fact]
    public void Every_flaw_is_told_at_once() =>
        Brackets(new(5m, 4m, -1m), new(10m, 20m, 1m)).Select(flaw => flaw.Item1).ShouldBe([1, 1, 1, 2, 2]);

    private static ImmutableArray<GridFlaw> Flaws(params PriceGrid[] grids) =>
        GridChecks.Flaws(Some.Catalogue().Catalogue with { Grids = [.. grids] });

    private static IEnumerable<(int?, string)> Brackets(params Bracket[] brackets)
    {
        var flaws = Flaws(AGrid.Of(new BracketTariff([.. brackets])));
        flaws.ShouldAllBe(flaw => flaw.Grid == "unique" && flaw.Field == "care");
        return flaws.Select(flaw => (flaw.Line, flaw.What));
    }
}
