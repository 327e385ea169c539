using System.Collections.Immutable;

namespace Periscolaire.Attendance;

/// <summary>Attendance of a structure for its staff, keyed by its <see cref="StructureId"/>. Reads only; <see cref="IFamilyAttendance"/> records.</summary>
[Alias("IAttendanceGrain")]
public interface IAttendanceGrain : IGrainWithStringKey
{
    /// <summary>The sheets of a date.</summary>
    /// <param name="date">The civil date, Europe/Paris.</param>
    /// <param name="activity">The one activity; null for all.</param>
    /// <param name="notesFor">Who reads the children's health notes beside; their reading is in the audit trail before they are read. Null for nobody.</param>
    /// <returns>Of activities that the date opens, or on which someone holds a place, in the catalogue's order.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read, or the reading of notes not be kept; ask again.</exception>
    [Alias("Sheets")]
    Task<ImmutableArray<AttendanceSheet>> Sheets(DateOnly date, ActivityId? activity, Author? notesFor = null);

    /// <summary>Hours realised, for the CAF.</summary>
    /// <param name="from">The first date, Europe/Paris.</param>
    /// <param name="to">The last date, included.</param>
    /// <returns>Counted by the rules in force now.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("CafHours")]
    Task<CafReport> CafHours(DateOnly from, DateOnly to);
}
