using System.Collections.Immutable;
using Periscolaire.Audit;
using Periscolaire.Families;

namespace Periscolaire.Privacy;

/// <summary>Reads and erases what the tables hold of a family. A failing store is a <see cref="StoreUnavailableException"/>.</summary>
public interface IPersonalDataStore
{
    /// <summary>Everything that the tables hold of a family, no secrets; each table in a snapshot of its own.</summary>
    /// <param name="family">The family.</param>
    /// <returns>Every table, empty ones too.</returns>
    Task<ImmutableArray<PersonalTable>> Read(FamilyKey family);

    /// <summary>What an erasure would do.</summary>
    /// <param name="family">The family.</param>
    /// <returns>A line a table.</returns>
    Task<ImmutableArray<ErasureEffect>> Effects(FamilyKey family);

    /// <summary>What ties a family, apart from its wallets.</summary>
    /// <param name="family">The family.</param>
    /// <param name="today">The present day, Europe/Paris.</param>
    /// <returns>Counts.</returns>
    Task<FamilyTies> Ties(FamilyKey family, DateOnly today);

    /// <summary>
    /// Erases a family in one transaction, and moves the streams of the family, of its accounts and of its payments on: no activation can write back what it
    /// remembers.
    /// </summary>
    /// <param name="family">The family.</param>
    /// <param name="after">The version of its stream that it was decided on.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="told">The line of the audit trail, kept with it; null for a repeat.</param>
    /// <returns>When it is durable.</returns>
    /// <exception cref="StaleStreamException">The family was written since, or a payment was begun: nothing was erased.</exception>
    Task Erase(FamilyKey family, long after, DateTimeOffset now, AuditEntry? told);
}

/// <summary>What ties a family, apart from its wallets.</summary>
/// <param name="LiveBookings">Live bookings from the present day on.</param>
/// <param name="NotCredited">Debited bookings that ended and were not credited back.</param>
/// <param name="OpenPayments">Card payments whose end is not known.</param>
public sealed record FamilyTies(int LiveBookings, int NotCredited, int OpenPayments);
