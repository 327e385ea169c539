using Periscolaire.Families;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;

namespace Periscolaire.WebApi.Families;

/// <summary>A family that staff name in an address.</summary>
internal static class StaffFamily
{
    /// <summary>The family, when the caller's own structure has it.</summary>
    /// <returns>Null when it has not; another structure's family is answered alike.</returns>
    public static async Task<IFamilyGrain?> Find(string familyId, SignedIn caller, IGrainFactory grains)
    {
        if (!Input.IsId(familyId))
            return null;
        var family = grains.GetGrain<IFamilyGrain>(new FamilyKey(caller.Structure, new FamilyId(familyId)).ToString());
        return await family.Read() is null ? null : family;
    }
}
