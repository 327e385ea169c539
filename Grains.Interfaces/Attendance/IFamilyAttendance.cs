using Periscolaire.Booking;
using Periscolaire.Families;

namespace Periscolaire.Attendance;

/// <summary>What became of a family's bookings on their day, keyed by its <see cref="FamilyKey"/>. Called by staff.</summary>
[Alias("IFamilyAttendance")]
public interface IFamilyAttendance : IGrainWithStringKey
{
    /// <summary>Records a booking's attendance, or corrects what was recorded; money follows by entries of its own, in the same change.</summary>
    /// <param name="booking">A booking of the family.</param>
    /// <param name="record">What is recorded.</param>
    /// <param name="author">Who says so.</param>
    /// <returns>Once it is durable. A repeat changes nothing.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("RecordAttendance")]
    Task<AttendanceAnswer> RecordAttendance(BookingId booking, AttendanceRecord record, Author author);
}

/// <summary>Health notes (allergies, diet, PAI) of a family's children, keyed by its <see cref="FamilyKey"/>. For staff who may read them; each reading is in the audit trail.</summary>
[Alias("IFamilyHealth")]
public interface IFamilyHealth : IGrainWithStringKey
{
    /// <summary>A child's notes.</summary>
    /// <param name="child">The child.</param>
    /// <param name="reader">Who reads them: kept before they are given.</param>
    /// <returns>Version 0 and no text when there are none; null when the family has no such child.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read, or the reading not be kept; ask again.</exception>
    [Alias("ReadHealthNotes")]
    Task<HealthNotes?> ReadHealthNotes(ChildId child, Author reader);

    /// <summary>Replaces a child's notes.</summary>
    /// <param name="child">The child.</param>
    /// <param name="notes">The text, and the version that was read.</param>
    /// <param name="author">Who says so.</param>
    /// <returns>The notes once they are durable, of the next version, or of the same when nothing changes; those in force when their version is another.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("WriteHealthNotes")]
    Task<HealthNotesAnswer?> WriteHealthNotes(ChildId child, HealthNotes notes, Author author);
}

/// <summary>A child's health notes.</summary>
/// <param name="Version">Counts the changes; 0 for none.</param>
/// <param name="Text">In French; null for none.</param>
[GenerateSerializer, Immutable, Alias("HealthNotes")]
public sealed record HealthNotes([property: Id(0)] long Version, [property: Id(1)] string? Text);

/// <summary>What became of replacing health notes.</summary>
/// <param name="IsKept">False when they were changed since they were read: nothing was.</param>
/// <param name="Version">The version in force.</param>
[GenerateSerializer, Immutable, Alias("HealthNotesAnswer")]
public sealed record HealthNotesAnswer([property: Id(0)] bool IsKept, [property: Id(1)] long Version);
