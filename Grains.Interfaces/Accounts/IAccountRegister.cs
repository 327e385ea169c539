using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Periscolaire.Accounts;

/// <summary>What staff and operators do with an account: open, change, close it.</summary>
[Alias("IAccountRegister")]
public interface IAccountRegister : IGrainWithStringKey
{
    /// <summary>Opens the account, with a first password or else with a code that lets its holder choose one.</summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="by">Who opens it.</param>
    /// <returns>Null when there is one already: it is left as it is.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again: it exists, or is opened then.</exception>
    /// <exception cref="OverloadedException">Too many passwords are waiting to be hashed.</exception>
    [Alias("Open")]
    Task<OpenedAccount?> Open(NewAccount account, Author by);

    /// <summary>The account.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Read")]
    Task<AccountSheet?> Read();

    /// <summary>Changes the account; closing it ends its sessions.</summary>
    /// <param name="amendment">What it is to be.</param>
    /// <param name="version">The version that was read.</param>
    /// <param name="by">Who changes it.</param>
    /// <returns>Null when it was changed meanwhile, or does not exist.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; read it and compare.</exception>
    [Alias("Amend")]
    Task<AccountSheet?> Amend(AccountAmendment amendment, long version, Author by);

    /// <summary>Takes password, second factor and sessions away and gives a new opening code, for who has lost them.</summary>
    /// <param name="by">Who asks.</param>
    /// <returns>Null when there is no such account.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again: the last code given is the good one.</exception>
    [Alias("Reopen")]
    Task<OpenedAccount?> Reopen(Author by);

    /// <summary>Forgets password, question, second factor and sessions of an account that was closed with its erased family.</summary>
    /// <returns>When it is durable. A repeat changes nothing.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("Forget")]
    Task Forget();

    /// <summary>Exchanges an opening code for a ticket that lets a first password be chosen, within ten minutes. Five tries a day.</summary>
    /// <param name="code">As typed; case, spaces and hyphens do not matter.</param>
    /// <returns>A ticket when right.</returns>
    /// <exception cref="StoreUnavailableException">The ticket was not confirmed; ask again.</exception>
    [Alias("Redeem")]
    Task<RecoveryAnswer> Redeem(string code);
}

/// <summary>The accounts of a structure, keyed by its <see cref="StructureId"/>.</summary>
[Alias("IAccountsGrain")]
public interface IAccountsGrain : IGrainWithStringKey
{
    /// <summary>Accounts, by identifier.</summary>
    /// <param name="filter">Which of them.</param>
    /// <returns>At most the filter's limit.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("List"), AlwaysInterleave]
    Task<ImmutableArray<AccountSheet>> List(AccountFilter filter);

    /// <summary>The structures of this deployment that have an administrator's account.</summary>
    /// <returns>By id.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Structures"), AlwaysInterleave]
    Task<ImmutableArray<StructureId>> Structures();
}
