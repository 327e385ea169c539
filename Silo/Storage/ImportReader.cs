using System.Collections.Immutable;
using Periscolaire.Families;
using Periscolaire.Import;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Silo.Storage;

/// <summary>Reads whole tables of a structure; the SQL is what both databases share.</summary>
internal sealed class ImportReader(IFactsDatabase database, ILogger<ImportReader> log) : Queries(database, log), IImportReader
{
    private const string StreamPrefix = "family/";

    public async Task<IReadOnlyDictionary<FamilyId, KeptFamily>> Families(StructureId structure)
    {
        // Versions first: what is written after them makes the import fail, instead of being taken back by it.
        var parameters = new { structure = structure.Value };
        var versions = (await Query<StreamRecord>(
                $"SELECT name AS Name, version AS Version FROM streams WHERE structure_id = @structure AND name LIKE '{StreamPrefix}%'", parameters))
            .ToDictionary(stream => stream.Name[StreamPrefix.Length..], stream => stream.Version, StringComparer.Ordinal);
        var families = await Query<FamilyRecord>(
            """
            SELECT family_id AS Family, name AS Name, email AS Email, is_resident AS IsResident, pending_email AS PendingEmail, pending_since AS PendingSince,
              address AS Address, phone AS Phone, erased_at AS ErasedAt
            FROM families WHERE structure_id = @structure
            """,
            parameters);
        var children = (await Query<ChildRecord>(
            """
            SELECT family_id AS Family, child_id AS Child, first_name AS FirstName, last_name AS LastName, birth_date AS BirthDate, school_group AS SchoolGroup
            FROM children WHERE structure_id = @structure
            """,
            parameters)).ToLookup(row => row.Family, StringComparer.Ordinal);
        var quotients = (await Query<QuotientRecord>(
            "SELECT family_id AS Family, from_date AS FromDate, quotient_cents AS Cents FROM quotients WHERE structure_id = @structure", parameters))
            .ToLookup(row => row.Family, StringComparer.Ordinal);
        var wallets = (await Query<WalletRecord>(
            "SELECT family_id AS Family, wallet_id AS Wallet, balance_cents AS Cents, entries AS Entries FROM wallets WHERE structure_id = @structure", parameters))
            .ToLookup(row => row.Family, StringComparer.Ordinal);
        return families.ToDictionary(row => new FamilyId(row.Family), row => new KeptFamily(
            versions.GetValueOrDefault(row.Family),
            new Family(
                new(row.Family),
                row.Name,
                row.Email,
                row.IsResident,
                [.. children[row.Family].Select(child => new Child(new(child.Child), child.FirstName, child.LastName, child.BirthDate, child.SchoolGroup))],
                [.. quotients[row.Family].Select(quotient => new DatedQuotient(quotient.FromDate, Cents.ToEuros(quotient.Cents)))],
                row.Address,
                row.Phone),
            row.PendingEmail is null ? null : new PendingEmail(row.PendingEmail, row.PendingSince!.Value),
            new FamilyLedger(wallets[row.Family].ToImmutableDictionary(
                wallet => wallet.Wallet, wallet => new WalletBalance(Cents.ToEuros(wallet.Cents), wallet.Entries), StringComparer.Ordinal)),
            row.ErasedAt));
    }

    public async Task<IReadOnlyDictionary<string, decimal>> Entered(StructureId structure, string prefix)
    {
        var rows = await Query<EntryRecord>(
            "SELECT cause AS Cause, amount_cents AS Cents FROM ledger_entries WHERE structure_id = @structure AND substr(cause, 1, length(@prefix)) = @prefix",
            new { structure = structure.Value, prefix });
        return rows.ToDictionary(row => row.Cause, row => Cents.ToEuros(row.Cents), StringComparer.Ordinal);
    }

    public async Task<IReadOnlyDictionary<string, FamilyId?>> Accounts(StructureId structure)
    {
        var rows = await Query<AccountRecord>(
            "SELECT identifier AS Identifier, family_id AS Family FROM accounts WHERE structure_id = @structure", new { structure = structure.Value });
        return rows.ToDictionary(row => row.Identifier, row => row.Family is null ? (FamilyId?)null : new FamilyId(row.Family), StringComparer.Ordinal);
    }

    public async Task<ImmutableArray<LiveChildBooking>> Live(StructureId structure, DateOnly from, DateOnly to)
    {
        var rows = await Query<LiveRecord>(
            """
            SELECT child_id AS Child, activity_id AS Activity, date AS Date FROM bookings
            WHERE structure_id = @structure AND date BETWEEN @from AND @to AND status IN ('accepted', 'under-review', 'waitlisted')
            """,
            new { structure = structure.Value, from, to });
        return [.. rows.Select(row => new LiveChildBooking(new(row.Child), new(row.Activity), row.Date))];
    }

    private sealed record StreamRecord
    {
        public string Name { get; init; } = "";

        public long Version { get; init; }
    }

    private sealed record FamilyRecord
    {
        public string Family { get; init; } = "";

        public string Name { get; init; } = "";

        public string? Email { get; init; }

        public bool IsResident { get; init; }

        public string? PendingEmail { get; init; }

        public DateTimeOffset? PendingSince { get; init; }

        public string? Address { get; init; }

        public string? Phone { get; init; }

        public DateTimeOffset? ErasedAt { get; init; }
    }

    private sealed record ChildRecord
    {
        public string Family { get; init; } = "";

        public string Child { get; init; } = "";

        public string FirstName { get; init; } = "";

        public string LastName { get; init; } = "";

        public DateOnly BirthDate { get; init; }

        public string? SchoolGroup { get; init; }
    }

    private sealed record QuotientRecord
    {
        public string Family { get; init; } = "";

        public DateOnly FromDate { get; init; }

        public long? Cents { get; init; }
    }

    private sealed record WalletRecord
    {
        public string Family { get; init; } = "";

        public string Wallet { get; init; } = "";

        public long Cents { get; init; }

        public long Entries { get; init; }
    }

    private sealed record EntryRecord
    {
        public string Cause { get; init; } = "";

        public long Cents { get; init; }
    }

    private sealed record AccountRecord
    {
        public string Identifier { get; init; } = "";

        public string? Family { get; init; }
    }

    private sealed record LiveRecord
    {
        public string Child { get; init; } = "";

        public string Activity { get; init; } = "";

        public DateOnly Date { get; init; }
    }
}
