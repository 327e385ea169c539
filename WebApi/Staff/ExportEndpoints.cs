using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Periscolaire.Accounts;
using Periscolaire.Booking;
using Periscolaire.Mail;
using Periscolaire.Staff;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Audit;
using Periscolaire.WebApi.Documents;

namespace Periscolaire.WebApi.Staff;

/// <summary>Files for spreadsheets, written while they are read: a page at a time is in memory, however long they are. Each download is in the audit trail.</summary>
internal static class ExportEndpoints
{
    private const int PageSize = 2_000;

    public static void MapExports(this IEndpointRouteBuilder staff)
    {
        var exports = staff.MapGroup("/exports").WithTags("Personnel : exports");
        var days = exports.MapGroup("").RequireRight(StaffRight.Counter, StaffRight.Director);
        days.MapFile("bookings", Bookings, "Les réservations des jours choisis, en CSV");
        days.MapFile("movements", Movements, "Les mouvements des jours choisis, en CSV");
        days.MapFile("attendance", Attendance, "Les enfants attendus les jours choisis et leur pointage, en CSV");
        days.MapFile("mails", Mails, "Les courriels écrits les jours choisis, sans leur texte, en CSV");
        var money = exports.MapGroup("").RequireRight(StaffRight.Accountant);
        money.MapFile("ledger", Ledger, "Les écritures des dates de valeur choisies, en CSV");
        money.MapFile("debtors", Debtors, "Les porte-monnaie débiteurs, en CSV");
    }

    /// <summary>One file: its filters checked, its download in the trail, its rows streamed.</summary>
    private static void MapFile(
        this RouteGroupBuilder files, string name, Func<IExportsGrain, DayFilter, CsvFile> file, string summary) =>
        files.MapGet($"/{name}.csv", async ([AsParameters] DayQuery query, SignedIn caller, IGrainFactory grains, TownClock clock) =>
        {
            if (!query.TryParse(out var filter, out var refusal))
                return refusal;
            await caller.Append(grains, caller.Entry(clock, "export-downloaded", $"export/{name}.csv", after: query));
            return FrenchCsv.Stream($"{name}.csv", file(grains.GetGrain<IExportsGrain>(caller.Structure.Value), filter));
        }).WithSummary(summary).Produces<string>(200, FrenchCsv.MediaType).ProducesProblem(400).ProducesProblem(503);

    private static CsvFile Bookings(IExportsGrain grain, DayFilter filter) => new(
        ExportRows.BookingHeader,
        Rows<ExportedBooking>(last => grain.Bookings(filter, attendedOnly: false, last?.Id, PageSize), ExportRows.Of));

    private static CsvFile Attendance(IExportsGrain grain, DayFilter filter) => new(
        ExportRows.AttendanceHeader,
        Rows<ExportedBooking>(last => grain.Bookings(filter, attendedOnly: true, last?.Id, PageSize), ExportRows.AttendanceOf));

    private static CsvFile Movements(IExportsGrain grain, DayFilter filter) => new(
        ExportRows.MovementHeader,
        Rows<ExportedMovement>(
            last => grain.Movements(filter, last is null ? null : new BookingId(last.Booking.Activity, last.Booking.Date, last.Number), PageSize), ExportRows.Of));

    private static CsvFile Ledger(IExportsGrain grain, DayFilter filter) => new(
        ExportRows.LedgerHeader, Rows<ExportedEntry>(last => grain.Ledger(filter, last, PageSize), ExportRows.Of));

    private static CsvFile Debtors(IExportsGrain grain, DayFilter filter) => new(
        ExportRows.DebtorHeader, Rows<ExportedDebt>(last => grain.Debtors(last, PageSize), ExportRows.Of));

    private static CsvFile Mails(IExportsGrain grain, DayFilter filter) => new(
        ExportRows.MailHeader, Rows<MailStanding>(last => grain.Mails(filter, last, PageSize), ExportRows.Of));

    private static async IAsyncEnumerable<object?[]> Rows<T>(
        Func<T?, Task<ImmutableArray<T>>> next, Func<T, object?[]> row, [EnumeratorCancellation] CancellationToken cancellation = default)
        where T : class
    {
        T? last = null;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var page = await next(last);
            foreach (var line in page)
                yield return row(line);
            if (page.Length < PageSize)
                yield break;
            last = page[^1];
        }
    }
}
