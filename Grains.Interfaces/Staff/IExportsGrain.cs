using System.Collections.Immutable;
using Periscolaire.Attendance;
using Periscolaire.Booking;
using Periscolaire.Mail;
using Periscolaire.Wallets;

namespace Periscolaire.Staff;

/// <summary>
/// What a structure's staff carry away in files, keyed by its <see cref="StructureId"/>: page by page, so that no file is ever in memory. Each page is a
/// snapshot of its own. Reads only, from the tables.
/// </summary>
[Alias("IExportsGrain")]
public interface IExportsGrain : IGrainWithStringKey
{
    /// <summary>Bookings, by activity, date and number.</summary>
    /// <param name="filter">On which days.</param>
    /// <param name="attendedOnly">Only accepted ones: the children who were expected.</param>
    /// <param name="after">Continue after this one; null from the start.</param>
    /// <param name="limit">The most to return, 1 to 5,000.</param>
    /// <returns>At most that many.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Bookings")]
    Task<ImmutableArray<ExportedBooking>> Bookings(DayFilter filter, bool attendedOnly, BookingId? after, int limit);

    /// <summary>Movements, by activity, date and number.</summary>
    /// <param name="filter">On which days.</param>
    /// <param name="after">Continue after the movement with this day and number; null from the start.</param>
    /// <param name="limit">The most to return, 1 to 5,000.</param>
    /// <returns>At most that many.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Movements")]
    Task<ImmutableArray<ExportedMovement>> Movements(DayFilter filter, BookingId? after, int limit);

    /// <summary>Ledger entries, by family, wallet and number.</summary>
    /// <param name="filter">Value dates, and the activity that was debited or credited back.</param>
    /// <param name="after">Continue after this one; null from the start.</param>
    /// <param name="limit">The most to return, 1 to 5,000.</param>
    /// <returns>At most that many.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Ledger")]
    Task<ImmutableArray<ExportedEntry>> Ledger(DayFilter filter, ExportedEntry? after, int limit);

    /// <summary>Wallets below zero, by family and wallet.</summary>
    /// <param name="after">Continue after this one; null from the start.</param>
    /// <param name="limit">The most to return, 1 to 5,000.</param>
    /// <returns>At most that many.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Debtors")]
    Task<ImmutableArray<ExportedDebt>> Debtors(ExportedDebt? after, int limit);

    /// <summary>Mails without their texts, in the order in which they were written.</summary>
    /// <param name="filter">The days on which they were written, Europe/Paris.</param>
    /// <param name="after">Continue after this one; null from the start.</param>
    /// <param name="limit">The most to return, 1 to 5,000.</param>
    /// <returns>At most that many.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("Mails")]
    Task<ImmutableArray<MailStanding>> Mails(DayFilter filter, MailStanding? after, int limit);
}

/// <summary>Whom a line of an export is about.</summary>
/// <param name="Family">The family.</param>
/// <param name="FamilyName">The payer.</param>
/// <param name="Child">The child.</param>
/// <param name="FirstName">Its first name.</param>
/// <param name="LastName">Its last name.</param>
[GenerateSerializer, Immutable, Alias("ExportedPerson")]
public sealed record ExportedPerson(
    [property: Id(0)] FamilyId Family,
    [property: Id(1)] string FamilyName,
    [property: Id(2)] ChildId Child,
    [property: Id(3)] string FirstName,
    [property: Id(4)] string LastName)
{
    /// <summary>Leaves names out: a log must not hold them.</summary>
    /// <returns>The ids.</returns>
    public override string ToString() => $"{Family}/{Child}";
}

/// <summary>A booking.</summary>
/// <param name="Id">The booking.</param>
/// <param name="Label">The activity as families read it.</param>
/// <param name="Who">The child and its family.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="AskedAt">When it was asked for.</param>
/// <param name="IsTransmitted">Whether its last movement has been through a transmission.</param>
/// <param name="Charge">none, debited, reduced or credited.</param>
/// <param name="Attendance">What became of the child on the day; null when nothing was recorded.</param>
[GenerateSerializer, Immutable, Alias("ExportedBooking")]
public sealed record ExportedBooking(
    [property: Id(0)] BookingId Id,
    [property: Id(1)] string Label,
    [property: Id(2)] ExportedPerson Who,
    [property: Id(3)] BookingStatus Status,
    [property: Id(4)] DateTimeOffset AskedAt,
    [property: Id(5)] bool IsTransmitted,
    [property: Id(6)] string Charge,
    [property: Id(7)] AttendanceState? Attendance);

/// <summary>A movement.</summary>
/// <param name="Booking">The booking.</param>
/// <param name="Number">The movement's number on its day.</param>
/// <param name="Label">The activity as families read it.</param>
/// <param name="Who">The child and its family.</param>
/// <param name="Kind">asked, cancelled, promoted, accepted, refused or expired.</param>
/// <param name="Status">Where the booking stood since.</param>
/// <param name="Author">Who did it.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, when someone said so.</param>
/// <param name="Run">The transmission that took it; null while none has.</param>
[GenerateSerializer, Immutable, Alias("ExportedMovement")]
public sealed record ExportedMovement(
    [property: Id(0)] BookingId Booking,
    [property: Id(1)] long Number,
    [property: Id(2)] string Label,
    [property: Id(3)] ExportedPerson Who,
    [property: Id(4)] string Kind,
    [property: Id(5)] BookingStatus Status,
    [property: Id(6)] Author Author,
    [property: Id(7)] DateTimeOffset At,
    [property: Id(8)] string? Reason,
    [property: Id(9)] long? Run);

/// <summary>A ledger entry.</summary>
/// <param name="Family">The family.</param>
/// <param name="FamilyName">The payer.</param>
/// <param name="Entry">The entry.</param>
/// <param name="Receipt">Its receipt's number, e.g. "2026/17"; null for an entry without.</param>
[GenerateSerializer, Immutable, Alias("ExportedEntry")]
public sealed record ExportedEntry(
    [property: Id(0)] FamilyId Family,
    [property: Id(1)] string FamilyName,
    [property: Id(2)] LedgerEntry Entry,
    [property: Id(3)] string? Receipt)
{
    /// <summary>Leaves names and reasons out: a log must not hold them.</summary>
    /// <returns>The ids.</returns>
    public override string ToString() => $"{Family}/{Entry.Posting.Wallet}/{Entry.Number}";
}

/// <summary>A wallet below zero.</summary>
/// <param name="Family">The family.</param>
/// <param name="FamilyName">The payer.</param>
/// <param name="Email">Where its mails go; null for a family without an address.</param>
/// <param name="Wallet">The wallet.</param>
/// <param name="AmountDue">Euros that it lacks.</param>
[GenerateSerializer, Immutable, Alias("ExportedDebt")]
public sealed record ExportedDebt(
    [property: Id(0)] FamilyId Family,
    [property: Id(1)] string FamilyName,
    [property: Id(2)] string? Email,
    [property: Id(3)] string Wallet,
    [property: Id(4)] decimal AmountDue)
{
    /// <summary>Leaves name and address out: a log must not hold them.</summary>
    /// <returns>The ids.</returns>
    public override string ToString() => $"{Family}/{Wallet}";
}
