using System.Collections.Immutable;
using Orleans.Concurrency;
using Periscolaire.Booking;

namespace Periscolaire.Catalogue;

/// <summary>
/// Where staff of a structure change what it offers, keyed by its <see cref="StructureId"/>. One change after the other; its roles are interfaces of
/// their own.
/// </summary>
[Alias("ICatalogueDeskGrain")]
public interface ICatalogueDeskGrain : ICatalogueEditing, IDayClosing, ISchoolCalendar;

/// <summary>Changing the catalogue, with consequences shown before they happen. Called by staff.</summary>
[Alias("ICatalogueEditing")]
public interface ICatalogueEditing : IGrainWithStringKey
{
    /// <summary>Changes the catalogue. Refused where it would take days out that are booked: they are to be closed first.</summary>
    /// <param name="order">The change.</param>
    /// <returns>
    /// What became of it, and what it touches. A repeat that changes nothing more is answered as kept. A booking that is made between the check and the
    /// change stays: staff still reach its day.
    /// </returns>
    /// <exception cref="StoreUnavailableException">The store could not be read, or the write was not confirmed; read and compare.</exception>
    [Alias("Change")]
    Task<EditAnswer> Change(EditOrder order);

    /// <summary>What setting a number of places would touch.</summary>
    /// <param name="days">The activity-days.</param>
    /// <param name="capacity">Places.</param>
    /// <returns>The consequences.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read.</exception>
    [Alias("PreviewCapacity"), AlwaysInterleave]
    Task<Consequences> PreviewCapacity(ImmutableArray<ActivityDayKey> days, int capacity);

    /// <summary>Whether anything was ever kept of an activity-day, whatever the catalogue says of it now.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="date">The civil date, Europe/Paris.</param>
    /// <returns>True when it has rows.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read.</exception>
    [Alias("HasRows"), AlwaysInterleave]
    Task<bool> HasRows(ActivityId activity, DateOnly date);
}

/// <summary>Closing days, for a strike or the weather. Called by staff.</summary>
[Alias("IDayClosing")]
public interface IDayClosing : IGrainWithStringKey
{
    /// <summary>
    /// Closes activity-days: families see them closed, live bookings are cancelled, what was debited is credited back, and each family is told by one mail.
    /// </summary>
    /// <param name="order">Which, and why.</param>
    /// <returns>The days. A repeat finishes what was interrupted, and changes and tells nothing more; a day that was closed keeps its first reason.</returns>
    /// <exception cref="StoreUnavailableException">A write was not confirmed: the days are closed to new requests perhaps, their bookings cancelled perhaps; ask again.</exception>
    [Alias("Close")]
    Task<ClosingAnswer> Close(ClosingOrder order);

    /// <summary>Opens a closed activity-day again, without places: their number is to be set.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="date">The civil date, Europe/Paris.</param>
    /// <param name="by">Who.</param>
    /// <param name="isDryRun">Whether nothing is kept.</param>
    /// <returns>False when it was not closed.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("Reopen")]
    Task<bool> Reopen(ActivityId activity, DateOnly date, Author by, bool isDryRun);
}

/// <summary>The school calendar that a structure finds its dates in. Called by staff.</summary>
[Alias("ISchoolCalendar")]
public interface ISchoolCalendar : IGrainWithStringKey
{
    /// <summary>The calendar in force.</summary>
    /// <returns>The one that comes with the program, with version 0, until the structure gives one of its own.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read.</exception>
    [Alias("SchoolHolidays"), AlwaysInterleave]
    Task<SchoolHolidaySheet> SchoolHolidays();

    /// <summary>Replaces the calendar by one of the structure's own, once nothing is wrong with it.</summary>
    /// <param name="csv">Lines of <c>zone,name,first,last</c> under that header; null to go back to the one that comes with the program.</param>
    /// <param name="version">The version that was read.</param>
    /// <param name="by">Who.</param>
    /// <param name="isDryRun">Whether nothing is kept.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; read and compare.</exception>
    [Alias("SetSchoolHolidays")]
    Task<SchoolHolidaysAnswer> SetSchoolHolidays(string? csv, long version, Author by, bool isDryRun);
}

/// <summary>Days to close: those of the activities on the dates, or from one date to another, that the catalogue opens.</summary>
/// <param name="Activities">The activities.</param>
/// <param name="Dates">The dates, Europe/Paris.</param>
/// <param name="Reason">Why; families read it.</param>
/// <param name="By">Who.</param>
/// <param name="IsDryRun">Whether nothing is kept.</param>
[GenerateSerializer, Immutable, Alias("ClosingOrder")]
public sealed record ClosingOrder(
    [property: Id(0)] ImmutableArray<ActivityId> Activities,
    [property: Id(1)] ImmutableArray<DateOnly> Dates,
    [property: Id(2)] string Reason,
    [property: Id(3)] Author By,
    [property: Id(4)] bool IsDryRun = false);

/// <summary>What a closing came to.</summary>
/// <param name="Days">The days closed, now or before; none when the catalogue opens none of them.</param>
/// <param name="Consequences">What it touched, or would; on a repeat, what was left to do.</param>
[GenerateSerializer, Immutable, Alias("ClosingAnswer")]
public sealed record ClosingAnswer([property: Id(0)] ImmutableArray<ClosedDay> Days, [property: Id(1)] Consequences Consequences);

/// <summary>A closed day.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Date">The civil date, Europe/Paris.</param>
/// <param name="Reason">Why.</param>
/// <param name="Cancelled">Bookings that the closure cancelled, or would.</param>
[GenerateSerializer, Immutable, Alias("ClosedDay")]
public sealed record ClosedDay(
    [property: Id(0)] ActivityId Activity, [property: Id(1)] DateOnly Date, [property: Id(2)] string Reason, [property: Id(3)] int Cancelled);

/// <summary>A school calendar.</summary>
/// <param name="Version">Counts the changes; 0 for the one that comes with the program, when it was never changed.</param>
/// <param name="IsOwn">Whether it is the structure's own.</param>
/// <param name="Holidays">By zone and date.</param>
[GenerateSerializer, Immutable, Alias("SchoolHolidaySheet")]
public sealed record SchoolHolidaySheet(
    [property: Id(0)] long Version, [property: Id(1)] bool IsOwn, [property: Id(2)] ImmutableArray<SchoolHoliday> Holidays);

/// <summary>What became of replacing a school calendar.</summary>
/// <param name="Flaws">The lines that are wrong, and why, in French; nothing is kept then.</param>
/// <param name="Sheet">The calendar, as it is or would be; null when it was changed meanwhile, or cannot be used.</param>
[GenerateSerializer, Immutable, Alias("SchoolHolidaysAnswer")]
public sealed record SchoolHolidaysAnswer([property: Id(0)] ImmutableArray<HolidayFlaw> Flaws, [property: Id(1)] SchoolHolidaySheet? Sheet);

/// <summary>A line of a file that cannot be used.</summary>
/// <param name="Line">From 1.</param>
/// <param name="What">Why, in French.</param>
[GenerateSerializer, Immutable, Alias("HolidayFlaw")]
public sealed record HolidayFlaw([property: Id(0)] int Line, [property: Id(1)] string What);
