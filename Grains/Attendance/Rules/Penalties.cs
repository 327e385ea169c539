using System.Globalization;
using Periscolaire.Catalogue;

namespace Periscolaire.Attendance.Rules;

/// <summary>What is charged on top of a booking.</summary>
public enum PenaltyKind
{
    /// <summary>The child was fetched late.</summary>
    Late,

    /// <summary>It was absent without good reason.</summary>
    Absence,

    /// <summary>It came without having been booked.</summary>
    Unbooked,
}

/// <summary>A penalty that is due.</summary>
/// <param name="Wallet">The wallet that pays.</param>
/// <param name="UnitPrice">Euros a unit.</param>
/// <param name="Quantity">Units.</param>
/// <param name="What">What it is for, in French.</param>
public sealed record Penalty(string Wallet, decimal UnitPrice, int Quantity, string What)
{
    /// <summary>Euros.</summary>
    public decimal Total => UnitPrice * Quantity;
}

/// <summary>Which penalties a record of attendance entails.</summary>
public static class Penalties
{
    private const int Quarter = 15;

    /// <summary>All kinds, in the order in which they are entered.</summary>
    public static IReadOnlyList<PenaltyKind> Kinds { get; } = [PenaltyKind.Unbooked, PenaltyKind.Late, PenaltyKind.Absence];

    /// <summary>What a penalty depends on: a correction that leaves it as it was leaves the penalty alone, even when the rules have changed since.</summary>
    /// <param name="kind">Which penalty.</param>
    /// <param name="record">What is recorded; null for nothing.</param>
    /// <returns>0 when the penalty is out of the question.</returns>
    public static int BasisOf(PenaltyKind kind, AttendanceRecord? record) => (kind, record) switch
    {
        (PenaltyKind.Late, { State: AttendanceState.Late, MinutesLate: { } minutes }) => minutes,
        (PenaltyKind.Absence, { State: AttendanceState.AbsentUnjustified }) => 1,
        (PenaltyKind.Unbooked, { IsThere: true, WithoutBooking: true }) => 1,
        _ => 0,
    };

    /// <summary>The penalty of a kind.</summary>
    /// <param name="rules">The structure's rules.</param>
    /// <param name="kind">Which penalty.</param>
    /// <param name="basis">What it depends on.</param>
    /// <returns>Null when none is due.</returns>
    public static Penalty? Due(this PenaltyRules rules, PenaltyKind kind, int basis) => (kind, rules) switch
    {
        _ when basis == 0 => null,
        (PenaltyKind.Late, { LatePickup: { } late }) when basis > late.ToleranceMinutes => new Penalty(
            late.Wallet,
            late.Amount,
            late.Unit is LatenessUnit.Flat ? 1 : (basis + Quarter - 1) / Quarter,
            string.Create(CultureInfo.InvariantCulture, $"retard de {basis} min")),
        (PenaltyKind.Absence, { UnjustifiedAbsence: { } absence }) => new Penalty(absence.Wallet, absence.Amount, Quantity: 1, "absence non justifiée"),
        (PenaltyKind.Unbooked, { WithoutBooking: { } unbooked }) => new Penalty(unbooked.Wallet, unbooked.Amount, Quantity: 1, "présence sans réservation"),
        _ => null,
    };

    /// <summary>The wallets that rules have pay.</summary>
    /// <param name="rules">The rules.</param>
    /// <returns>Each as often as it is named.</returns>
    public static IEnumerable<string> Wallets(this PenaltyRules rules) =>
        new[] { rules.LatePickup?.Wallet, rules.UnjustifiedAbsence?.Wallet, rules.WithoutBooking?.Wallet }.OfType<string>();
}
