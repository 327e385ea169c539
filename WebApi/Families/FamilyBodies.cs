using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Mvc;
using Periscolaire.Families;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;

namespace Periscolaire.WebApi.Families;

/// <summary>How an edit says what it was decided on.</summary>
/// <param name="IfMatch">The ETag that was read.</param>
/// <param name="IfNoneMatch"><c>*</c> to create what must not be there yet.</param>
/// <param name="DryRun">true checks everything and writes nothing.</param>
internal sealed record EditHeaders(
    [FromHeader(Name = Editions.IfMatch)] string? IfMatch,
    [FromHeader(Name = Editions.IfNoneMatch)] string? IfNoneMatch,
    [FromQuery(Name = "dryRun")] bool DryRun = false)
{
    public bool TryRead(SignedIn caller, [NotNullWhen(true)] out StaffEdit? edit, [NotNullWhen(false)] out IResult? refusal)
    {
        (edit, refusal) = (null, null);
        if (Editions.IsCreation(IfNoneMatch))
            edit = new StaffEdit(After: null, caller.Author, DryRun);
        else if (Editions.TryMatch(IfMatch, out var version, out refusal))
            edit = new StaffEdit(version, caller.Author, DryRun);
        return edit is not null;
    }
}

/// <summary>What staff write of a family.</summary>
/// <param name="Name">The payer, e.g. "DUPONT Jean-Paul".</param>
/// <param name="IsResident">Whether it lives in the town.</param>
/// <param name="Email">Where mails go; absent for a family without an address. A changed address acts at once, and the old one is told so.</param>
/// <param name="Address">Its postal address.</param>
/// <param name="Phone">Its telephone number.</param>
internal sealed record FamilyEditBody(string Name, bool IsResident, string? Email = null, string? Address = null, string? Phone = null)
{
    /// <summary>Leaves everything out: a log must not hold it.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(FamilyEditBody);
}

/// <summary>What staff write of a child.</summary>
/// <param name="FirstName">First name.</param>
/// <param name="LastName">Last name.</param>
/// <param name="BirthDate">Birth date.</param>
/// <param name="Group">School or group, when known.</param>
internal sealed record ChildEditBody(string FirstName, string LastName, DateOnly BirthDate, string? Group = null)
{
    /// <summary>Leaves everything out: a log must not hold it.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(ChildEditBody);
}

/// <summary>A family.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The payer.</param>
/// <param name="Email">Where mails go.</param>
/// <param name="IsResident">Whether it lives in the town.</param>
/// <param name="Address">Its postal address.</param>
/// <param name="Phone">Its telephone number.</param>
/// <param name="Children">Its children, the eldest first.</param>
internal sealed record FamilyBody(
    string Id, string Name, string? Email, bool IsResident, string? Address, string? Phone, IReadOnlyList<ChildBody> Children)
{
    public static FamilyBody From(Family family) => new(
        family.Id.Value,
        family.Name,
        family.Email,
        family.IsResident,
        family.Address,
        family.Phone,
        [.. family.Children.OrderBy(child => child.BirthDate).ThenBy(child => child.Id.Value, StringComparer.Ordinal)
            .Select(child => new ChildBody(child.Id.Value, child.FirstName, child.LastName, child.BirthDate, child.Group))]);
}

/// <summary>A page of families, by id.</summary>
/// <param name="Items">The families.</param>
/// <param name="NextCursor">Gives the next page; absent on the last.</param>
internal sealed record FamilyPageBody(IReadOnlyList<FamilyFoundBody> Items, string? NextCursor);

/// <summary>A family as found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The payer.</param>
/// <param name="Email">Where mails go.</param>
/// <param name="Children">Its children's first and last names.</param>
internal sealed record FamilyFoundBody(string Id, string Name, string? Email, IReadOnlyList<string> Children);
