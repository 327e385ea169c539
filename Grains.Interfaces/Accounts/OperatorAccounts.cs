namespace Periscolaire.Accounts;

/// <summary>Where the accounts of operators are: a name that no town hall can have.</summary>
public static class OperatorAccounts
{
    /// <summary>What operators give as structure when they sign in.</summary>
    public static readonly StructureId Structure = new("exploitation");
}
