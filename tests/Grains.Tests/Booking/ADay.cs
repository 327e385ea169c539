using System.Collections.Immutable;
using System.Globalization;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;

namespace Periscolaire.Grains.Tests.Booking;

/// <summary>An activity-day that a test tells a story on, one command after the other.</summary>
internal sealed class ADay
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.FromHours(1));

    private readonly List<DayEvent> _events = [];

    public ActivityDay State { get; private set; } = ActivityDay.Empty;

    public DayTerms Terms { get; set; } = new(ReviewedByStaff: false, WaitingListLimit: null, PromotionEnds: Now.AddDays(7));

    public DateTimeOffset Clock { get; set; } = Now;

    /// <summary>Gets or sets who puts the next commands.</summary>
    public Author By { get; set; } = new("test");

    public IReadOnlyList<DayEvent> Events => _events;

    public IEnumerable<Movement> Promotions => _events.OfType<Movement>().Where(movement => movement.Kind is MovementKind.Promoted);

    public static ADay WithPlaces(int capacity, DayTerms? terms = null)
    {
        var day = new ADay();
        if (terms is not null)
            day.Terms = terms;
        day.Put(new SetCapacity(capacity));
        return day;
    }

    public static ChildId Child(int number) => new(string.Create(CultureInfo.InvariantCulture, $"child-{number}"));

    public static FamilyId FamilyOf(int child) => new(string.Create(CultureInfo.InvariantCulture, $"family-{child}"));

    /// <summary>Puts one command; the events must lead from the state before to the state after, which must be what its rows say.</summary>
    public Reply Put(DayCommand command)
    {
        var decision = State.Decide([command], Terms, new Authorship(By, Clock));
        _events.AddRange(decision.Events);
        State = decision.Day;
        return decision.Answers.Single();
    }

    public Reply Ask(int child) => Put(new Ask(Child(child), FamilyOf(child)));

    public Reply Cancel(int child, bool mayFreePlace = true) => Put(new Cancel(NumberOf(child), FamilyOf(child), mayFreePlace));

    public BookingStatus StatusOf(int child) => State.Bookings[NumberOf(child)].Status;

    public long NumberOf(int child) => State.Bookings.Values.Last(child);

    public ImmutableArray<ChildId> Waiting() => [.. State.Waiting.InOrder.Select(number => State.Bookings[number].Child)];
}

internal static class Bookings
{
    /// <summary>The number of a child's latest booking.</summary>
    public static long Last(this IEnumerable<Periscolaire.Booking.Rules.Booking> bookings, int child) =>
        bookings.Where(booking => booking.Child == ADay.Child(child)).Max(booking => booking.Number);
}
