namespace Periscolaire.WebApi.Accounts;

/// <summary>Settings of the section <c>Accounts</c>.</summary>
internal sealed class AccountOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Accounts";

    /// <summary>Gets or sets whether administrators and operators must have a second factor: unless said otherwise, in production, where it cannot be switched off.</summary>
    public bool? SecondFactorForAdministrators { get; set; }
}
