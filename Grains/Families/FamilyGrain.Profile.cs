using Periscolaire.Journal;

namespace Periscolaire.Families;

internal sealed partial class FamilyGrain
{
    /// <summary>The stream of a family.</summary>
    public static StreamId StreamOf(FamilyKey key) => new(key.Structure, $"family/{key.Family.Value}");

    public Task<Family?> Read() => Task.FromResult(_kept.Family);

    public async Task Register(Family family)
    {
        if (family.Id != _key.Family)
            throw new ArgumentException($"Family {family.Id} is not {_key.Family}.", nameof(family));

        var next = new KeptFamily(_kept.Version + 1, family);
        var change = new Change(
            StreamOf(_key),
            _kept.Version,
            next.Version,
            [new FamilyRow(_key.Structure, family), .. family.Children.Select(child => new ChildRow(_key.Structure, family.Id, child))]);
        try
        {
            await journal.Append(change);
            _kept = next;
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }
}
