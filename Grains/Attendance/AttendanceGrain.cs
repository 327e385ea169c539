using System.Collections.Immutable;
using System.Globalization;
using Orleans.Concurrency;
using Periscolaire.Attendance.Rules;
using Periscolaire.Audit;
using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;

namespace Periscolaire.Attendance;

/// <summary>Reads attendance wherever there is room; holds nothing.</summary>
[StatelessWorker]
[GrainType("attendance")]
internal sealed class AttendanceGrain(IAttendanceReader reader, ICatalogues catalogues, TownClock clock) : Grain, IAttendanceGrain
{
    /// <summary>Names are sorted as the town hall's own lists are: accents and case do not matter.</summary>
    private static readonly StringComparer ByName = StringComparer.Create(CultureInfo.GetCultureInfo("fr-FR"), ignoreCase: true);

    private StructureId Structure => new(this.GetPrimaryKeyString());

    public async Task<ImmutableArray<AttendanceSheet>> Sheets(DateOnly date, ActivityId? activity, Author? notesFor = null)
    {
        if (await catalogues.Of(Structure) is not { } catalogue)
            return [];
        if (notesFor is { } notesReader)
        {
            await GrainFactory.GetGrain<IAuditTrailGrain>(Structure.Value)
                .Append(AttendanceAuditing.NotesRead(date, activity, new Authorship(notesReader, clock.GetUtcNow())));
        }

        var held = (await reader.Held(Structure, date, withNotes: notesFor is not null)).ToLookup(line => line.Booking.Activity);
        var staffing = await reader.Staffing(Structure, date);
        return
        [
            .. catalogue.Catalogue.Activities
                .Where(known => activity is null || known.Id == activity)
                .Where(known => held.Contains(known.Id) || catalogue.PeriodOf(known.Id, date) is not null)
                .Select(known => Sheet(known, date, staffing.GetValueOrDefault(known.Id), held[known.Id])),
        ];
    }

    public async Task<CafReport> CafHours(DateOnly from, DateOnly to)
    {
        if (await catalogues.Of(Structure) is not { } catalogue)
            return new CafReport(CafRules.Default, []);
        var rules = catalogue.Catalogue.Settings.Caf ?? CafRules.Default;
        var lines = await reader.Hours(Structure, from, to, CafCount.Of(rules, catalogue.Catalogue.Activities));
        return new CafReport(rules, [.. lines.Select(line => line with { Label = catalogue.Find(line.Activity)?.Label ?? line.Activity.Value })]);
    }

    private static AttendanceSheet Sheet(Activity activity, DateOnly date, DayStaffing staffing, IEnumerable<AttendanceLine> held)
    {
        ImmutableArray<AttendanceLine> lines =
        [
            .. held.OrderBy(line => line.LastName, ByName).ThenBy(line => line.FirstName, ByName).ThenBy(line => line.Booking.Number),
        ];
        return new AttendanceSheet(
            activity.Id, activity.Label, date, activity.Arrival, activity.Departure, staffing.Capacity, staffing.Animators, lines, Warnings(activity, staffing, lines));
    }

    private static ImmutableArray<RatioWarning> Warnings(Activity activity, DayStaffing staffing, ImmutableArray<AttendanceLine> lines)
    {
        if (staffing.Animators is not { } animators)
            return [];
        RatioWarning?[] warnings =
        [
            Ratios.Warn(activity, animators, lines.Select(line => line.Age), RatioConcern.Booked),
            Ratios.Warn(activity, animators, lines.Where(line => line.Record is { IsThere: true }).Select(line => line.Age), RatioConcern.Present),
        ];
        return [.. warnings.OfType<RatioWarning>()];
    }
}
