using System.Collections.Immutable;
using Periscolaire.Journal;

namespace Periscolaire.Accounts;

/// <summary>Reads the accounts' register. A failing store is a <see cref="StoreUnavailableException"/>.</summary>
public interface IAccountReader
{
    /// <summary>An account with its version, in one snapshot.</summary>
    /// <param name="key">Structure and identifier.</param>
    /// <returns>Null when there is none.</returns>
    Task<AccountSheet?> Account(AccountKey key);

    /// <summary>Accounts of a structure, by identifier.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="filter">Which of them.</param>
    /// <returns>At most the filter's limit.</returns>
    Task<ImmutableArray<AccountSheet>> List(StructureId structure, AccountFilter filter);

    /// <summary>The structures that have staff.</summary>
    /// <returns>By id.</returns>
    Task<ImmutableArray<StructureId>> Structures();
}

/// <summary>An account, replaced by key.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Account">The account.</param>
public sealed record AccountRow(StructureId Structure, RegisteredAccount Account) : Row
{
    /// <inheritdoc/>
    public override object Key => Account.Identifier;

    /// <summary>The stream of an account.</summary>
    /// <param name="key">Structure and identifier.</param>
    /// <returns>The stream.</returns>
    public static StreamId StreamOf(AccountKey key) => new(key.Structure, $"account/{key.Identifier}");
}
