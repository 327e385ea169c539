using System.Collections.Immutable;
using Periscolaire.Families;

namespace Periscolaire.Import;

/// <summary>Reads what a file is compared with, a table at a time: twenty thousand families are not asked one by one. A failing store is a <see cref="StoreUnavailableException"/>.</summary>
public interface IImportReader
{
    /// <summary>All families of a structure, each no older than its version.</summary>
    /// <param name="structure">The structure.</param>
    /// <returns>By id.</returns>
    Task<IReadOnlyDictionary<FamilyId, KeptFamily>> Families(StructureId structure);

    /// <summary>What was entered under causes that begin alike.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="prefix">Their beginning.</param>
    /// <returns>Euros by cause.</returns>
    Task<IReadOnlyDictionary<string, decimal>> Entered(StructureId structure, string prefix);

    /// <summary>All accounts.</summary>
    /// <param name="structure">The structure.</param>
    /// <returns>The family by identifier; null for one of staff.</returns>
    Task<IReadOnlyDictionary<string, FamilyId?>> Accounts(StructureId structure);

    /// <summary>The live bookings of a structure.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="from">The first date.</param>
    /// <param name="to">The last date, included.</param>
    /// <returns>In no particular order.</returns>
    Task<ImmutableArray<LiveChildBooking>> Live(StructureId structure, DateOnly from, DateOnly to);
}

/// <summary>A live booking.</summary>
/// <param name="Child">The child.</param>
/// <param name="Activity">The activity.</param>
/// <param name="Date">The date.</param>
public readonly record struct LiveChildBooking(ChildId Child, ActivityId Activity, DateOnly Date);
