using System.Collections.Immutable;
using System.Security.Claims;
using Periscolaire.Accounts;
using Periscolaire.Families;

namespace Periscolaire.WebApi.Accounts;

/// <summary>Who calls, as the access token says; the only source of structure and family in any endpoint.</summary>
/// <param name="Account">The account.</param>
/// <param name="Session">The session's id.</param>
/// <param name="Role">Family, staff or operator.</param>
/// <param name="Family">The family; null for staff.</param>
/// <param name="DisplayName">As shown after signing in.</param>
internal sealed record SignedIn(AccountKey Account, string Session, Role Role, FamilyId? Family, string DisplayName)
{
    public StructureId Structure => Account.Structure;

    public FamilyKey FamilyKey => new(Structure, Family ?? throw new InvalidOperationException("Not a family."));

    /// <summary>The caller, as kept beside what it does.</summary>
    public Author Author => Role switch
    {
        Role.Family => Author.Family(Family!.Value),
        Role.Operator => Author.Operator(Account.Identifier),
        _ => Author.Staff(Account.Identifier),
    };

    /// <summary>The caller's own family.</summary>
    public IFamilyGrain OwnFamily(IGrainFactory grains) => grains.GetGrain<IFamilyGrain>(FamilyKey.ToString());

    public static SignedIn From(ClaimsPrincipal principal) => new(
        new AccountKey(new StructureId(principal.FindFirstValue(Claims.Structure)!), principal.FindFirstValue(Claims.Identifier)!),
        principal.FindFirstValue(Claims.Session)!,
        Enum.Parse<Role>(principal.FindFirstValue(Claims.Role)!),
        principal.FindFirstValue(Claims.Family) is { } family ? new FamilyId(family) : null,
        principal.FindFirstValue(Claims.Name)!);

    /// <summary>Lets endpoints take it as a parameter.</summary>
    public static ValueTask<SignedIn?> BindAsync(HttpContext context) => ValueTask.FromResult<SignedIn?>(From(context.User));
}

/// <summary>The names of the access token's claims.</summary>
internal static class Claims
{
    public const string Identifier = "sub";
    public const string Session = "sid";
    public const string Name = "name";
    public const string Role = "role";
    public const string Structure = "structure";
    public const string Family = "family";

    private const string Right = "right";
    private const string MustChangePassword = "must-change-password";
    private const string SecondFactor = "second-factor";

    /// <summary>What the account says of its holder now; no token holds it.</summary>
    public static ClaimsIdentity Of(AccountHolder holder) =>
        new(
        [
            .. holder.EffectiveRights.Select(right => new Claim(Right, right.ToString())),
            .. holder.MustChangePassword ? (Claim[])[new Claim(MustChangePassword, "")] : [],
            .. holder.HasSecondFactor ? (Claim[])[new Claim(SecondFactor, "")] : [],
        ]);

    public static bool HasFirstPassword(ClaimsPrincipal caller) => caller.HasClaim(claim => claim.Type == MustChangePassword);

    public static bool HasSecondFactor(ClaimsPrincipal caller) => caller.HasClaim(claim => claim.Type == SecondFactor);

    public static ImmutableArray<StaffRight> RightsOf(ClaimsPrincipal caller) => [.. caller.FindAll(Right).Select(claim => Enum.Parse<StaffRight>(claim.Value))];
}
