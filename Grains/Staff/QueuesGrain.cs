using System.Collections.Immutable;
using Orleans.Concurrency;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Staff.Rules;

namespace Periscolaire.Staff;

/// <summary>Reads queues wherever there is room; holds nothing. The tables know who waits, the catalogue what that means.</summary>
[StatelessWorker]
[GrainType("queues")]
internal sealed class QueuesGrain(IQueueReader reader, ICatalogues catalogues, TownClock clock) : Grain, IQueuesGrain
{
    private StructureId Structure => new(this.GetPrimaryKeyString());

    public async Task<ImmutableArray<QueuedBooking>> Reviews(ReviewFilter filter, QueuePosition? after, int limit)
    {
        var catalogue = await Catalogue();
        return [.. (await reader.Reviews(Structure, filter, after, limit)).Select(kept => Told(kept, catalogue))];
    }

    public async Task<ImmutableArray<WaitingDay>> WaitingDays(DayFilter filter, WaitingDay? after, int limit)
    {
        var catalogue = await Catalogue();
        return [.. (await reader.WaitingDays(Structure, filter, after, limit)).Select(day => Told(day, catalogue))];
    }

    public async Task<WaitingSheet> WaitingList(ActivityId activity, DateOnly date, long after, int limit)
    {
        var catalogue = await Catalogue();
        var (day, bookings) = await reader.WaitingList(new ActivityDayKey(Structure, activity, date), after, limit);
        return new WaitingSheet(Told(day, catalogue), [.. bookings.Select(kept => Told(kept, catalogue))]);
    }

    private WaitingDay Told(DayOccupancy day, CatalogueIndex catalogue)
    {
        var terms = catalogue.TermsOf(day.Activity, day.Date);
        return new WaitingDay(
            day.Activity,
            day.Date,
            LabelOf(day.Activity, catalogue),
            day.Capacity,
            day.PlacesTaken,
            day.Waiting,
            catalogue.PeriodOf(day.Activity, day.Date) is null ? null : terms.PromotionEnds,
            terms.WhyWaiting(day, clock.GetUtcNow()));
    }

    private static QueuedBooking Told(KeptQueued kept, CatalogueIndex catalogue) => new(
        kept.Id,
        LabelOf(kept.Id.Activity, catalogue),
        kept.Child,
        kept.ChildName,
        Eligibilities.AgeOn(kept.BirthDate, kept.Id.Date),
        kept.Family,
        kept.FamilyName,
        kept.AskedAt,
        kept.AmountDue,
        [.. kept.Beside
            .Where(other => catalogue.Find(other.Activity) is { } beside && catalogue.Find(kept.Id.Activity) is { } own && own.Overlaps(beside))
            .Select(other => new OverlapConflict(other.Activity, LabelOf(other.Activity, catalogue), other))],
        kept.Rank);

    private static string LabelOf(ActivityId activity, CatalogueIndex catalogue) => catalogue.Find(activity)?.Label ?? activity.Value;

    private async ValueTask<CatalogueIndex> Catalogue() =>
        await catalogues.Of(Structure) ?? throw new InvalidOperationException($"No catalogue for {Structure}.");
}
