using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Catalogue;

/// <summary>What the store keeps of a structure's school calendar.</summary>
/// <param name="Version">Counts the changes.</param>
/// <param name="Holidays">The structure's own; null for the one that comes with the program.</param>
public sealed record SchoolCalendarState(long Version, ImmutableArray<SchoolHoliday>? Holidays)
{
    /// <summary>Initializes a new instance of the <see cref="SchoolCalendarState"/> class: never changed.</summary>
    public SchoolCalendarState()
        : this(0, Holidays: null)
    {
    }
}

/// <summary>Hosts the changes that staff make to a structure's catalogue; the catalogue itself is its own grain's.</summary>
[GrainType("catalogue-desk")]
internal sealed partial class CatalogueDeskGrain(
    [PersistentState("school-calendar")] IPersistentState<SchoolCalendarState> calendar,
    IConsequenceReader reader,
    IBookingReader bookings,
    TownClock clock)
    : Grain, ICatalogueDeskGrain
{
    private StructureId _structure;

    private SchoolHolidays Holidays => calendar.State.Holidays is { } own ? new SchoolHolidays(own) : Rules.SchoolHolidays.Published;

    private DateOnly Today => ParisTime.DayOf(clock.GetUtcNow());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _structure = new StructureId(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public async Task<EditAnswer> Change(EditOrder order)
    {
        if (await Catalogue().Read() is not { } before)
            return EditAnswer.Refused(EditOutcome.Unknown);
        if (order.MustBeNew ? before.Has(order.Edit) : !before.Has(order.Edit))
            return EditAnswer.Refused(order.MustBeNew ? EditOutcome.AlreadyExists : EditOutcome.Unknown);
        if (order.Version is { } version && version != before.Version)
            return EditAnswer.Refused(EditOutcome.ChangedMeanwhile);
        if (Before(before, order.Edit) is { IsEmpty: false } impossible)
            return EditAnswer.Refused(EditOutcome.Flawed) with { Flaws = impossible };

        var next = before.After(order.Edit, Holidays);
        var flaws = CatalogueChecks.Flaws(next).Except(CatalogueChecks.Flaws(before)).ToImmutableArray();
        var gridFlaws = order.Edit is EditGrids ? GridChecks.Flaws(next) : [.. GridChecks.Flaws(next).Except(GridChecks.Flaws(before))];
        if (!flaws.IsEmpty || !gridFlaws.IsEmpty)
            return EditAnswer.Refused(EditOutcome.Flawed) with { Flaws = flaws, GridFlaws = gridFlaws };

        var consequences = await ConsequencesOf(before, next);
        var answer = new EditAnswer(EditOutcome.Kept, next, consequences, [], [], [.. Warnings(before, order.Edit)]);
        if (consequences.LeavingBookings > 0)
            return answer with { Outcome = EditOutcome.DaysBooked, Catalogue = null };
        if (order.IsDryRun)
            return answer;
        var entry = CatalogueAudit.Entry(before, next, order, clock.GetUtcNow());
        if (entry is not null && !await Catalogue().Save(next, entry))
            return EditAnswer.Refused(EditOutcome.ChangedMeanwhile);
        await Promote(next);
        return entry is null ? answer with { Catalogue = before } : answer;
    }

    public async Task<Consequences> PreviewCapacity(ImmutableArray<ActivityDayKey> days, int capacity)
    {
        if (days.IsEmpty || await Catalogue().Read() is not { } catalogue)
            return Consequences.None;
        var asked = days.Select(day => (day.Activity, day.Date)).ToHashSet();
        var occupancy = await bookings.Occupancy(_structure, days.Min(day => day.Date), days.Max(day => day.Date));
        return CatalogueConsequences.OfCapacity(
            [.. occupancy.Where(day => asked.Contains((day.Activity, day.Date)))], capacity, new CatalogueIndex(catalogue), clock.GetUtcNow());
    }

    public Task<bool> HasRows(ActivityId activity, DateOnly date) => reader.HasRows(new ActivityDayKey(_structure, activity, date));

    private ICatalogueGrain Catalogue() => GrainFactory.GetGrain<ICatalogueGrain>(_structure.Value);

    /// <summary>What keeps an edit from even being tried.</summary>
    private ImmutableArray<CatalogueFlaw> Before(StructureCatalogue catalogue, CatalogueEdit edit) => edit switch
    {
        GenerateDates dates => [.. dates.Rule.Flaws(dates.Period, Holidays)],
        CopySchoolYear copy => [.. catalogue.Flaws(copy, Holidays)],
        _ => [],
    };

    private IEnumerable<string> Warnings(StructureCatalogue catalogue, CatalogueEdit edit) => edit switch
    {
        GenerateDates dates => dates.Rule.Warnings(Holidays),
        CopySchoolYear copy => catalogue.Warnings(copy, Holidays),
        _ => [],
    };

    /// <summary>Nothing else is asked of a day whose promotions last longer now; an edit that was cut short here is finished by a repeat, which changes nothing more.</summary>
    private async Task Promote(StructureCatalogue catalogue)
    {
        var days = await bookings.Occupancy(_structure, Today, DateOnly.MaxValue);
        foreach (var some in CatalogueConsequences.Promoting(days, new CatalogueIndex(catalogue), clock.GetUtcNow()).Chunk(DaysAtOnce))
            await Task.WhenAll(some.Select(day => Decide(new ActivityDayKey(_structure, day.Activity, day.Date), new Expire(), Author.System)));
    }

    private async Task<Consequences> ConsequencesOf(StructureCatalogue before, StructureCatalogue next)
    {
        var shift = new CatalogueShift(new CatalogueIndex(before), new CatalogueIndex(next), clock.GetUtcNow());
        var touched = shift.TouchedActivities();
        if (touched.Count == 0)
            return Consequences.None;
        var isPriced = shift.ChangesGrids;
        var live = await reader.Live(_structure, isPriced && shift.HasSiblingReduction ? [] : touched, Today);
        var quotients = isPriced ? await reader.Quotients(_structure) : [];
        var days = await bookings.Occupancy(_structure, Today, DateOnly.MaxValue);
        return shift.Of(live, quotients, days);
    }
}
