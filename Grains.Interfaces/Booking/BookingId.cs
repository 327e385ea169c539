using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Periscolaire.Booking;

/// <summary>
/// A booking: the activity-day that decided it and the number it was given there. Written <c>alsh-3-6-matin.20261202.17</c>,
/// so that whoever holds the id knows which activity-day to ask.
/// </summary>
/// <param name="Activity">The activity.</param>
/// <param name="Date">The civil date, Europe/Paris.</param>
/// <param name="Number">The number of the movement that asked for it, in the activity-day's own sequence: its order of arrival.</param>
[GenerateSerializer, Immutable, Alias("BookingId")]
public readonly record struct BookingId([property: Id(0)] ActivityId Activity, [property: Id(1)] DateOnly Date, [property: Id(2)] long Number)
{
    private const int LongestId = 100;

    /// <summary>Reads an id as <see cref="ToString"/> writes it; anything else is refused.</summary>
    /// <param name="text">What a client sent.</param>
    /// <param name="id">The id read.</param>
    /// <returns>Whether <paramref name="text"/> is the written form of an id.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out BookingId id)
    {
        id = default;
        if (text is null || text.Length > LongestId || text.Split('.') is not [{ Length: > 0 } activity, var day, var digits])
            return false;
        if (!DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        id = new BookingId(new ActivityId(activity), date, number);
        return id.ToString() == text;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Activity.Value}.{Date:yyyyMMdd}.{Number}");
}
