using System.Collections.Immutable;
using Periscolaire.Mail;
using Periscolaire.Transmission.Rules;
using Periscolaire.Wallets;

namespace Periscolaire.Transmission;

/// <summary>
/// What the night reads and writes, set by set. Every step can be repeated, and none does anything for a run that has moved on: a second
/// activation in a split cluster only repeats what the first did. A failing store is a <see cref="StoreUnavailableException"/>.
/// </summary>
public interface ITransmissionStore
{
    /// <summary>Runs, the latest first.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="before">Only runs with a smaller number; null for all.</param>
    /// <param name="limit">The most to return.</param>
    /// <returns>At most that many.</returns>
    Task<ImmutableArray<TransmissionRun>> Runs(StructureId structure, long? before, int limit);

    /// <summary>The run under way, and the last night that was begun.</summary>
    /// <param name="structure">The structure.</param>
    /// <returns>Nulls when there is none.</returns>
    Task<(TransmissionRun? UnderWay, DateOnly? LastNight, DateTimeOffset? LastUpdate)> Standing(StructureId structure);

    /// <summary>Begins a run, unless one is under way or this night was begun before.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="night">The civil day, Europe/Paris; null for a run by hand.</param>
    /// <param name="author">Who starts it.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>When it is durable.</returns>
    Task Begin(StructureId structure, DateOnly? night, Author author, DateTimeOffset now);

    /// <summary>The activity-days on which somebody waits.</summary>
    /// <param name="structure">The structure.</param>
    /// <returns>By date.</returns>
    Task<ImmutableArray<(ActivityId Activity, DateOnly Date)>> DaysWithWaiting(StructureId structure);

    /// <summary>Moves a run on from a phase; one that is no longer in it stays where it is.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="run">The run's number.</param>
    /// <param name="from">The phase that it leaves.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>When it is durable.</returns>
    Task Advance(StructureId structure, long run, RunPhase from, DateTimeOffset now);

    /// <summary>Takes movements that no run has taken, while the run is in its marking phase.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="run">The run's number.</param>
    /// <param name="limit">The most to take at once.</param>
    /// <returns>How many were taken: fewer than the limit when none is left.</returns>
    Task<int> Mark(StructureId structure, long run, int limit);

    /// <summary>Counts what a run has debited and credited, from the ledger itself: whoever was killed on the way counts the same.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="run">The run's number.</param>
    /// <param name="unpriced">Bookings that were due and had no price.</param>
    /// <returns>When it is durable.</returns>
    Task CountSettled(StructureId structure, long run, long unpriced);

    /// <summary>The next families that a run has not told yet, with their movements.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="run">The run's number.</param>
    /// <param name="limit">The most families.</param>
    /// <returns>By family id; empty when all were told.</returns>
    Task<ImmutableArray<ConcernedFamily>> NextFamilies(StructureId structure, long run, int limit);

    /// <summary>Queues mails and moves the run's cursor past their families, in one transaction; a mail that was queued before is left as it is.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="run">The run's number.</param>
    /// <param name="families">The families told, as <see cref="NextFamilies"/> gave them.</param>
    /// <param name="mails">Their mails.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>When it is durable.</returns>
    Task Tell(StructureId structure, long run, ImmutableArray<ConcernedFamily> families, ImmutableArray<QueuedMail> mails, DateTimeOffset now);

    /// <summary>A page of a run's movements.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="run">The run's number.</param>
    /// <param name="after">Continue after this line.</param>
    /// <param name="limit">The most to return.</param>
    /// <returns>By activity, date and number.</returns>
    Task<ImmutableArray<ManifestLine>> Manifest(StructureId structure, long run, ManifestLine? after, int limit);
}

/// <summary>A family with movements in a run.</summary>
/// <param name="Id">The family.</param>
/// <param name="Name">The payer.</param>
/// <param name="Email">Where its digest goes; null for a family without an address.</param>
/// <param name="AmountDue">Euros that its wallets lack; 0 when they do not.</param>
/// <param name="Movements">Its movements, those of a booking in order.</param>
public sealed record ConcernedFamily(FamilyId Id, string Name, string? Email, decimal AmountDue, ImmutableArray<DigestMovement> Movements);
