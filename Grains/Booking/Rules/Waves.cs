using System.Collections.Immutable;

namespace Periscolaire.Booking.Rules;

/// <summary>
/// In which order the requests of a draft are put. All at once, except that of two that concern the same child's same hours the later in the
/// draft waits for the earlier's answer: if that got a place or a rank, the later overlaps (or is the same booking); if not, it has its chance.
/// </summary>
public static class Waves
{
    /// <summary>Arranges requests.</summary>
    /// <param name="requests">The requests, in the family's order.</param>
    /// <param name="rules">Tells which overlap.</param>
    /// <returns>Positions in <paramref name="requests"/>, a wave after another; within a wave none depends on another.</returns>
    public static ImmutableArray<ImmutableArray<int>> Arrange(ImmutableArray<ReservationRequest> requests, RequestRules rules)
    {
        var waves = new int[requests.Length];
        var earlier = new Dictionary<(ChildId, DateOnly), List<int>>();
        for (var position = 0; position < requests.Length; position++)
        {
            var request = requests[position];
            if (!earlier.TryGetValue((request.Child, request.Date), out var sameDay))
                earlier[(request.Child, request.Date)] = sameDay = [];
            waves[position] = sameDay
                .Where(other => requests[other].Activity == request.Activity || rules.Overlap(requests[other].Activity, request.Activity))
                .Select(other => waves[other] + 1)
                .DefaultIfEmpty(0)
                .Max();
            sameDay.Add(position);
        }

        return [.. Enumerable.Range(0, requests.Length).GroupBy(position => waves[position]).OrderBy(wave => wave.Key).Select(wave => wave.ToImmutableArray())];
    }
}
