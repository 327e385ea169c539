using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Periscolaire.Accounts;

/// <summary>Reads the register for the facade.</summary>
[StatelessWorker]
[GrainType("accounts")]
internal sealed class AccountsGrain(IAccountReader register) : Grain, IAccountsGrain
{
    public Task<ImmutableArray<AccountSheet>> List(AccountFilter filter) => register.List(new StructureId(this.GetPrimaryKeyString()), filter);

    public Task<ImmutableArray<StructureId>> Structures() => register.Structures();
}
