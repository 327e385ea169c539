using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Periscolaire.Attendance.Rules;
using Periscolaire.Audit;
using Periscolaire.Booking.Rules;
using Periscolaire.Families;

namespace Periscolaire.Attendance;

/// <summary>What staff recorded of attendance, and who read or changed health notes, as lines of the audit trail; never what the notes say.</summary>
internal static class AttendanceAuditing
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A record, with what it was before.</summary>
    public static IEnumerable<AuditRow> RowsOf(FamilyKey family, AttendedBooking booking, AttendanceRecord record, Authorship by)
    {
        if (by.Author.IsStaff)
        {
            yield return new AuditRow(family.Structure, new AuditEntry(
                by.Author,
                by.At,
                booking.Record is null ? "attendance-recorded" : "attendance-corrected",
                $"booking/{booking.Id}",
                family.Family,
                Json(booking.Record),
                Json(record),
                record.Reason));
        }
    }

    /// <summary>Someone read a child's notes.</summary>
    public static AuditEntry NotesRead(FamilyKey family, ChildId child, Authorship by) =>
        new(by.Author, by.At, "health-notes-read", SubjectOf(family, child), family.Family);

    /// <summary>Someone read the notes of the children of a day.</summary>
    public static AuditEntry NotesRead(DateOnly date, ActivityId? activity, Authorship by) => new(
        by.Author,
        by.At,
        "health-notes-read",
        activity is { } known ? FormattableString.Invariant($"activity-day/{known}/{date:yyyy-MM-dd}") : FormattableString.Invariant($"attendance/{date:yyyy-MM-dd}"));

    /// <summary>Someone changed a child's notes.</summary>
    public static AuditRow NotesChanged(FamilyKey family, ChildId child, long before, HealthNotes after, Authorship by) => new(family.Structure, new AuditEntry(
        by.Author,
        by.At,
        after.Text is null ? "health-notes-removed" : "health-notes-changed",
        SubjectOf(family, child),
        family.Family,
        Version(before),
        Version(after.Version)));

    private static string SubjectOf(FamilyKey family, ChildId child) => $"family/{family.Family}/child/{child}";

    private static string Version(long version) => string.Create(CultureInfo.InvariantCulture, $$"""{"version":{{version}}}""");

    private static string? Json(AttendanceRecord? record) => record is null ? null : JsonSerializer.Serialize(
        new { record.State, record.ArrivedAt, record.LeftAt, record.MinutesLate, record.WithoutBooking }, Format);
}
