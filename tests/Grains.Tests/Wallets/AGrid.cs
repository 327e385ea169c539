using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Grains.Tests.Wallets;

/// <summary>Price grids that tests start from.</summary>
internal static class AGrid
{
    /// <summary>The seven lines that a town publishes, for days of 10 to 16 euros.</summary>
    public static readonly PublishedBracket[] Published =
    [
        new(0, 359, 10m), new(360, 564, 11m), new(565, 715, 12m), new(716, 815, 13m), new(816, 1000, 14m), new(1001, 1200, 15m), new(1201, null, 16m),
    ];

    /// <summary>0.8 % of the QF, between 3.20 and 12.40 euros.</summary>
    public static readonly RateTariff Rate = new(0.8m, 3.20m, 12.40m);

    public static PriceGrid Of(Tariff care) => Some.Grid() with { Care = care };

    public static PriceGrid Flat(decimal price) => Of(new FlatTariff(price));

    public static PriceGrid SevenBrackets() => Of(PublishedBrackets.ToTariff(Published));

    /// <summary>The price for a family of the town, without brothers and sisters that day.</summary>
    public static Price For(this PriceGrid grid, decimal? quotient, bool isResident = true, bool isSibling = false) =>
        grid.Of(quotient is null ? null : new DatedQuotient(Some.Date("2026-01-01"), quotient), isResident, isSibling);

    public static CatalogueIndex In(this PriceGrid grid, params Period[] periods) => Catalogue([grid], periods is [] ? [Some.Period()] : periods);

    public static CatalogueIndex Catalogue(PriceGrid[] grids, params Period[] periods) =>
        new(Some.Catalogue(Some.Activities(), periods).Catalogue with { Grids = [.. grids] });
}
