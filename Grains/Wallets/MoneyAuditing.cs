using System.Text.Json;
using Periscolaire.Audit;
using Periscolaire.Booking.Rules;
using Periscolaire.Families;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Wallets;

/// <summary>What staff did with a family's money, as a line of the audit trail in the same change.</summary>
internal static class MoneyAuditing
{
    /// <summary>Entries that staff caused.</summary>
    public static AuditRow RowOf(FamilyKey family, IReadOnlyCollection<Posting> postings, EntryOrigin origin)
    {
        var first = postings.First();
        return new AuditRow(family.Structure, new AuditEntry(
            origin.By.Author,
            origin.By.At,
            $"{first.Kind.ToString().ToLowerInvariant()}-entered",
            origin.Receipt is { } receipt ? $"receipt/{receipt}" : $"entry/{first.Cause}",
            family.Family,
            After: JsonSerializer.Serialize(postings.Select(posting => new { wallet = posting.Wallet, amount = posting.Amount })),
            Reason: first.Reason));
    }

    /// <summary>A quotient that staff set.</summary>
    public static AuditRow RowOf(FamilyKey family, DatedQuotient? before, DatedQuotient after, Authorship by) => new(family.Structure, new AuditEntry(
        by.Author,
        by.At,
        "quotient-changed",
        FormattableString.Invariant($"family/{family.Family}/quotient/{after.From:yyyy-MM-dd}"),
        family.Family,
        before is null ? null : Json(before),
        Json(after)));

    private static string Json(DatedQuotient quotient) => JsonSerializer.Serialize(new { value = quotient.Value });
}
