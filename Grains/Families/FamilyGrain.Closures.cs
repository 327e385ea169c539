using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Journal;
using Periscolaire.Mail;
using Periscolaire.Wallets;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Families;

internal sealed partial class FamilyGrain
{
    public async Task<SettleAnswer> SettleClosure(ClosureNotice notice)
    {
        await ApplyPendingEmail();
        var family = _kept.Family ?? throw new InvalidOperationException("No such family.");
        var catalogue = await Catalogue();
        var now = clock.GetUtcNow();
        var (first, last) = (notice.Bookings.Min(booking => booking.Date), notice.Bookings.Max(booking => booking.Date));
        var charging = new Charging(family, catalogue, await ledger.Bookings(_key, first, last));
        ImmutableArray<Posting> credits =
            [.. (await Credits(new SettleOrder(Run: 0, ParisTime.DayOf(now), [], notice.Bookings), charging)).Select(credit => credit with { Reason = "Journée fermée" })];
        ImmutableArray<ChargeableBooking> cancelled =
            [.. charging.Bookings.Where(booking => !booking.Status.IsLive() && notice.Bookings.Contains(booking.Id))];
        var mail = await MailOf(new ClosureNotices(notice, family, catalogue).DaysClosed(cancelled, credits), catalogue, now);
        if (!credits.IsEmpty)
            await Enter(credits, new EntryOrigin(new Authorship(notice.By, now)), mail);
        else if (mail.Length > 0)
            await Keep(_kept, mail);
        if (mail.Length > 0)
            await GrainFactory.GetGrain<IMailSenderGrain>(_key.Structure.Value).Nudge();
        return new SettleAnswer(Debited: 0, credits.Length, Unpriced: 0);
    }

    /// <summary>A mail that was queued before is not written again: its row is only ever added.</summary>
    private async Task<Row[]> MailOf(Notice? notice, CatalogueIndex catalogue, DateTimeOffset now) =>
        notice is null || await outbox.Has(_key.Structure, notice.Id) ? [] : [new MailRow(_key.Structure, mails.Write(notice, catalogue), now)];
}
