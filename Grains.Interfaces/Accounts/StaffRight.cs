using System.Collections.Immutable;

namespace Periscolaire.Accounts;

/// <summary>What a member of staff may do (SPEC, Accounts 4); one may have several.</summary>
public enum StaffRight
{
    /// <summary>Accueil: families, their accounts and bookings, payments at the counter, attendance.</summary>
    Counter,

    /// <summary>Directeur: decisions, capacities, animators, closures, attendance, health notes, announcements, statistics.</summary>
    Director,

    /// <summary>Régisseur: money. Payments, refunds, corrections, price grids, quotients, debtors.</summary>
    Accountant,

    /// <summary>Administrateur de la structure: all of the above, and alone settings, activities, periods, accounts of staff, imports, erasures, the audit trail.</summary>
    Administrator,
}

/// <summary>Sets of rights.</summary>
public static class StaffRights
{
    /// <summary>Every right.</summary>
    public static ImmutableArray<StaffRight> All { get; } = [StaffRight.Counter, StaffRight.Director, StaffRight.Accountant, StaffRight.Administrator];

    /// <summary>Whether rights allow what any one of others is asked for.</summary>
    /// <param name="held">The rights held.</param>
    /// <param name="asked">Any of these is enough.</param>
    /// <returns>Always true for an administrator.</returns>
    public static bool Allow(this ImmutableArray<StaffRight> held, IEnumerable<StaffRight> asked) =>
        held.Contains(StaffRight.Administrator) || asked.Any(right => held.Contains(right));
}
