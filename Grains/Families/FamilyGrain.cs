using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Journal;
using Periscolaire.Mail;
using Periscolaire.Wallets;

namespace Periscolaire.Families;

/// <summary>Hosts one family. Its roles are parts: who it is, what it books. What writes is done one after the other, what reads is not kept waiting.</summary>
[GrainType("family")]
internal sealed partial class FamilyGrain(
    IJournal journal,
    IFamilyReader families,
    IBookingReader bookings,
    ICatalogues catalogues,
    IDebts debts,
    OccupancyCache occupancy,
    IMailWriter mails,
    TownClock clock)
    : Grain, IFamilyGrain
{
    private FamilyKey _key;
    private KeptFamily _kept = new(0, Family: null);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = FamilyKey.Parse(this.GetPrimaryKeyString());
        _kept = await families.Family(_key);
    }
}
