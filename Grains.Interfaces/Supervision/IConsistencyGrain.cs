using System.Collections.Immutable;

namespace Periscolaire.Supervision;

/// <summary>Recomputes what must always be true of a structure (RELIABILITY, invariants), keyed by its <see cref="StructureId"/>. Reads only.</summary>
[Alias("IConsistencyGrain")]
public interface IConsistencyGrain : IGrainWithStringKey
{
    /// <summary>Checks every activity-day and every wallet of the structure, from the tables alone.</summary>
    /// <returns>What was checked and what was found wrong.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Check")]
    Task<ConsistencyReport> Check();
}

/// <summary>The outcome of a check.</summary>
/// <param name="Days">Activity-days checked.</param>
/// <param name="Bookings">Bookings checked.</param>
/// <param name="Movements">Movements replayed.</param>
/// <param name="Wallets">Wallets added up.</param>
/// <param name="Entries">Ledger entries added up.</param>
/// <param name="Violations">How often each invariant did not hold; empty when all is well.</param>
[GenerateSerializer, Immutable, Alias("ConsistencyReport")]
public sealed record ConsistencyReport(
    [property: Id(0)] int Days,
    [property: Id(1)] int Bookings,
    [property: Id(2)] int Movements,
    [property: Id(4)] int Wallets,
    [property: Id(5)] long Entries,
    [property: Id(3)] ImmutableArray<Violation> Violations);

/// <summary>An invariant that did not hold.</summary>
/// <param name="Invariant">Its name in RELIABILITY: CAP, ONCE, CONS, LEDGER, PAY.</param>
/// <param name="Where">The activity-day, booking, wallet or receipt, by id.</param>
/// <param name="What">What was found.</param>
[GenerateSerializer, Immutable, Alias("Violation")]
public sealed record Violation([property: Id(0)] string Invariant, [property: Id(1)] string Where, [property: Id(2)] string What);
