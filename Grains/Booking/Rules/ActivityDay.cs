using System.Collections.Immutable;

namespace Periscolaire.Booking.Rules;

/// <summary>
/// The state of an activity on a date: its places, who holds them and who waits. Immutable: a decision gives another one. It is what the
/// day's events add up to, and equally what its rows say.
/// </summary>
public sealed record ActivityDay
{
    private ActivityDay()
    {
    }

    /// <summary>A day on which nothing has happened: no places.</summary>
    public static ActivityDay Empty { get; } = new();

    /// <summary>Places offered.</summary>
    public int Capacity { get; private init; }

    /// <summary>Whether staff closed the day: nobody is booked until a number of places is set again.</summary>
    public bool IsClosed { get; private init; }

    /// <summary>Animators; null when nobody said how many.</summary>
    public int? Animators { get; private init; }

    /// <summary>Places held; above the capacity only after it was lowered.</summary>
    public int PlacesTaken { get; private init; }

    /// <summary>The number of the last event; the version that the day's next write is fenced on.</summary>
    public long Version { get; private init; }

    /// <summary>Those who wait.</summary>
    public WaitingList Waiting { get; private init; } = WaitingList.Empty;

    /// <summary>Every booking ever made on the day, by number.</summary>
    public ImmutableDictionary<long, Booking> Bookings { get; private init; } = ImmutableDictionary<long, Booking>.Empty;

    private ImmutableDictionary<ChildId, long> LiveByChild { get; init; } = ImmutableDictionary<ChildId, long>.Empty;

    /// <summary>Whether a place is free and nobody waits for it.</summary>
    public bool HasPlaceForNewcomer => PlacesTaken < Capacity && Waiting.IsEmpty;

    /// <summary>Whether a place is free for the first who waits.</summary>
    public bool HasPlaceForWaiting => PlacesTaken < Capacity && !Waiting.IsEmpty;

    /// <summary>Rebuilds a day from its rows.</summary>
    /// <param name="version">The stream's version.</param>
    /// <param name="capacity">Places offered.</param>
    /// <param name="bookings">All its bookings, in any order.</param>
    /// <param name="animators">Animators; null when nobody said how many.</param>
    /// <param name="isClosed">Whether staff closed it.</param>
    /// <returns>The same state as the day's events add up to.</returns>
    public static ActivityDay FromRows(
        long version, int capacity, IEnumerable<Booking> bookings, int? animators = null, bool isClosed = false)
    {
        var byNumber = bookings.ToImmutableDictionary(booking => booking.Number);
        return new ActivityDay
        {
            Version = version,
            Capacity = capacity,
            IsClosed = isClosed,
            Animators = animators,
            Bookings = byNumber,
            PlacesTaken = byNumber.Values.Count(booking => booking.HoldsPlace),
            Waiting = WaitingList.Of(byNumber.Values.Where(booking => booking.Status is BookingStatus.Waitlisted).Select(booking => booking.Number)),
            LiveByChild = byNumber.Values.Where(booking => booking.IsLive).ToImmutableDictionary(booking => booking.Child, booking => booking.Number),
        };
    }

    /// <summary>The live booking of a child.</summary>
    /// <param name="child">The child.</param>
    /// <returns>Null when there is none.</returns>
    public Booking? LiveBookingOf(ChildId child) => LiveByChild.TryGetValue(child, out var number) ? Bookings[number] : null;

    /// <summary>The day after an event.</summary>
    /// <param name="happened">The next event: its number follows <see cref="Version"/>.</param>
    /// <returns>The new state.</returns>
    /// <exception cref="InvalidOperationException">The event does not follow: a bug, or rows that were tampered with.</exception>
    public ActivityDay Apply(DayEvent happened)
    {
        if (happened.Number != Version + 1)
            throw new InvalidOperationException($"Event {happened.Number} does not follow {Version}.");
        return happened switch
        {
            CapacityChanged change => this with
            {
                Version = change.Number,
                Capacity = change.Capacity,
                Animators = change.Animators ?? Animators,
                IsClosed = change.IsClosure,
            },
            Movement { Kind: MovementKind.Asked } asked => Keep(
                before: null, new Booking(asked.Booking, asked.Child, asked.Family, asked.Status, asked.By.At, asked.Number)),
            Movement movement => Keep(
                Bookings[movement.Booking], Bookings[movement.Booking] with { Status = movement.Status, LastMovement = movement.Number }),
            _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
        };
    }

    private ActivityDay Keep(Booking? before, Booking after) => this with
    {
        Version = after.LastMovement,
        Bookings = Bookings.SetItem(after.Number, after),
        PlacesTaken = PlacesTaken + (after.HoldsPlace ? 1 : 0) - (before?.HoldsPlace == true ? 1 : 0),
        Waiting = after.Status is BookingStatus.Waitlisted ? Waiting.Join(after.Number) : Waiting.Leave(after.Number),
        LiveByChild = after.IsLive ? LiveByChild.SetItem(after.Child, after.Number) : LiveByChild.Remove(after.Child),
    };
}
