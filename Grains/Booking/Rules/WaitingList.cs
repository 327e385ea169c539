using System.Collections.Immutable;

namespace Periscolaire.Booking.Rules;

/// <summary>
/// Those who wait for a place, strictly in order of arrival. A balanced tree: joining, leaving, the head and a rank all cost the
/// logarithm of its length, so that the hundred-thousandth to wait is served like the first.
/// </summary>
public sealed class WaitingList
{
    private readonly ImmutableSortedSet<long> _numbers;

    private WaitingList(ImmutableSortedSet<long> numbers) => _numbers = numbers;

    /// <summary>Nobody waits.</summary>
    public static WaitingList Empty { get; } = new([]);

    /// <summary>How many wait.</summary>
    public int Count => _numbers.Count;

    /// <summary>Whether nobody waits.</summary>
    public bool IsEmpty => _numbers.IsEmpty;

    /// <summary>The booking that waits longest.</summary>
    /// <exception cref="InvalidOperationException">Nobody waits.</exception>
    public long First => IsEmpty ? throw new InvalidOperationException("Nobody waits.") : _numbers.Min;

    /// <summary>Those who wait, the first to arrive first.</summary>
    public IEnumerable<long> InOrder => _numbers;

    /// <summary>A list of bookings given in any order: their numbers are their order.</summary>
    /// <param name="numbers">Booking numbers.</param>
    /// <returns>The list.</returns>
    public static WaitingList Of(IEnumerable<long> numbers) => new([.. numbers]);

    /// <summary>The list with one more booking, at the rank that its number gives it.</summary>
    /// <param name="number">A booking's number.</param>
    /// <returns>The longer list.</returns>
    public WaitingList Join(long number) => new(_numbers.Add(number));

    /// <summary>The list without a booking; those behind it move up.</summary>
    /// <param name="number">A booking's number.</param>
    /// <returns>The shorter list, or this one when the booking does not wait.</returns>
    public WaitingList Leave(long number) => new(_numbers.Remove(number));

    /// <summary>The rank of a booking.</summary>
    /// <param name="number">A booking's number.</param>
    /// <returns>From 1; null when the booking does not wait.</returns>
    public int? RankOf(long number) => _numbers.IndexOf(number) is >= 0 and var index ? index + 1 : null;
}
