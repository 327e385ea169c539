using System.Text.Json.Serialization;

namespace Periscolaire.Catalogue;

/// <summary>When an accepted booking of a period is debited (SPEC, Money 3); always by a night's run, once.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DebitOnAcceptance), "on-acceptance")]
[JsonDerivedType(typeof(DebitOnTheDay), "on-the-day")]
[JsonDerivedType(typeof(DebitOnDate), "on-date")]
[GenerateSerializer, Immutable, Alias("DebitRule")]
public abstract record DebitRule;

/// <summary>By the transmission that makes its acceptance definitive.</summary>
[GenerateSerializer, Immutable, Alias("DebitRule.OnAcceptance")]
public sealed record DebitOnAcceptance : DebitRule;

/// <summary>By the night of the activity's own day.</summary>
[GenerateSerializer, Immutable, Alias("DebitRule.OnTheDay")]
public sealed record DebitOnTheDay : DebitRule;

/// <summary>By the night of one date for the whole period: the guide's summer is booked from May and debited on 1 July.</summary>
/// <param name="Date">The civil day, Europe/Paris.</param>
[GenerateSerializer, Immutable, Alias("DebitRule.OnDate")]
public sealed record DebitOnDate([property: Id(0)] DateOnly Date) : DebitRule;
