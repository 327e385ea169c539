using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Periscolaire.Transmission;

/// <summary>
/// The nightly transmission of one structure, keyed by its <see cref="StructureId"/>: makes movements definitive, once each, and tells families.
/// Wakes itself up; staff may start it too.
/// </summary>
[Alias("ITransmissionGrain")]
public interface ITransmissionGrain : IGrainWithStringKey
{
    /// <summary>Makes the structure's nights happen from now on; a repeat changes nothing. Called when its catalogue is saved.</summary>
    /// <param name="hour">When its nights start, Europe/Paris.</param>
    /// <returns>When the reminder is kept.</returns>
    [Alias("KeepWatch")]
    Task KeepWatch(TimeOnly hour);

    /// <summary>Starts a run now. While one is under way, that one is answered and no other is started.</summary>
    /// <param name="author">Who asks.</param>
    /// <returns>The run; it goes on in the background, whatever happens to the caller.</returns>
    /// <exception cref="StoreUnavailableException">The start was not confirmed; ask again.</exception>
    [Alias("Start")]
    Task<TransmissionRun> Start(Author author);

    /// <summary>Runs, the latest first.</summary>
    /// <param name="before">Only runs with a smaller number; null for all.</param>
    /// <param name="limit">The most to return, 1 to 200.</param>
    /// <returns>At most that many.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("List"), AlwaysInterleave]
    Task<ImmutableArray<TransmissionRun>> List(long? before, int limit);

    /// <summary>One run.</summary>
    /// <param name="run">Its number.</param>
    /// <returns>Null when there is no such run.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Read"), AlwaysInterleave]
    Task<TransmissionRun?> Read(long run);

    /// <summary>A page of a completed run's manifest: the movements that it made definitive, the same for ever.</summary>
    /// <param name="run">The run's number.</param>
    /// <param name="after">Continue after this line; null from the start.</param>
    /// <param name="limit">The most to return, 1 to 5,000.</param>
    /// <returns>By activity, date and number.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Manifest"), AlwaysInterleave]
    Task<ImmutableArray<ManifestLine>> Manifest(long run, ManifestLine? after, int limit);

    /// <summary>When the site was last up to date with the town hall: the start of the last completed run.</summary>
    /// <returns>Null before the first.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("LastUpdate"), AlwaysInterleave]
    Task<DateTimeOffset?> LastUpdate();

    /// <summary>When the next night starts: what is pending takes effect then, or sooner when staff start a run.</summary>
    /// <returns>The instant.</returns>
    /// <exception cref="StoreUnavailableException">The catalogue could not be read; ask again.</exception>
    [Alias("NextNight"), AlwaysInterleave]
    Task<DateTimeOffset> NextNight();
}

/// <summary>How far a run has come. A killed run continues where it was.</summary>
public enum RunPhase
{
    /// <summary>Bookings that wait in vain are refused.</summary>
    Expiring,

    /// <summary>Movements are taken, each by one run only.</summary>
    Marking,

    /// <summary>What is due is debited, what ended is credited back.</summary>
    Settling,

    /// <summary>Each concerned family's digest is queued.</summary>
    Digests,

    /// <summary>What was kept long enough is forgotten.</summary>
    Forgetting,

    /// <summary>Done; nothing of it changes any more.</summary>
    Completed,
}

/// <summary>A run of the transmission.</summary>
/// <param name="Number">Counts the structure's runs, from 1.</param>
/// <param name="Night">The civil day, Europe/Paris, whose night it is; null for a run started by hand.</param>
/// <param name="StartedBy">Who started it.</param>
/// <param name="StartedAt">When.</param>
/// <param name="Phase">How far it has come.</param>
/// <param name="CompletedAt">When it was done; null while it is not.</param>
/// <param name="Movements">Movements taken so far.</param>
/// <param name="Families">Families told so far.</param>
/// <param name="Debits">Bookings debited; 0 until all are.</param>
/// <param name="Credits">Bookings credited back; 0 until all are.</param>
/// <param name="Unpriced">Bookings that were due and left, since no price grid covers them.</param>
/// <param name="Forgotten">What was forgotten so far.</param>
[GenerateSerializer, Immutable, Alias("TransmissionRun")]
public sealed record TransmissionRun(
    [property: Id(0)] long Number,
    [property: Id(1)] DateOnly? Night,
    [property: Id(2)] Author StartedBy,
    [property: Id(3)] DateTimeOffset StartedAt,
    [property: Id(4)] RunPhase Phase,
    [property: Id(5)] DateTimeOffset? CompletedAt,
    [property: Id(6)] long Movements,
    [property: Id(7)] long Families,
    [property: Id(8)] long Debits = 0,
    [property: Id(9)] long Credits = 0,
    [property: Id(10)] long Unpriced = 0,
    [property: Id(11)] ForgottenCounts Forgotten = default);

/// <summary>What a run has forgotten, since it was kept long enough.</summary>
/// <param name="Mails">Mails whose recipient and text were blanked.</param>
/// <param name="HealthNotes">Children whose health notes were deleted.</param>
/// <param name="AuditLines">Lines of the audit trail that were deleted.</param>
/// <param name="Families">Families that were erased.</param>
[GenerateSerializer, Immutable, Alias("ForgottenCounts")]
public readonly record struct ForgottenCounts(
    [property: Id(0)] long Mails, [property: Id(1)] long HealthNotes, [property: Id(2)] long AuditLines, [property: Id(3)] long Families);

/// <summary>A movement in a manifest: what never changes of it, ids instead of names, and no reason: a free text can name somebody who is erased later.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Date">The civil date, Europe/Paris.</param>
/// <param name="Number">The movement's number on its day.</param>
/// <param name="Booking">The booking's number on its day.</param>
/// <param name="Family">The family.</param>
/// <param name="Child">The child.</param>
/// <param name="Kind">asked, cancelled, promoted, accepted, refused or expired.</param>
/// <param name="Status">Where the booking stood since.</param>
/// <param name="Author">Who did it.</param>
/// <param name="At">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("ManifestLine")]
public sealed record ManifestLine(
    [property: Id(0)] ActivityId Activity,
    [property: Id(1)] DateOnly Date,
    [property: Id(2)] long Number,
    [property: Id(3)] long Booking,
    [property: Id(4)] FamilyId Family,
    [property: Id(5)] ChildId Child,
    [property: Id(6)] string Kind,
    [property: Id(7)] string Status,
    [property: Id(8)] Author Author,
    [property: Id(9)] DateTimeOffset At);
