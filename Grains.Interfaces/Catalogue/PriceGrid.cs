using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Periscolaire.Catalogue;

/// <summary>A wallet (porte-monnaie) that a structure offers its families.</summary>
/// <param name="Id">Unique in the structure, e.g. <c>PERISCOLAIRE</c>.</param>
/// <param name="Label">As families read it.</param>
[GenerateSerializer, Immutable, Alias("WalletOffer")]
public sealed record WalletOffer([property: Id(0)] string Id, [property: Id(1)] string Label);

/// <summary>
/// A price grid (grille tarifaire, SPEC, Money 2): what a booking of some activities costs on dates from <paramref name="From"/> to
/// <paramref name="To"/>. Custody and meal are separate parts, since the yearly tax certificate counts custody only.
/// </summary>
/// <param name="Id">Unique in the structure.</param>
/// <param name="Label">As staff and families read it.</param>
/// <param name="Activities">The activities that it prices; an activity has one grid at most on a date.</param>
/// <param name="From">First date priced, Europe/Paris.</param>
/// <param name="To">Last date priced, included; null for no end.</param>
/// <param name="Care">The custody part of a unit.</param>
/// <param name="Meal">The meal part of a unit; null for none.</param>
/// <param name="Quantity">Units of a booking, 1 or more: the guide shows a day of two half-days, "6.65 × 2 = 13.30".</param>
/// <param name="NonResidentSurcharge">Euros added to the custody part of a unit for families who live elsewhere.</param>
/// <param name="Siblings">What the second and later children booked the same day save; null for nothing.</param>
[GenerateSerializer, Immutable, Alias("PriceGrid")]
public sealed record PriceGrid(
    [property: Id(0)] string Id,
    [property: Id(1)] string Label,
    [property: Id(2)] ImmutableArray<ActivityId> Activities,
    [property: Id(3)] DateOnly From,
    [property: Id(4)] DateOnly? To,
    [property: Id(5)] Tariff Care,
    [property: Id(6)] Tariff? Meal = null,
    [property: Id(7)] int Quantity = 1,
    [property: Id(8)] decimal NonResidentSurcharge = 0m,
    [property: Id(9)] SiblingReduction? Siblings = null);

/// <summary>What the second and later children of a family booked the same day save on the custody part of a unit.</summary>
/// <param name="Percent">0 to 100, rounded half up to the cent.</param>
/// <param name="Amount">Euros, at most the whole part.</param>
[GenerateSerializer, Immutable, Alias("SiblingReduction")]
public sealed record SiblingReduction([property: Id(0)] decimal Percent = 0m, [property: Id(1)] decimal Amount = 0m);

/// <summary>How a part of a unit's price follows from the family's quotient familial (QF). Without a known QF: the highest price.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(FlatTariff), "flat")]
[JsonDerivedType(typeof(RateTariff), "rate")]
[JsonDerivedType(typeof(BracketTariff), "brackets")]
[GenerateSerializer, Immutable, Alias("Tariff")]
public abstract record Tariff;

/// <summary>One price for all.</summary>
/// <param name="Price">Euros.</param>
[GenerateSerializer, Immutable, Alias("Tariff.Flat")]
public sealed record FlatTariff([property: Id(0)] decimal Price) : Tariff;

/// <summary>A percentage of the QF, between two bounds, rounded half up to the cent.</summary>
/// <param name="Percent">E.g. 0.8 for 0.8 % of the QF.</param>
/// <param name="Floor">Euros, the least.</param>
/// <param name="Ceiling">Euros, the most.</param>
[GenerateSerializer, Immutable, Alias("Tariff.Rate")]
public sealed record RateTariff([property: Id(0)] decimal Percent, [property: Id(1)] decimal Floor, [property: Id(2)] decimal Ceiling) : Tariff;

/// <summary>A price for each bracket of QF (tranche), in ascending order, without gap or overlap, from 0 and without end.</summary>
/// <param name="Brackets">The lines.</param>
[GenerateSerializer, Immutable, Alias("Tariff.Brackets")]
public sealed record BracketTariff([property: Id(0)] ImmutableArray<Bracket> Brackets) : Tariff
{
    /// <inheritdoc/>
    public bool Equals(BracketTariff? other) => other is not null && Brackets.SequenceEqual(other.Brackets);

    /// <inheritdoc/>
    public override int GetHashCode() => Brackets.Length;
}

/// <summary>Brackets as town halls publish them; only ever asked for: a catalogue keeps them as boundaries.</summary>
/// <param name="Lines">The lines.</param>
[GenerateSerializer, Immutable, Alias("Tariff.Published")]
public sealed record PublishedTariff([property: Id(0)] ImmutableArray<PublishedBracket> Lines) : Tariff
{
    /// <inheritdoc/>
    public bool Equals(PublishedTariff? other) => other is not null && Lines.SequenceEqual(other.Lines);

    /// <inheritdoc/>
    public override int GetHashCode() => Lines.Length;
}

/// <summary>A line of a published grid: whole euros of QF, both ends included ("360 à 564").</summary>
/// <param name="From">First whole euro.</param>
/// <param name="Through">Last whole euro, included; null for the last line.</param>
/// <param name="Price">Euros.</param>
[GenerateSerializer, Immutable, Alias("PublishedBracket")]
public sealed record PublishedBracket([property: Id(0)] int From, [property: Id(1)] int? Through, [property: Id(2)] decimal Price);

/// <summary>Why a grid cannot be used.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Field">The field concerned; empty for the grid as a whole.</param>
/// <param name="Line">The line of a table, from 1.</param>
/// <param name="What">What is wrong, in French.</param>
[GenerateSerializer, Immutable, Alias("GridFlaw")]
public sealed record GridFlaw([property: Id(0)] string Grid, [property: Id(1)] string Field, [property: Id(2)] int? Line, [property: Id(3)] string What);

/// <summary>A bracket of QF.</summary>
/// <param name="From">Lower bound, included.</param>
/// <param name="Below">Upper bound, excluded; null for the last.</param>
/// <param name="Price">Euros.</param>
[GenerateSerializer, Immutable, Alias("Bracket")]
public sealed record Bracket([property: Id(0)] decimal From, [property: Id(1)] decimal? Below, [property: Id(2)] decimal Price);
