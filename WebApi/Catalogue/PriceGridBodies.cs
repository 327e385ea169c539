using Periscolaire.Catalogue;

namespace Periscolaire.WebApi.Catalogue;

/// <summary>A structure's price grids (grilles tarifaires).</summary>
/// <param name="Grids">An activity has one grid at most on a date; without one it has no price yet there, and is not debited.</param>
internal sealed record PriceGridsBody(IReadOnlyList<PriceGridBody> Grids)
{
    public static PriceGridsBody From(StructureCatalogue catalogue) => new(
        [.. catalogue.Grids.Select(PriceGridBody.Of)]);
}

/// <summary>A structure's price grids once they were replaced, or would be.</summary>
/// <param name="Grids">The grids.</param>
/// <param name="Consequences">What it touches.</param>
internal sealed record PriceGridsEditBody(IReadOnlyList<PriceGridBody> Grids, ConsequencesBody Consequences);

/// <summary>A price grid.</summary>
/// <param name="Id">Unique in the structure.</param>
/// <param name="Label">As staff and families read it.</param>
/// <param name="Activities">The activities that it prices.</param>
/// <param name="From">First date priced.</param>
/// <param name="Care">The custody part of a unit.</param>
/// <param name="To">Last date priced, included; absent for no end.</param>
/// <param name="Meal">The meal part of a unit; absent for none. The yearly tax certificate leaves it out.</param>
/// <param name="Quantity">Units of a booking.</param>
/// <param name="NonResidentSurcharge">Euros added to a unit for families who live elsewhere.</param>
/// <param name="Siblings">What the second and later children booked the same day save.</param>
internal sealed record PriceGridBody(
    string Id,
    string Label,
    IReadOnlyList<string> Activities,
    DateOnly From,
    TariffBody Care,
    DateOnly? To = null,
    TariffBody? Meal = null,
    int Quantity = 1,
    decimal NonResidentSurcharge = 0m,
    SiblingReductionBody? Siblings = null)
{
    public static PriceGridBody Of(PriceGrid grid) => new(
        grid.Id,
        grid.Label,
        [.. grid.Activities.Select(activity => activity.Value)],
        grid.From,
        TariffBody.Of(grid.Care),
        grid.To,
        grid.Meal is { } meal ? TariffBody.Of(meal) : null,
        grid.Quantity,
        grid.NonResidentSurcharge,
        grid.Siblings is { } siblings ? new SiblingReductionBody(siblings.Percent, siblings.Amount) : null);

    public PriceGrid ToGrid() => new(
        Id,
        Label,
        [.. Activities.Select(activity => new ActivityId(activity))],
        From,
        To,
        Care.ToTariff(),
        Meal?.ToTariff(),
        Quantity,
        NonResidentSurcharge,
        Siblings is null ? null : new SiblingReduction(Siblings.Percent, Siblings.Amount));
}

/// <summary>How a part of the price is found: exactly one of the four forms. Without a known QF: the highest price.</summary>
/// <param name="Price">One price for all, in euros.</param>
/// <param name="Rate">A percentage of the QF, between two bounds.</param>
/// <param name="Brackets">A price for each bracket of QF, lower bound included, upper bound excluded.</param>
/// <param name="PublishedBrackets">The same as town halls publish it, in whole euros, both ends included: 360 to 564. Shown as brackets once kept.</param>
internal sealed record TariffBody(
    decimal? Price = null,
    RateBody? Rate = null,
    IReadOnlyList<BracketBody>? Brackets = null,
    IReadOnlyList<PublishedBracketBody>? PublishedBrackets = null)
{
    /// <summary>Whether exactly one form is given, with nothing missing in it.</summary>
    public bool IsOneForm() =>
        (Price is null ? 0 : 1) + (Rate is null ? 0 : 1) + (Brackets is null ? 0 : 1) + (PublishedBrackets is null ? 0 : 1) == 1
        && Brackets?.Contains(null!) != true && PublishedBrackets?.Contains(null!) != true;

    public static TariffBody Of(Tariff tariff) => tariff switch
    {
        FlatTariff flat => new TariffBody(flat.Price),
        RateTariff rate => new TariffBody(Rate: new RateBody(rate.Percent, rate.Floor, rate.Ceiling)),
        BracketTariff brackets => new TariffBody(
            Brackets: [.. brackets.Brackets.Select(bracket => new BracketBody(bracket.From, bracket.Price, bracket.Below))]),
        _ => throw new ArgumentException($"No form for a tariff of kind {tariff.GetType().Name}.", nameof(tariff)),
    };

    public Tariff ToTariff() => this switch
    {
        { Price: { } price } => new FlatTariff(price),
        { Rate: { } rate } => new RateTariff(rate.Percent, rate.Floor, rate.Ceiling),
        { Brackets: { } brackets } => new BracketTariff([.. brackets.Select(bracket => new Bracket(bracket.From, bracket.Below, bracket.Price))]),
        { PublishedBrackets: { } lines } => new PublishedTariff([.. lines.Select(line => new PublishedBracket(line.From, line.Through, line.Price))]),
        _ => throw new InvalidOperationException("A tariff without a form passed the check."),
    };
}

/// <summary>A percentage of the QF.</summary>
/// <param name="Percent">E.g. 0.8 for 0.8 % of the QF.</param>
/// <param name="Floor">Euros, the least.</param>
/// <param name="Ceiling">Euros, the most, and the price without a known QF.</param>
internal sealed record RateBody(decimal Percent, decimal Floor, decimal Ceiling);

/// <summary>A bracket of QF (tranche).</summary>
/// <param name="From">Lower bound, included; 0 on the first line.</param>
/// <param name="Price">Euros.</param>
/// <param name="Below">Upper bound, excluded, where the next line begins; absent on the last.</param>
internal sealed record BracketBody(decimal From, decimal Price, decimal? Below = null);

/// <summary>A bracket of QF in whole euros.</summary>
/// <param name="From">First whole euro.</param>
/// <param name="Price">Euros.</param>
/// <param name="Through">Last whole euro, included; absent on the last line.</param>
internal sealed record PublishedBracketBody(int From, decimal Price, int? Through = null);

/// <summary>What the second and later children booked the same day save on the custody part of a unit.</summary>
/// <param name="Percent">0 to 100.</param>
/// <param name="Amount">Euros.</param>
internal sealed record SiblingReductionBody(decimal Percent = 0m, decimal Amount = 0m);

/// <summary>Why a grid cannot be used.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Field">The field concerned; empty for the grid as a whole.</param>
/// <param name="Line">The line of a table, from 1.</param>
/// <param name="Detail">What is wrong, in French.</param>
internal sealed record GridFlawBody(string Grid, string Field, int? Line, string Detail);
