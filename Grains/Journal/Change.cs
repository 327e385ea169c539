using System.Collections.Immutable;

namespace Periscolaire.Journal;

/// <summary>A sequence of changes that one grain alone may write: an activity-day, a family. Its version fences each write.</summary>
/// <param name="Structure">The structure; first in every key of the store.</param>
/// <param name="Name">Unique in the structure, e.g. <c>day/alsh-3-6-matin/2026-12-02</c>.</param>
public readonly record struct StreamId(StructureId Structure, string Name);

/// <summary>A row of one of the store's tables, as it is to be after a change.</summary>
public abstract record Row
{
    /// <summary>What names the row within its stream when a later change may replace it; null for a row only ever added.</summary>
    public virtual object? Key => null;
}

/// <summary>What a grain wants kept, all or nothing.</summary>
/// <param name="Stream">The stream written.</param>
/// <param name="After">The version that the change was decided on: the store refuses it on any other.</param>
/// <param name="Version">The stream's version once it is kept; greater than <paramref name="After"/>.</param>
/// <param name="Rows">Rows added, or replaced by key; a key appears once.</param>
/// <param name="OpensBatch">
/// Whether earlier changes of the stream must be committed before it: a changed capacity must not hide from the store's own check the
/// bookings made under the previous one.
/// </param>
public sealed record Change(StreamId Stream, long After, long Version, ImmutableArray<Row> Rows, bool OpensBatch = false);
