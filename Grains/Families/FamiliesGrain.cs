using System.Collections.Immutable;
using Periscolaire.Families.Rules;

namespace Periscolaire.Families;

/// <summary>
/// Looks families up. Names are compared here, some thousand at a time: the two databases do not agree on what an accent is, and a town's families are
/// few enough.
/// </summary>
[GrainType("families")]
internal sealed class FamiliesGrain(IFamilyReader families) : Grain, IFamiliesGrain
{
    private const int ReadAtOnce = 2_000;

    public async Task<ImmutableArray<FamilyFound>> Find(FamilySearch search)
    {
        var (structure, words) = (new StructureId(this.GetPrimaryKeyString()), PlainText.Of(search.Words));
        var found = ImmutableArray.CreateBuilder<FamilyFound>();
        for (var after = search.After; found.Count < search.Limit;)
        {
            var some = await families.Names(structure, after, ReadAtOnce);
            found.AddRange(some.Where(family => PlainText.Has(TextOf(family), words)).Take(search.Limit - found.Count));
            if (some.Length < ReadAtOnce)
                break;
            after = some[^1].Id;
        }

        return found.ToImmutable();
    }

    private static string TextOf(FamilyFound family) => PlainText.Of($"{family.Name} {family.Id} {family.Email} {string.Join(' ', family.Children)}");
}
