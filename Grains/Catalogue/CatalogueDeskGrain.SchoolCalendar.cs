using System.Collections.Immutable;
using Periscolaire.Audit;
using Periscolaire.Catalogue.Rules;

namespace Periscolaire.Catalogue;

internal sealed partial class CatalogueDeskGrain
{
    private const int MostHolidays = 2_000;
    private const int MostFlaws = 100;

    public Task<SchoolHolidaySheet> SchoolHolidays() => Task.FromResult(SheetOf(calendar.State));

    public async Task<SchoolHolidaysAnswer> SetSchoolHolidays(string? csv, long version, Author by, bool isDryRun)
    {
        if (version != calendar.State.Version)
            return new SchoolHolidaysAnswer([], Sheet: null);
        ImmutableArray<SchoolHoliday>? own = null;
        if (csv is not null)
        {
            using var text = new StringReader(csv.TrimStart('\uFEFF'));
            var read = Rules.SchoolHolidays.Read(text, out var flaws);
            if (read.All.Length > MostHolidays)
                flaws = [(1, $"{MostHolidays} lignes au plus")];
            if (!flaws.IsEmpty)
                return new SchoolHolidaysAnswer([.. flaws.Take(MostFlaws).Select(flaw => new HolidayFlaw(flaw.Line, flaw.What))], Sheet: null);
            own = read.All;
        }

        var next = new SchoolCalendarState(version + 1, own);
        if (isDryRun)
            return new SchoolHolidaysAnswer([], SheetOf(next));
        var entry = new AuditEntry(
            by,
            clock.GetUtcNow(),
            "school-holidays-changed",
            "school-holidays",
            Before: CatalogueAudit.ValueOf(calendar.State.Holidays),
            After: CatalogueAudit.ValueOf(own));
        await GrainFactory.GetGrain<IAuditTrailGrain>(_structure.Value).Append(entry);
        await calendar.Keep(next, DeactivateOnIdle);
        return new SchoolHolidaysAnswer([], SheetOf(next));
    }

    private static SchoolHolidaySheet SheetOf(SchoolCalendarState state) => new(
        state.Version,
        state.Holidays is not null,
        [.. (state.Holidays ?? Rules.SchoolHolidays.Published.All).OrderBy(holiday => holiday.Zone).ThenBy(holiday => holiday.First)]);
}
