using System.Diagnostics;
using System.Net;
using Periscolaire.Testing;
using Shouldly;

namespace Periscolaire.WebApi.Tests;

/// <summary>One family's request in a race, as the family saw it.</summary>
/// <param name="Family">Which family.</param>
/// <param name="AskedAt">When it was sent, on the race's own clock.</param>
/// <param name="AnsweredAt">When the answer was there.</param>
/// <param name="Outcome">Accepted or waitlisted; null when the answer is unknown: a failure, a lost connection.</param>
/// <param name="BookingId">The booking.</param>
/// <param name="Rank">The rank on the waiting list.</param>
/// <param name="Failure">Why the answer is unknown.</param>
internal sealed record Runner(int Family, long AskedAt, long AnsweredAt, string? Outcome, string? BookingId, int? Rank, string? Failure = null)
{
    /// <summary>Gets the number of the movement that asked for the booking; 0 when unknown.</summary>
    public long Number => BookingId is null ? 0 : long.Parse(BookingId.Split('.')[2], System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Many signed-in families that ask for the same day at once, over HTTP.</summary>
internal sealed class Race : IDisposable
{
    private readonly Client[] _clients;

    private Race(Client[] clients) => _clients = clients;

    /// <summary>Signs every family in, before the start.</summary>
    public static async Task<Race> SignIn(Uri address, int families)
    {
        var clients = new List<Client>();
        foreach (var some in Enumerable.Range(0, families).Chunk(50))
            clients.AddRange(await Task.WhenAll(some.Select(family => Client.SignedIn(address, TestTown.FamilyOf(family).Value))));
        return new Race([.. clients]);
    }

    public Client this[int family] => _clients[family];

    /// <summary>Sends every family's request at once.</summary>
    public async Task<Runner[]> Run(TestTown town, Func<int, Task>? beforeEach = null) =>
        await Task.WhenAll(Enumerable.Range(0, _clients.Length).Select(async family =>
        {
            await (beforeEach?.Invoke(family) ?? Task.CompletedTask);
            return await Ask(town, family);
        }));

    /// <summary>One family asks for its child's place.</summary>
    public async Task<Runner> Ask(TestTown town, int family)
    {
        var asked = Stopwatch.GetTimestamp();
        try
        {
            var answer = await _clients[family].Book((TestTown.ChildOf(family).Value, TestTown.Morning.Value, town.Day));
            var answered = Stopwatch.GetTimestamp();
            if (answer.Status is not HttpStatusCode.OK)
                return new Runner(family, asked, answered, Outcome: null, BookingId: null, Rank: null, answer.Body);
            var item = answer.Items.Single();
            return new Runner(family, asked, answered, (string?)item["outcome"], (string?)item["bookingId"], (int?)item["rank"]);
        }
        catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException)
        {
            return new Runner(family, asked, Stopwatch.GetTimestamp(), Outcome: null, BookingId: null, Rank: null, lost.Message);
        }
    }

    /// <summary>Checks a race for the last places of a day that nobody had booked before: CAP, ONCE, FIFO.</summary>
    /// <param name="runners">What each family saw.</param>
    /// <param name="places">How many places there were.</param>
    /// <param name="checkArrival">False when these answers repeat earlier ones, whose order the earlier ones tell.</param>
    public static void ShouldBeFair(IReadOnlyCollection<Runner> runners, int places, bool checkArrival = true)
    {
        runners.Select(runner => runner.Failure).Distinct(StringComparer.Ordinal).ShouldBe([null]);
        runners.Select(runner => runner.BookingId).Distinct(StringComparer.Ordinal).Count().ShouldBe(runners.Count);
        var inOrder = runners.OrderBy(runner => runner.Number).ToList();
        inOrder.Take(places).ShouldAllBe(runner => runner.Outcome == "accepted");
        inOrder.Skip(places).ShouldAllBe(runner => runner.Outcome == "waitlisted");

        // Nobody cancelled, so that the rank at the answer is the place in the order of the movement numbers.
        inOrder.Skip(places).Select(runner => runner.Rank).ShouldBe(Enumerable.Range(1, runners.Count - places).Select(rank => (int?)rank));
        if (checkArrival)
            ShouldKeepTheOrderOfArrival(runners);
    }

    /// <summary>Who was answered before another asked is before the other.</summary>
    public static void ShouldKeepTheOrderOfArrival(IEnumerable<Runner> runners)
    {
        var answered = runners.Where(runner => runner.Outcome is not null).ToList();
        foreach (var first in answered)
        {
            foreach (var second in answered.Where(second => first.AnsweredAt < second.AskedAt))
                first.Number.ShouldBeLessThan(second.Number);
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
    }
}
