using System.Collections.Immutable;
using Periscolaire.Privacy.Rules;

namespace Periscolaire.Privacy;

/// <summary>
/// What the night forgets, set by set. What is forgotten is not found again, so that a run that was killed goes on where it was; each set is counted in the
/// transaction that forgets it, and none is forgotten for a run that has moved on. A failing store is a <see cref="StoreUnavailableException"/>.
/// </summary>
public interface IRetentionStore
{
    /// <summary>Blanks who mails went to and what they said.</summary>
    /// <param name="run">The run.</param>
    /// <param name="before">Mails written before; one that is still to be sent is left.</param>
    /// <param name="limit">The most to blank at once.</param>
    /// <returns>How many were: fewer than the limit when none is left.</returns>
    Task<int> BlankMails(RunKey run, DateTimeOffset before, int limit);

    /// <summary>Deletes health notes that were not changed since a day and whose child had no live booking since.</summary>
    /// <param name="run">The run.</param>
    /// <param name="before">The day, Europe/Paris.</param>
    /// <param name="limit">The most to delete at once.</param>
    /// <returns>How many were: fewer than the limit when none is left.</returns>
    Task<int> DeleteHealthNotes(RunKey run, DateOnly before, int limit);

    /// <summary>Deletes the oldest lines of the audit trail.</summary>
    /// <param name="run">The run.</param>
    /// <param name="before">Lines written before.</param>
    /// <param name="limit">The most to look at at once.</param>
    /// <returns>How many were deleted: fewer than the limit when none is left.</returns>
    Task<int> DropAuditLines(RunKey run, DateTimeOffset before, int limit);

    /// <summary>The next families that gave no sign since a day, with nothing in their wallets.</summary>
    /// <param name="run">The run.</param>
    /// <param name="since">The day, Europe/Paris.</param>
    /// <param name="limit">The most to return.</param>
    /// <returns>By id, after those that the run has passed; one of which nothing tells when it was known is not among them.</returns>
    Task<ImmutableArray<FamilyId>> NextQuietFamilies(RunKey run, DateOnly since, int limit);

    /// <summary>Moves the run's cursor past families, and counts those that it has erased so far.</summary>
    /// <param name="run">The run.</param>
    /// <param name="last">The last of them.</param>
    /// <returns>When it is durable.</returns>
    Task Pass(RunKey run, FamilyId last);

    /// <summary>Ends the phase, and tells the audit trail what was forgotten, both or neither.</summary>
    /// <param name="run">The run.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>When it is durable.</returns>
    Task Complete(RunKey run, DateTimeOffset now);
}

/// <summary>A run of a structure's transmission.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Number">The run's number.</param>
public readonly record struct RunKey(StructureId Structure, long Number);
