namespace Periscolaire.Attendance;

/// <summary>What families are charged on top, as their town hall's own rules say; what is null is not charged.</summary>
/// <param name="LatePickup">For a child fetched late.</param>
/// <param name="UnjustifiedAbsence">For an absence without good reason, on top of the booking, which stays due.</param>
/// <param name="WithoutBooking">For a child who came without having been booked.</param>
[GenerateSerializer, Immutable, Alias("PenaltyRules")]
public sealed record PenaltyRules(
    [property: Id(0)] LatePickupPenalty? LatePickup = null,
    [property: Id(1)] FixedPenalty? UnjustifiedAbsence = null,
    [property: Id(2)] FixedPenalty? WithoutBooking = null)
{
    /// <summary>Nothing is charged.</summary>
    public static PenaltyRules None { get; } = new();
}

/// <summary>How lateness is counted.</summary>
public enum LatenessUnit
{
    /// <summary>Once, however long.</summary>
    Flat,

    /// <summary>Each started quarter of an hour after the activity's end.</summary>
    StartedQuarter,
}

/// <summary>A penalty for a child fetched late.</summary>
/// <param name="Wallet">The wallet that pays.</param>
/// <param name="ToleranceMinutes">Minutes after the activity's end that are let pass; one more, and all of them count.</param>
/// <param name="Amount">Euros, once or a quarter.</param>
/// <param name="Unit">How lateness is counted.</param>
[GenerateSerializer, Immutable, Alias("LatePickupPenalty")]
public sealed record LatePickupPenalty(
    [property: Id(0)] string Wallet, [property: Id(1)] int ToleranceMinutes, [property: Id(2)] decimal Amount, [property: Id(3)] LatenessUnit Unit);

/// <summary>A penalty of a fixed amount.</summary>
/// <param name="Wallet">The wallet that pays.</param>
/// <param name="Amount">Euros.</param>
[GenerateSerializer, Immutable, Alias("FixedPenalty")]
public sealed record FixedPenalty([property: Id(0)] string Wallet, [property: Id(1)] decimal Amount);
