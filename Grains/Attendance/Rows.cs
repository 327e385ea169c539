using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Families;
using Periscolaire.Journal;

namespace Periscolaire.Attendance;

/// <summary>A booking's attendance, replaced by key; what it was before is in the audit trail.</summary>
/// <param name="Family">The family.</param>
/// <param name="Booking">The booking.</param>
/// <param name="Record">What is recorded.</param>
/// <param name="By">Who, and when.</param>
public sealed record AttendanceRow(FamilyKey Family, BookingId Booking, AttendanceRecord Record, Authorship By) : Row
{
    /// <inheritdoc/>
    public override object Key => ("attendance", Booking);
}

/// <summary>A child's health notes, replaced by key.</summary>
/// <param name="Family">The family.</param>
/// <param name="Child">The child.</param>
/// <param name="Notes">The notes.</param>
/// <param name="By">Who, and when.</param>
public sealed record HealthNoteRow(FamilyKey Family, ChildId Child, HealthNotes Notes, Authorship By) : Row
{
    /// <inheritdoc/>
    public override object Key => ("health", Child);
}
