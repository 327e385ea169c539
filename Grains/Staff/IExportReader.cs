using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Mail;
using Periscolaire.Wallets;

namespace Periscolaire.Staff;

/// <summary>
/// Reads the tables for files, a page at a time, in the order of their keys: each page is found by index, however far down. A failing store is a
/// <see cref="StoreUnavailableException"/>. Labels are the activities' ids: the catalogue is not the tables'.
/// </summary>
public interface IExportReader
{
    /// <summary>A page of bookings.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="filter">On which days.</param>
    /// <param name="status">Only those in this status; null for all.</param>
    /// <param name="after">Continue after this one.</param>
    /// <param name="limit">The most to return.</param>
    /// <returns>By activity, date and number.</returns>
    Task<ImmutableArray<ExportedBooking>> Bookings(StructureId structure, DayFilter filter, BookingStatus? status, BookingId? after, int limit);

    /// <summary>A page of movements.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="filter">On which days.</param>
    /// <param name="after">Continue after the movement with this day and number.</param>
    /// <param name="limit">The most to return.</param>
    /// <returns>By activity, date and number.</returns>
    Task<ImmutableArray<ExportedMovement>> Movements(StructureId structure, DayFilter filter, BookingId? after, int limit);

    /// <summary>A page of ledger entries.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="filter">Value dates and activity.</param>
    /// <param name="after">Continue after this one.</param>
    /// <param name="limit">The most to return.</param>
    /// <returns>By family, wallet and number.</returns>
    Task<ImmutableArray<ExportedEntry>> Ledger(StructureId structure, DayFilter filter, ExportedEntry? after, int limit);

    /// <summary>A page of wallets below zero.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="after">Continue after this one.</param>
    /// <param name="limit">The most to return.</param>
    /// <returns>By family and wallet.</returns>
    Task<ImmutableArray<ExportedDebt>> Debtors(StructureId structure, ExportedDebt? after, int limit);

    /// <summary>A page of mails.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="from">Written at this instant or later.</param>
    /// <param name="before">Written earlier than this instant.</param>
    /// <param name="after">Continue after this one.</param>
    /// <param name="limit">The most to return.</param>
    /// <returns>By creation.</returns>
    Task<ImmutableArray<MailStanding>> Mails(StructureId structure, DateTimeOffset? from, DateTimeOffset? before, MailStanding? after, int limit);
}
