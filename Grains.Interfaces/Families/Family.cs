using System.Collections.Immutable;

namespace Periscolaire.Families;

/// <summary>A family (compte famille): who pays, where mails go, which children.</summary>
/// <param name="Id">Unique in the structure.</param>
/// <param name="Name">The payer, e.g. "DUPONT Jean-Paul".</param>
/// <param name="Email">Where mails go; null for a family without an address.</param>
/// <param name="IsResident">Whether it lives in the town.</param>
/// <param name="Children">Its children.</param>
/// <param name="Quotients">What is known of its quotient familial, by date.</param>
/// <param name="Address">Its postal address, when known.</param>
/// <param name="Phone">Its telephone number, when known.</param>
[GenerateSerializer, Immutable, Alias("Family")]
public sealed record Family(
    [property: Id(0)] FamilyId Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string? Email,
    [property: Id(3)] bool IsResident,
    [property: Id(4)] ImmutableArray<Child> Children,
    [property: Id(5)] ImmutableArray<DatedQuotient> Quotients,
    [property: Id(6)] string? Address = null,
    [property: Id(7)] string? Phone = null)
{
    /// <summary>The most characters of a postal address.</summary>
    public const int LongestAddress = 300;

    /// <summary>The most characters of a telephone number.</summary>
    public const int LongestPhone = 40;
}

/// <summary>A family's quotient familial (QF), in force until the next one is.</summary>
/// <param name="From">First date on which it is in force, Europe/Paris.</param>
/// <param name="Value">The QF, 0 or more, to the hundredth; null when it is no longer known.</param>
[GenerateSerializer, Immutable, Alias("DatedQuotient")]
public sealed record DatedQuotient([property: Id(0)] DateOnly From, [property: Id(1)] decimal? Value);

/// <summary>A child (enfant, consommateur).</summary>
/// <param name="Id">Unique in the structure.</param>
/// <param name="FirstName">First name.</param>
/// <param name="LastName">Last name.</param>
/// <param name="BirthDate">Birth date.</param>
/// <param name="Group">School or group, when known.</param>
[GenerateSerializer, Immutable, Alias("Child")]
public sealed record Child(
    [property: Id(0)] ChildId Id,
    [property: Id(1)] string FirstName,
    [property: Id(2)] string LastName,
    [property: Id(3)] DateOnly BirthDate,
    [property: Id(4)] string? Group);
