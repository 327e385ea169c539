using Periscolaire.Attendance;
using Periscolaire.Audit;
using Periscolaire.Booking.Rules;

namespace Periscolaire.Families;

internal sealed partial class FamilyGrain
{
    public async Task<HealthNotes?> ReadHealthNotes(ChildId child, Author reader)
    {
        if (!Has(child))
            return null;
        var by = new Authorship(reader, clock.GetUtcNow());
        await GrainFactory.GetGrain<IAuditTrailGrain>(_key.Structure.Value).Append(AttendanceAuditing.NotesRead(_key, child, by));
        return await attendance.Notes(_key, child);
    }

    public async Task<HealthNotesAnswer?> WriteHealthNotes(ChildId child, HealthNotes notes, Author author)
    {
        if (!Has(child))
            return null;
        var inForce = await attendance.Notes(_key, child);
        if (inForce.Version != notes.Version || inForce.Text == notes.Text)
            return new HealthNotesAnswer(inForce.Version == notes.Version, inForce.Version);
        var (next, by) = (notes with { Version = inForce.Version + 1 }, new Authorship(author, clock.GetUtcNow()));
        await Keep(_kept, [new HealthNoteRow(_key, child, next, by), AttendanceAuditing.NotesChanged(_key, child, inForce.Version, next, by)]);
        return new HealthNotesAnswer(IsKept: true, next.Version);
    }

    /// <summary>Of an erased family's children nothing is noted again.</summary>
    private bool Has(ChildId child) => _kept.Bookable?.Children.Any(known => known.Id == child) == true;
}
