using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Families;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Wallets;

/// <summary>Reads what the journal kept of money. A failing store is a <see cref="StoreUnavailableException"/>.</summary>
public interface ILedgerReader
{
    /// <summary>What has been entered for a family under some causes.</summary>
    /// <param name="family">The family.</param>
    /// <param name="causes">The causes.</param>
    /// <returns>By cause; one under which nothing was entered is missing.</returns>
    Task<ImmutableDictionary<string, Posting>> Entered(FamilyKey family, IReadOnlyCollection<string> causes);

    /// <summary>A receipt.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="receipt">Its id.</param>
    /// <returns>Null when there is none.</returns>
    Task<NumberedReceipt?> Receipt(StructureId structure, string receipt);

    /// <summary>A receipt with its entries.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="year">The year of its series.</param>
    /// <param name="number">Its number in the series.</param>
    /// <returns>Null when there is none.</returns>
    Task<ReceiptSheet?> FindReceipt(StructureId structure, int year, long number);

    /// <summary>A family's bookings, whatever became of them.</summary>
    /// <param name="family">The family.</param>
    /// <param name="from">The first date.</param>
    /// <param name="to">The last date, included.</param>
    /// <returns>By date and activity.</returns>
    Task<ImmutableArray<ChargeableBooking>> Bookings(FamilyKey family, DateOnly from, DateOnly to);

    /// <summary>The first date on which a family has a live booking that was not debited.</summary>
    /// <param name="family">The family.</param>
    /// <returns>Null when it has none.</returns>
    Task<DateOnly?> FirstNotDebited(FamilyKey family);

    /// <summary>What was entered for a family's bookings on some dates.</summary>
    /// <param name="family">The family.</param>
    /// <param name="from">The first date.</param>
    /// <param name="to">The last date, included.</param>
    /// <returns>By booking; one for which nothing was entered is missing.</returns>
    Task<ImmutableDictionary<BookingId, BookingAccount>> Accounts(FamilyKey family, DateOnly from, DateOnly to);

    /// <summary>Consumptions whose debit stands, and credits of those that have no booking.</summary>
    /// <param name="family">The family.</param>
    /// <param name="from">The first date.</param>
    /// <param name="to">The last date, included.</param>
    /// <returns>By date and child.</returns>
    Task<ImmutableArray<ConsumptionLine>> Consumptions(FamilyKey family, DateOnly from, DateOnly to);

    /// <summary>Receipts of money that came or went, and of corrections of such.</summary>
    /// <param name="family">The family.</param>
    /// <param name="from">The first value date.</param>
    /// <param name="to">The last value date, included.</param>
    /// <returns>By value date.</returns>
    Task<ImmutableArray<NumberedReceipt>> Payments(FamilyKey family, DateOnly from, DateOnly to);

    /// <summary>Entries of a wallet, the latest first.</summary>
    /// <param name="family">The family.</param>
    /// <param name="wallet">The wallet.</param>
    /// <param name="before">Only entries with a smaller number; null for all.</param>
    /// <param name="limit">The most to return.</param>
    /// <returns>At most that many.</returns>
    Task<ImmutableArray<LedgerEntry>> Entries(FamilyKey family, string wallet, long? before, int limit);

    /// <summary>The activity-days with accepted bookings that were not debited.</summary>
    /// <param name="structure">The structure.</param>
    /// <returns>By date.</returns>
    Task<ImmutableArray<(ActivityId Activity, DateOnly Date)>> DaysNotDebited(StructureId structure);

    /// <summary>The definitively accepted bookings of an activity-day that were not debited.</summary>
    /// <param name="day">The activity-day.</param>
    /// <returns>With their families.</returns>
    Task<ImmutableArray<(FamilyId Family, BookingId Booking)>> NotDebited(ActivityDayKey day);

    /// <summary>Debited bookings that were definitively cancelled or refused since, and not credited back.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="limit">The most to return.</param>
    /// <returns>With their families.</returns>
    Task<ImmutableArray<(FamilyId Family, BookingId Booking)>> NotCredited(StructureId structure, int limit);
}
