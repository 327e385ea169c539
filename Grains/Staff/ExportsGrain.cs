using System.Collections.Immutable;
using Orleans.Concurrency;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Mail;

namespace Periscolaire.Staff;

/// <summary>Reads pages of exports wherever there is room; holds nothing.</summary>
[StatelessWorker]
[GrainType("exports")]
internal sealed class ExportsGrain(IExportReader reader, ICatalogues catalogues) : Grain, IExportsGrain
{
    private StructureId Structure => new(this.GetPrimaryKeyString());

    public async Task<ImmutableArray<ExportedBooking>> Bookings(DayFilter filter, bool attendedOnly, BookingId? after, int limit)
    {
        var catalogue = await catalogues.Of(Structure);
        var page = await reader.Bookings(Structure, filter, attendedOnly ? BookingStatus.Accepted : null, after, limit);
        return [.. page.Select(booking => booking with { Label = LabelOf(booking.Id.Activity, catalogue) })];
    }

    public async Task<ImmutableArray<ExportedMovement>> Movements(DayFilter filter, BookingId? after, int limit)
    {
        var catalogue = await catalogues.Of(Structure);
        var page = await reader.Movements(Structure, filter, after, limit);
        return [.. page.Select(movement => movement with { Label = LabelOf(movement.Booking.Activity, catalogue) })];
    }

    public Task<ImmutableArray<ExportedEntry>> Ledger(DayFilter filter, ExportedEntry? after, int limit) => reader.Ledger(Structure, filter, after, limit);

    public Task<ImmutableArray<ExportedDebt>> Debtors(ExportedDebt? after, int limit) => reader.Debtors(Structure, after, limit);

    public Task<ImmutableArray<MailStanding>> Mails(DayFilter filter, MailStanding? after, int limit) => reader.Mails(
        Structure,
        filter.From is { } first ? ParisTime.First(first, TimeOnly.MinValue) : null,
        filter.To is { } last ? ParisTime.First(last.AddDays(1), TimeOnly.MinValue) : null,
        after,
        limit);

    private static string LabelOf(ActivityId activity, CatalogueIndex? catalogue) => catalogue?.Find(activity)?.Label ?? activity.Value;
}
