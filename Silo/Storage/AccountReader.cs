using System.Collections.Immutable;
using Periscolaire.Accounts;

namespace Periscolaire.Silo.Storage;

/// <summary>Reads the accounts' register; the SQL is what both databases share.</summary>
internal sealed class AccountReader(IFactsDatabase database, ILogger<AccountReader> log) : Queries(database, log), IAccountReader
{
    private const string Accounts = """
        SELECT a.identifier AS Identifier, a.role AS Role, a.family_id AS Family, a.display_name AS DisplayName, a.rights AS Rights, a.is_closed AS IsClosed,
          a.created_at AS CreatedAt, a.opening_hash AS OpeningHash, a.opening_expires_at AS OpeningExpiresAt, s.version AS Version
        FROM accounts a
        JOIN streams s ON s.structure_id = a.structure_id AND s.name = 'account/' || a.identifier
        WHERE a.structure_id = @structure
        """;

    public async Task<AccountSheet?> Account(AccountKey key)
    {
        var rows = await Query<AccountRecord>($"{Accounts} AND a.identifier = @identifier", new { structure = key.Structure.Value, identifier = key.Identifier });
        return rows is [var row] ? row.ToSheet() : null;
    }

    public async Task<ImmutableArray<AccountSheet>> List(StructureId structure, AccountFilter filter)
    {
        var rows = await Query<AccountRecord>(
            $"""
            {Accounts} {(filter.Role is null ? "" : "AND a.role = @role")} {(filter.Family is null ? "" : "AND a.family_id = @family")}
              {(filter.After is null ? "" : "AND a.identifier > @after")}
            ORDER BY a.identifier
            LIMIT @limit
            """,
            new
            {
                structure = structure.Value,
                role = filter.Role is { } role ? Codes.Of(role) : null,
                family = filter.Family?.Value,
                after = filter.After,
                limit = filter.Limit,
            });
        return [.. rows.Select(row => row.ToSheet())];
    }

    public async Task<ImmutableArray<StructureId>> Structures() => [.. (await Query<string>(
        "SELECT DISTINCT structure_id FROM accounts WHERE role = 'staff' ORDER BY structure_id", new { })).Select(id => new StructureId(id))];

    private sealed record AccountRecord
    {
        public string Identifier { get; init; } = "";

        public string Role { get; init; } = "";

        public string? Family { get; init; }

        public string DisplayName { get; init; } = "";

        public string Rights { get; init; } = "";

        public bool IsClosed { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public string? OpeningHash { get; init; }

        public DateTimeOffset? OpeningExpiresAt { get; init; }

        public long Version { get; init; }

        public AccountSheet ToSheet() => new(
            new RegisteredAccount(
                Identifier,
                Codes.To<Role>(Role),
                Family is null ? null : new FamilyId(Family),
                DisplayName,
                [.. Rights.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Codes.To<StaffRight>)],
                IsClosed,
                CreatedAt,
                OpeningHash is null ? null : new Opening(OpeningHash, OpeningExpiresAt!.Value)),
            Version);
    }
}
