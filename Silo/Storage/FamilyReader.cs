using System.Collections.Immutable;
using Periscolaire.Families;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Silo.Storage;

/// <summary>Reads families; the SQL is what both databases share.</summary>
internal sealed class FamilyReader(IFactsDatabase database, ILogger<FamilyReader> log) : Queries(database, log), IFamilyReader
{
    private const string FamilySql = """
        SELECT s.version AS Version, f.name AS Name, f.email AS Email, f.is_resident AS IsResident,
          f.pending_email AS PendingEmail, f.pending_since AS PendingSince, f.address AS Address, f.phone AS Phone, f.erased_at AS ErasedAt,
          c.child_id AS Child, c.first_name AS FirstName, c.last_name AS LastName, c.birth_date AS BirthDate, c.school_group AS SchoolGroup
        FROM streams s
        JOIN families f ON f.structure_id = s.structure_id AND f.family_id = @family
        LEFT JOIN children c ON c.structure_id = f.structure_id AND c.family_id = f.family_id
        WHERE s.structure_id = @structure AND s.name = @stream
        ORDER BY c.birth_date, c.child_id
        """;

    private const string MoneySql = """
        SELECT wallet_id AS Wallet, NULL AS FromDate, balance_cents AS Cents, entries AS Entries
        FROM wallets WHERE structure_id = @structure AND family_id = @family
        UNION ALL
        SELECT NULL, from_date, quotient_cents, 0 FROM quotients WHERE structure_id = @structure AND family_id = @family
        """;

    public async Task<KeptFamily> Family(FamilyKey key)
    {
        // Money is read after the version: what was written in between makes the first write fail, and the family is read again.
        var (rows, money) = await Query<FamilyRecord, MoneyRecord>(
            FamilySql,
            MoneySql,
            new { structure = key.Structure.Value, family = key.Family.Value, stream = FamilyGrain.StreamOf(key).Name });
        if (rows.Count == 0)
            return KeptFamily.None;
        var first = rows[0];
        return new KeptFamily(
            first.Version,
            new Family(
                key.Family,
                first.Name,
                first.Email,
                first.IsResident,
                [.. rows.Where(row => row.Child is not null)
                    .Select(row => new Child(new(row.Child!), row.FirstName!, row.LastName!, row.BirthDate!.Value, row.SchoolGroup))],
                [.. money.Where(row => row.Wallet is null).Select(row => new DatedQuotient(row.FromDate!.Value, Cents.ToEuros(row.Cents)))],
                first.Address,
                first.Phone),
            first.PendingEmail is null ? null : new PendingEmail(first.PendingEmail, first.PendingSince!.Value),
            new FamilyLedger(money.Where(row => row.Wallet is not null).ToImmutableDictionary(
                row => row.Wallet!, row => new WalletBalance(Cents.ToEuros(row.Cents!.Value), row.Entries), StringComparer.Ordinal)),
            first.ErasedAt);
    }

    public async Task<FamilyId?> FamilyOf(StructureId structure, ChildId child)
    {
        var families = await Query<string>(
            "SELECT family_id FROM children WHERE structure_id = @structure AND child_id = @child", new { structure = structure.Value, child = child.Value });
        return families is [var family] ? new FamilyId(family) : null;
    }

    public async Task<bool> HasHistory(FamilyKey family, ChildId child)
    {
        var found = await Query<long>(
            """
            SELECT 1 WHERE EXISTS (SELECT 1 FROM bookings WHERE structure_id = @structure AND family_id = @family AND child_id = @child)
              OR EXISTS (SELECT 1 FROM ledger_entries WHERE structure_id = @structure AND family_id = @family AND child_id = @child)
            """,
            new { structure = family.Structure.Value, family = family.Family.Value, child = child.Value });
        return found.Count > 0;
    }

    public async Task<ImmutableArray<FamilyFound>> Names(StructureId structure, FamilyId? after, int limit)
    {
        var rows = await Query<NameRecord>(
            """
            SELECT f.family_id AS Family, f.name AS Name, f.email AS Email, c.first_name AS FirstName, c.last_name AS LastName
            FROM (SELECT * FROM families WHERE structure_id = @structure AND family_id > @after ORDER BY family_id LIMIT @limit) f
            LEFT JOIN children c ON c.structure_id = f.structure_id AND c.family_id = f.family_id
            ORDER BY f.family_id, c.birth_date, c.child_id
            """,
            new { structure = structure.Value, after = after?.Value ?? "", limit });
        return [.. rows.GroupBy(row => row.Family, StringComparer.Ordinal).Select(family => new FamilyFound(
            new FamilyId(family.Key),
            family.First().Name,
            family.First().Email,
            [.. family.Where(row => row.FirstName is not null).Select(row => $"{row.FirstName} {row.LastName}")]))];
    }

    private sealed record NameRecord
    {
        public string Family { get; init; } = "";

        public string Name { get; init; } = "";

        public string? Email { get; init; }

        public string? FirstName { get; init; }

        public string? LastName { get; init; }
    }

    private sealed record MoneyRecord
    {
        public string? Wallet { get; init; }

        public DateOnly? FromDate { get; init; }

        public long? Cents { get; init; }

        public long Entries { get; init; }
    }

    private sealed record FamilyRecord
    {
        public long Version { get; init; }

        public string Name { get; init; } = "";

        public string? Email { get; init; }

        public bool IsResident { get; init; }

        public string? PendingEmail { get; init; }

        public DateTimeOffset? PendingSince { get; init; }

        public DateTimeOffset? ErasedAt { get; init; }

        public string? Address { get; init; }

        public string? Phone { get; init; }

        public string? Child { get; init; }

        public string? FirstName { get; init; }

        public string? LastName { get; init; }

        public DateOnly? BirthDate { get; init; }

        public string? SchoolGroup { get; init; }
    }
}
