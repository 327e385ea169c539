using System.Collections.Immutable;
using System.Text.Json;
using Periscolaire.Accounts;
using Periscolaire.Accounts.Rules;
using Periscolaire.Audit;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Families;
using Periscolaire.Import.Rules;
using Periscolaire.Journal;

namespace Periscolaire.Import;

/// <summary>Writes a plan down as changes, each stream fenced on the version that was read.</summary>
/// <param name="town">What the plan was decided on.</param>
/// <param name="order">The file.</param>
/// <param name="by">Who, and when.</param>
internal sealed class ImportChanges(KnownTown town, ImportOrder order, Authorship by)
{
    /// <summary>The catalogue's version that the plan was decided on.</summary>
    public long CatalogueVersion => town.Catalogue.Catalogue.Version;

    /// <summary>What the audit trail is told of the file as a whole.</summary>
    public AuditEntry Summary(ImportCounts counts) => new(
        by.Author,
        by.At,
        "file-imported",
        $"import/{order.Kind.ToString().ToLowerInvariant()}",
        After: JsonSerializer.Serialize(new { lines = counts.Lines, created = counts.Created, changed = counts.Changed, unchanged = counts.Unchanged }));

    /// <summary>The changes of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="letters">The codes of the accounts that it creates, in their order.</param>
    /// <returns>One a stream, in the streams' order.</returns>
    public List<Change> Of(ImportPlan plan, ImmutableArray<OpeningLetter> letters)
    {
        var families = plan.Families.Select(written =>
        {
            var version = town.Families.GetValueOrDefault(written.Key)?.Version ?? 0;
            return new Change(FamilyGrain.StreamOf(new FamilyKey(town.Structure, written.Key)), version, version + 1, [.. written.Value]);
        });
        var days = plan.Days.Select(decided => decided.Value.ToChange(decided.Key, town.Days[decided.Key]));
        var accounts = plan.Accounts.Zip(letters, (account, letter) => new Change(
            AccountRow.StreamOf(new AccountKey(town.Structure, account.Identifier)),
            After: 0,
            Version: 1,
            [
                new AccountRow(town.Structure, new RegisteredAccount(
                    account.Identifier,
                    Role.Family,
                    account.Family,
                    account.Name,
                    Rights: [],
                    IsClosed: false,
                    by.At,
                    new Opening(OneTimeCodes.HashOf(letter.Code), by.At + OneTimeCodes.OpeningLasts))),
                new AuditRow(town.Structure, new AuditEntry(by.Author, by.At, "account-opened", $"account/{account.Identifier}", account.Family)),
            ]));
        return [.. families.Concat(days).Concat(accounts).OrderBy(change => change.Stream.Name, StringComparer.Ordinal)];
    }
}
