using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;
using Periscolaire.Journal;

namespace Periscolaire.Import.Rules;

/// <summary>What is known of a structure before a file is taken over.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Catalogue">The catalogue in force.</param>
/// <param name="Families">Its families.</param>
public sealed record KnownTown(StructureId Structure, CatalogueIndex Catalogue, IReadOnlyDictionary<FamilyId, KeptFamily> Families)
{
    private Dictionary<ChildId, KeptFamily> _familyOf = ByChild(Families);

    /// <summary>Its families.</summary>
    public IReadOnlyDictionary<FamilyId, KeptFamily> Families
    {
        get;
        init
        {
            field = value;
            _familyOf = ByChild(value);
        }
    }
    = Families;

    /// <summary>The opening balances imported before, by cause.</summary>
    public IReadOnlyDictionary<string, decimal> Openings { get; init; } = ImmutableDictionary<string, decimal>.Empty;

    /// <summary>The accounts, with their families; null for one of staff.</summary>
    public IReadOnlyDictionary<string, FamilyId?> Accounts { get; init; } = ImmutableDictionary<string, FamilyId?>.Empty;

    /// <summary>The activity-days that the file names.</summary>
    public IReadOnlyDictionary<ActivityDayKey, ActivityDay> Days { get; init; } = ImmutableDictionary<ActivityDayKey, ActivityDay>.Empty;

    /// <summary>On which activities each child has live bookings on a date, as far as the file's dates go.</summary>
    public ILookup<(ChildId Child, DateOnly Date), ActivityId> Live { get; init; } = Array.Empty<ActivityId>().ToLookup(_ => default((ChildId, DateOnly)));

    /// <summary>The family of a child.</summary>
    /// <param name="child">The child.</param>
    /// <returns>Null when there is no such child.</returns>
    public KeptFamily? FamilyOf(ChildId child) => _familyOf.GetValueOrDefault(child);

    private static Dictionary<ChildId, KeptFamily> ByChild(IReadOnlyDictionary<FamilyId, KeptFamily> families) => families.Values
        .SelectMany(kept => kept.Family!.Children, (kept, child) => (kept, child))
        .ToDictionary(known => known.child.Id, known => known.kept);
}

/// <summary>What a file comes to.</summary>
/// <param name="Families">The rows of each family that it creates or changes.</param>
/// <param name="Days">What is decided on each activity-day.</param>
/// <param name="Accounts">The accounts that it creates.</param>
/// <param name="Grids">All price grids as they are to be; null to leave them.</param>
public sealed record ImportPlan(
    IReadOnlyDictionary<FamilyId, List<Row>> Families,
    IReadOnlyDictionary<ActivityDayKey, Decision> Days,
    ImmutableArray<NewFamilyAccount> Accounts,
    ImmutableArray<PriceGrid>? Grids)
{
    /// <summary>A file that changes nothing.</summary>
    public static ImportPlan Nothing { get; } = new(
        new Dictionary<FamilyId, List<Row>>(), new Dictionary<ActivityDayKey, Decision>(), [], Grids: null);
}

/// <summary>An account that a file creates.</summary>
/// <param name="Identifier">What the family signs in with.</param>
/// <param name="Family">The family.</param>
/// <param name="Name">Whom the letter goes to.</param>
public sealed record NewFamilyAccount(string Identifier, FamilyId Family, string Name);
