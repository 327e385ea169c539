using Periscolaire.Catalogue;
using Periscolaire.Families;

namespace Periscolaire.Wallets.Rules;

/// <summary>What a booking costs.</summary>
/// <param name="UnitPrice">Euros a unit: custody and meal.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Meal">Euros of the total that are the meal.</param>
/// <param name="Reduction">Euros of the total saved because a brother or sister is booked the same day.</param>
/// <param name="Surcharge">Euros of a unit added since the family lives elsewhere.</param>
/// <param name="Grid">The grid that it follows from.</param>
/// <param name="Quotient">The QF that it follows from; null when none is known.</param>
public sealed record Price(decimal UnitPrice, int Quantity, decimal Meal, decimal Reduction, decimal Surcharge, PriceGrid Grid, DatedQuotient? Quotient)
{
    /// <summary>How it was found, in French, for the family.</summary>
    public string Why => PriceReasons.Of(this);

    /// <summary>Euros.</summary>
    public decimal Total => UnitPrice * Quantity;
}

/// <summary>Prices bookings (SPEC, Money 2).</summary>
public static class Pricing
{
    /// <summary>The QF in force on a date.</summary>
    /// <param name="family">The family.</param>
    /// <param name="date">The activity's date.</param>
    /// <returns>Null when none is known.</returns>
    public static DatedQuotient? QuotientOn(this Family family, DateOnly date) =>
        family.Quotients.Where(quotient => quotient.From <= date).MaxBy(quotient => quotient.From) is { Value: not null } known ? known : null;

    /// <summary>The price of one booking.</summary>
    /// <param name="grid">The activity's grid in force on its date.</param>
    /// <param name="quotient">The family's QF in force on that date; null for the highest price.</param>
    /// <param name="isResident">Whether the family lives in the town.</param>
    /// <param name="isSibling">Whether another child of the family is booked that day at full price.</param>
    /// <returns>The price.</returns>
    public static Price Of(this PriceGrid grid, DatedQuotient? quotient, bool isResident, bool isSibling)
    {
        var surcharge = isResident ? 0m : grid.NonResidentSurcharge;
        var care = grid.Care.Amount(quotient?.Value) + surcharge;
        var reduction = isSibling && grid.Siblings is { } siblings ? Math.Min(care, siblings.Amount + HalfUp(care * siblings.Percent / 100m)) : 0m;
        var meal = grid.Meal?.Amount(quotient?.Value) ?? 0m;
        return new Price(care - reduction + meal, grid.Quantity, meal * grid.Quantity, reduction * grid.Quantity, surcharge, grid, quotient);
    }

    /// <summary>The amount of a tariff.</summary>
    /// <param name="tariff">The tariff.</param>
    /// <param name="quotient">The QF; null when it is not known.</param>
    /// <returns>Euros, to the cent.</returns>
    public static decimal Amount(this Tariff tariff, decimal? quotient) => (tariff, quotient) switch
    {
        (FlatTariff flat, _) => flat.Price,
        (RateTariff rate, null) => rate.Ceiling,
        (RateTariff rate, { } known) => Math.Clamp(HalfUp(known * rate.Percent / 100m), rate.Floor, rate.Ceiling),
        (BracketTariff brackets, null) => brackets.Brackets.Max(bracket => bracket.Price),
        (BracketTariff brackets, { } known) => brackets.Of(known).Price,
        _ => throw new ArgumentException($"No rule for a tariff of kind {tariff.GetType().Name}.", nameof(tariff)),
    };

    /// <summary>Rounds half up to the cent; amounts here are never negative.</summary>
    /// <param name="amount">Euros, 0 or more.</param>
    /// <returns>Euros, to the cent.</returns>
    public static decimal HalfUp(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    /// <summary>The bracket of a QF.</summary>
    /// <param name="tariff">A tariff without gap or overlap.</param>
    /// <param name="quotient">The QF, 0 or more.</param>
    /// <returns>The bracket.</returns>
    public static Bracket Of(this BracketTariff tariff, decimal quotient) =>
        tariff.Brackets.First(bracket => quotient >= bracket.From && (bracket.Below is not { } below || quotient < below));
}
