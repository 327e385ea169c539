using System.Text.Encodings.Web;
using System.Text.Json;
using Periscolaire.Audit;
using Periscolaire.Booking.Rules;

namespace Periscolaire.Families;

/// <summary>What staff did with a family and its children, as lines of the audit trail in the same change.</summary>
internal static class FamilyAuditing
{
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A family that was created or changed.</summary>
    public static AuditRow RowOf(StructureId structure, Family? before, Family after, Authorship by) => new(structure, new AuditEntry(
        by.Author, by.At, before is null ? "family-created" : "family-changed", $"family/{after.Id}", after.Id, Json(before), Json(after)));

    /// <summary>A child that was created, changed or removed.</summary>
    public static AuditRow RowOf(FamilyKey family, Child? before, Child? after, Authorship by)
    {
        var act = (before, after) switch { (null, _) => "child-created", (_, null) => "child-removed", _ => "child-changed" };
        return new AuditRow(family.Structure, new AuditEntry(
            by.Author, by.At, act, $"family/{family.Family}/child/{(before ?? after)!.Id}", family.Family, Json(before), Json(after)));
    }

    private static string? Json(Family? family) => family is null ? null : JsonSerializer.Serialize(
        new { name = family.Name, email = family.Email, isResident = family.IsResident, address = family.Address, phone = family.Phone }, Format);

    private static string? Json(Child? child) => child is null ? null : JsonSerializer.Serialize(
        new { firstName = child.FirstName, lastName = child.LastName, birthDate = child.BirthDate, group = child.Group }, Format);
}
