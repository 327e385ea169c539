using Periscolaire.Booking.Rules;
using Periscolaire.Journal;

namespace Periscolaire.Booking;

/// <summary>An activity-day's capacity, replaced by key. The store itself counts the places taken and those who wait.</summary>
/// <param name="Day">The key.</param>
/// <param name="Capacity">Places offered.</param>
/// <param name="Animators">Animators; null when nobody said how many.</param>
/// <param name="IsClosed">Whether staff closed it.</param>
public sealed record DayRow(ActivityDayKey Day, int Capacity, int? Animators = null, bool IsClosed = false) : Row
{
    /// <inheritdoc/>
    public override object Key => Day;
}

/// <summary>A booking, replaced by key.</summary>
/// <param name="Day">The activity-day.</param>
/// <param name="Booking">The booking; its number completes the key.</param>
public sealed record BookingRow(ActivityDayKey Day, Rules.Booking Booking) : Row
{
    /// <inheritdoc/>
    public override object Key => Booking.Number;
}

/// <summary>A movement; only ever added.</summary>
/// <param name="Day">The activity-day.</param>
/// <param name="Movement">The movement; its number completes the key.</param>
public sealed record MovementRow(ActivityDayKey Day, Movement Movement) : Row;

/// <summary>A change of capacity, for the audit trail; only ever added.</summary>
/// <param name="Day">The activity-day.</param>
/// <param name="Change">The change; its number completes the key.</param>
public sealed record CapacityChangeRow(ActivityDayKey Day, CapacityChanged Change) : Row;
