namespace Periscolaire;

/// <summary>
/// The time that the town hall goes by: the machine's, or for a demonstration one that starts at a chosen instant. A type of its own, so that
/// Orleans, whose membership compares instants with the machine's, keeps the real one.
/// </summary>
/// <param name="source">The machine's time.</param>
/// <param name="shift">How far ahead of it the town is.</param>
public sealed class TownClock(TimeProvider source, TimeSpan shift) : TimeProvider
{
    /// <inheritdoc/>
    public override long TimestampFrequency => source.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => source.GetUtcNow() + shift;

    /// <inheritdoc/>
    public override long GetTimestamp() => source.GetTimestamp();
}
