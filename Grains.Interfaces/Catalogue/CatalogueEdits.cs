using System.Collections.Immutable;

namespace Periscolaire.Catalogue;

/// <summary>One change that staff make to a catalogue.</summary>
[GenerateSerializer, Immutable, Alias("CatalogueEdit")]
public abstract record CatalogueEdit;

/// <summary>What the structure says of itself; its announcements stay.</summary>
/// <param name="Settings">As they are to be; announcements and the mark of a demonstration are not looked at.</param>
[GenerateSerializer, Immutable, Alias("CatalogueEdit.Settings")]
public sealed record EditSettings([property: Id(0)] StructureSettings Settings) : CatalogueEdit;

/// <summary>Adds or replaces an activity.</summary>
/// <param name="Activity">As it is to be.</param>
[GenerateSerializer, Immutable, Alias("CatalogueEdit.Activity")]
public sealed record EditActivity([property: Id(0)] Activity Activity) : CatalogueEdit;

/// <summary>Takes an activity out.</summary>
/// <param name="Activity">Its id.</param>
[GenerateSerializer, Immutable, Alias("CatalogueEdit.RemoveActivity")]
public sealed record RemoveActivity([property: Id(0)] ActivityId Activity) : CatalogueEdit;

/// <summary>Adds or replaces a period; closures of days that it still opens stay, and so does the rule of its dates while those are the same.</summary>
/// <param name="Period">As it is to be.</param>
[GenerateSerializer, Immutable, Alias("CatalogueEdit.Period")]
public sealed record EditPeriod([property: Id(0)] Period Period) : CatalogueEdit;

/// <summary>Takes a period out.</summary>
/// <param name="Period">Its id.</param>
[GenerateSerializer, Immutable, Alias("CatalogueEdit.RemovePeriod")]
public sealed record RemovePeriod([property: Id(0)] string Period) : CatalogueEdit;

/// <summary>Gives a period the dates that a rule finds in the school calendar.</summary>
/// <param name="Period">Its id.</param>
/// <param name="Rule">The rule, kept with the period.</param>
[GenerateSerializer, Immutable, Alias("CatalogueEdit.Dates")]
public sealed record GenerateDates([property: Id(0)] string Period, [property: Id(1)] DateRule Rule) : CatalogueEdit;

/// <summary>Adds or replaces a wallet.</summary>
/// <param name="Wallet">As it is to be.</param>
[GenerateSerializer, Immutable, Alias("CatalogueEdit.Wallet")]
public sealed record EditWallet([property: Id(0)] WalletOffer Wallet) : CatalogueEdit;

/// <summary>Offers a wallet no longer; families keep what is in it.</summary>
/// <param name="Wallet">Its id.</param>
[GenerateSerializer, Immutable, Alias("CatalogueEdit.RemoveWallet")]
public sealed record RemoveWallet([property: Id(0)] string Wallet) : CatalogueEdit;

/// <summary>Replaces all price grids.</summary>
/// <param name="Grids">As they are to be.</param>
[GenerateSerializer, Immutable, Alias("CatalogueEdit.Grids")]
public sealed record EditGrids([property: Id(0)] ImmutableArray<PriceGrid> Grids) : CatalogueEdit;

/// <summary>Copies the periods and price grids of a school year to another; what the other has already under the same id is left as it is.</summary>
/// <param name="From">The year in which it begins, in September.</param>
/// <param name="To">The year in which the other begins.</param>
[GenerateSerializer, Immutable, Alias("CatalogueEdit.CopyYear")]
public sealed record CopySchoolYear([property: Id(0)] int From, [property: Id(1)] int To) : CatalogueEdit;

/// <summary>A change that staff order.</summary>
/// <param name="Edit">What.</param>
/// <param name="By">Who.</param>
/// <param name="Version">The catalogue's version that was read; null for whichever is in force.</param>
/// <param name="MustBeNew">Whether what is added must not exist yet.</param>
/// <param name="IsDryRun">Whether nothing is kept.</param>
[GenerateSerializer, Immutable, Alias("EditOrder")]
public sealed record EditOrder(
    [property: Id(0)] CatalogueEdit Edit,
    [property: Id(1)] Author By,
    [property: Id(2)] long? Version,
    [property: Id(3)] bool MustBeNew = false,
    [property: Id(4)] bool IsDryRun = false);

/// <summary>What became of a change.</summary>
public enum EditOutcome
{
    /// <summary>It is kept, or would be.</summary>
    Kept,

    /// <summary>There is no such thing to change.</summary>
    Unknown,

    /// <summary>It is there already.</summary>
    AlreadyExists,

    /// <summary>The catalogue was changed since it was read.</summary>
    ChangedMeanwhile,

    /// <summary>Something is wrong with it.</summary>
    Flawed,

    /// <summary>It would take days out on which somebody is booked.</summary>
    DaysBooked,
}

/// <summary>The answer to a change.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Catalogue">The catalogue with it, also when it is a dry run; null when it cannot be.</param>
/// <param name="Consequences">What it touches; null when it cannot be.</param>
/// <param name="Flaws">Why not, when flawed.</param>
/// <param name="GridFlaws">Why not, when price grids are.</param>
/// <param name="Warnings">What staff should look at, in French.</param>
[GenerateSerializer, Immutable, Alias("EditAnswer")]
public sealed record EditAnswer(
    [property: Id(0)] EditOutcome Outcome,
    [property: Id(1)] StructureCatalogue? Catalogue,
    [property: Id(2)] Consequences? Consequences,
    [property: Id(3)] ImmutableArray<CatalogueFlaw> Flaws,
    [property: Id(4)] ImmutableArray<GridFlaw> GridFlaws,
    [property: Id(5)] ImmutableArray<string> Warnings)
{
    /// <summary>An answer that is a refusal without more to say.</summary>
    /// <param name="outcome">Which.</param>
    /// <returns>The answer.</returns>
    public static EditAnswer Refused(EditOutcome outcome) => new(outcome, Catalogue: null, Consequences: null, [], [], []);
}

/// <summary>Why a catalogue cannot be used.</summary>
/// <param name="Item">What is concerned, e.g. <c>period/mercredis-2026</c>.</param>
/// <param name="Field">The field concerned; empty for the item as a whole.</param>
/// <param name="What">What is wrong, in French.</param>
[GenerateSerializer, Immutable, Alias("CatalogueFlaw")]
public sealed record CatalogueFlaw([property: Id(0)] string Item, [property: Id(1)] string Field, [property: Id(2)] string What);
