using System.Collections.Immutable;
using Periscolaire.Accounts;
using Periscolaire.Audit;
using Periscolaire.Families;

namespace Periscolaire.Privacy;

/// <summary>Carries exports and erasures out, one after the other for a family; holds nothing: whatever a crash left, the next call finds and finishes.</summary>
[GrainType("family-privacy")]
internal sealed class FamilyPrivacyGrain(IPersonalDataStore personal, IAccountReader accounts, TownClock clock) : Grain, IFamilyPrivacyGrain
{
    private const int AccountsAtOnce = 100;

    private FamilyKey _key;

    private IFamilyGrain Family => GrainFactory.GetGrain<IFamilyGrain>(_key.ToString());

    private IAuditTrailGrain Trail => GrainFactory.GetGrain<IAuditTrailGrain>(_key.Structure.Value);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = FamilyKey.Parse(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public async Task<ImmutableArray<PersonalTable>?> Export(Author by)
    {
        if (await Family.Read() is null)
            return null;
        var subject = $"family/{_key.Family}";
        await Trail.Append(new AuditEntry(by, clock.GetUtcNow(), "family-data-exported", subject, _key.Family));
        if (by.IsStaff)
            await Trail.Append(new AuditEntry(by, clock.GetUtcNow(), "health-notes-read", subject, _key.Family));
        return await personal.Read(_key);
    }

    public async Task<ErasureAnswer> Erase(ErasureOrder order)
    {
        var answer = await Family.Erase(order);
        if (answer.Outcome is ErasureOutcome.Erased && !order.DryRun)
            await ForgetSecrets();
        return answer;
    }

    /// <summary>The accounts are closed already, with the family; what opened them goes, and whoever is signed in is not any more.</summary>
    private async Task ForgetSecrets()
    {
        string? last = null;
        while (await accounts.List(_key.Structure, new AccountFilter(Role.Family, _key.Family, last, AccountsAtOnce)) is { IsEmpty: false } some)
        {
            foreach (var sheet in some)
                await GrainFactory.GetGrain<IAccountGrain>(new AccountKey(_key.Structure, sheet.Account.Identifier).ToString()).Forget();
            last = some[^1].Account.Identifier;
        }
    }
}
