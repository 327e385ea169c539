using Periscolaire.Families;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;

namespace Periscolaire.WebApi.Families;

/// <summary>Families as staff name them in an address.</summary>
internal static class StaffFamilies
{
    /// <summary>A family of the caller's own structure.</summary>
    /// <returns>Null when there is none of that id; another structure's family is answered alike.</returns>
    public static async Task<(Family Family, IFamilyGrain Grain)?> Find(string familyId, SignedIn caller, IGrainFactory grains)
    {
        if (!Input.IsId(familyId))
            return null;
        var grain = grains.GetGrain<IFamilyGrain>(new FamilyKey(caller.Structure, new FamilyId(familyId)).ToString());
        return await grain.Read() is { } family ? (family, grain) : null;
    }
}
