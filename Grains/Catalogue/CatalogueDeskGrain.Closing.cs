using System.Collections.Immutable;
using Periscolaire.Audit;
using Periscolaire.Booking;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;
using Periscolaire.Wallets;

namespace Periscolaire.Catalogue;

internal sealed partial class CatalogueDeskGrain
{
    private const int DaysAtOnce = 50;
    private const int FamiliesAtOnce = 200;

    /// <summary>Whatever a crash leaves undone, the same steps find again: the catalogue says which days, the tables whose bookings.</summary>
    public async Task<ClosingAnswer> Close(ClosingOrder order)
    {
        var (catalogue, days, consequences) = await Find(order);
        if (days.IsEmpty || order.IsDryRun)
            return await Answer(catalogue, days, order, consequences);
        for (var next = await Closed(catalogue, days, order.Reason); next != catalogue; next = await Closed(catalogue, days, order.Reason))
        {
            if (await Catalogue().Save(next, Entry(order, "days-closed", days.Length)))
                catalogue = next;
            else
                (catalogue, days, consequences) = await Find(order);
        }

        foreach (var act in catalogue.ActsOf(days))
        {
            foreach (var some in act.Chunk(DaysAtOnce))
                await Task.WhenAll(some.Select(closure => Decide(new ActivityDayKey(_structure, closure.Activity, closure.Date), new Close(closure.Reason), order.By)));
            await Tell(act.Key, [.. act], order.By);
        }

        return await Answer(catalogue, days, order, consequences);
    }

    public async Task<bool> Reopen(ActivityId activity, DateOnly date, Author by, bool isDryRun)
    {
        while (await Catalogue().Read() is { } catalogue && catalogue.WithReopened(activity, date) is var next && next != catalogue)
        {
            var entry = new AuditEntry(by, clock.GetUtcNow(), "day-reopened", SubjectOf(activity, date));
            if (isDryRun || await Catalogue().Save(next, entry))
                return true;
        }

        return false;
    }

    private static string SubjectOf(ActivityId activity, DateOnly date) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"activity-day/{activity.Value}/{date:yyyy-MM-dd}");

    private async Task<(StructureCatalogue Catalogue, ImmutableArray<(ActivityId Activity, DateOnly Date)> Days, Consequences Consequences)> Find(ClosingOrder order)
    {
        var catalogue = await Catalogue().Read() ?? throw new InvalidOperationException($"No catalogue for {_structure}.");
        ImmutableArray<(ActivityId Activity, DateOnly Date)> days = [.. catalogue.DaysOf(order).Where(day => day.Date >= Today)];
        if (days.IsEmpty)
            return (catalogue, days, Consequences.None);
        var asked = days.ToHashSet();
        var live = await reader.Live(_structure, [.. days.Select(day => day.Activity).Distinct()], Today);
        return (catalogue, days, CatalogueConsequences.OfClosing([.. live.Where(booking => asked.Contains((booking.Id.Activity, booking.Id.Date)))]));
    }

    private async Task<StructureCatalogue> Closed(
        StructureCatalogue catalogue, ImmutableArray<(ActivityId Activity, DateOnly Date)> days, string reason)
    {
        var movements = new Dictionary<(ActivityId Activity, DateOnly Date), long>();
        foreach (var day in days)
            movements[day] = await reader.LastMovement(new ActivityDayKey(_structure, day.Activity, day.Date));
        return catalogue.WithClosed(days, reason, movements);
    }

    /// <summary>Another activation of the day may have been left behind: its successor decides.</summary>
    private async Task Decide(ActivityDayKey key, DayCommand command, Author by)
    {
        var day = GrainFactory.GetGrain<IActivityDayGrain>(key.ToString());
        try
        {
            await day.Decide([command], by);
        }
        catch (StaleStreamException)
        {
            await day.Decide([command], by);
        }
    }

    private async Task Tell(long act, ImmutableArray<Closure> closures, Author by)
    {
        var cancelled = new List<(FamilyId Family, BookingId Booking)>();
        foreach (var closure in closures)
            cancelled.AddRange(await reader.CancelledByClosure(new ActivityDayKey(_structure, closure.Activity, closure.Date), closure.After));
        foreach (var families in cancelled.GroupBy(entry => entry.Family, entry => entry.Booking).Chunk(FamiliesAtOnce))
            await Task.WhenAll(families.Select(family => Tell(family.Key, new ClosureNotice(act, closures[0].Reason, [.. family], by))));
    }

    private async Task Tell(FamilyId family, ClosureNotice notice)
    {
        var grain = GrainFactory.GetGrain<IFamilyGrain>(new FamilyKey(_structure, family).ToString());
        try
        {
            await grain.SettleClosure(notice);
        }
        catch (StaleStreamException)
        {
            await grain.SettleClosure(notice);
        }
    }

    /// <summary>What each day's closure cancelled, also when it was a call before this one that did.</summary>
    private async Task<ClosingAnswer> Answer(
        StructureCatalogue catalogue, ImmutableArray<(ActivityId Activity, DateOnly Date)> days, ClosingOrder order, Consequences consequences)
    {
        var closures = catalogue.Periods.SelectMany(period => period.Closures).ToDictionary(closure => (closure.Activity, closure.Date));
        var answered = new List<ClosedDay>();
        foreach (var day in days)
        {
            var closure = closures.GetValueOrDefault(day);
            var cancelled = closure is null ? [] : await reader.CancelledByClosure(new ActivityDayKey(_structure, day.Activity, day.Date), closure.After);
            answered.Add(new ClosedDay(day.Activity, day.Date, closure?.Reason ?? order.Reason, cancelled.Length));
        }

        return new ClosingAnswer([.. answered], consequences);
    }

    private AuditEntry Entry(ClosingOrder order, string act, int days) => new(
        order.By,
        clock.GetUtcNow(),
        act,
        "closures",
        After: CatalogueAudit.ValueOf(new { Activities = order.Activities.Select(activity => activity.Value), order.Dates, Days = days }),
        Reason: order.Reason);
}
