using Periscolaire.Attendance;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Journal;
using Periscolaire.Mail;
using Periscolaire.Privacy;
using Periscolaire.Wallets;

namespace Periscolaire.Families;

/// <summary>
/// Hosts one family. Its roles are parts: who it is, what it books, what became of that, its wallets. What writes is done one after the other, what reads is not kept
/// waiting; so that whether it owes money and what it books are one decision.
/// </summary>
[GrainType(TypeName)]
internal sealed partial class FamilyGrain(
    IJournal journal,
    IFamilyReader families,
    IBookingReader bookings,
    ILedgerReader ledger,
    IAttendanceReader attendance,
    IPersonalDataStore personal,
    ICatalogues catalogues,
    OccupancyCache occupancy,
    IMailWriter mails,
    IOutbox outbox,
    TownClock clock)
    : Grain, IFamilyGrain
{
    /// <summary>The name of the grain's type.</summary>
    public const string TypeName = "family";

    private FamilyKey _key;
    private KeptFamily _kept = KeptFamily.None;

    /// <summary>The stream of a family: its profile, its wallets, what became of its bookings.</summary>
    public static StreamId StreamOf(FamilyKey key) => new(key.Structure, $"family/{key.Family.Value}");

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = FamilyKey.Parse(this.GetPrimaryKeyString());
        _kept = await families.Family(_key);
    }

    public Task Forget()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    /// <summary>Hands in a change of the family and waits until it is durable; when that is not confirmed, memory may be wrong: the activation ends.</summary>
    private async Task Keep(KeptFamily next, IEnumerable<Row> rows)
    {
        var version = _kept.Version + 1;
        try
        {
            await journal.Append(new Change(StreamOf(_key), _kept.Version, version, [.. rows]));
            _kept = next with { Version = version };
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }

    private async ValueTask<CatalogueIndex> Catalogue() =>
        await catalogues.Of(_key.Structure) ?? throw new InvalidOperationException($"No catalogue for {_key.Structure}.");
}
