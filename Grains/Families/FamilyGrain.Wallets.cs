using System.Collections.Immutable;
using Periscolaire.Attendance.Rules;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Journal;
using Periscolaire.Mail;
using Periscolaire.Wallets;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Families;

internal sealed partial class FamilyGrain
{
    public async Task<WalletSheet> Wallets(EstimateFilter filter)
    {
        var catalogue = await Catalogue();
        var estimate = await Estimate(filter, catalogue);

        // A wallet that is no longer offered still holds money, or a debt that must be seen to be paid.
        var withdrawn = _kept.Ledger.Balances.Keys.Except(catalogue.Wallets.Select(wallet => wallet.Id), StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new WalletSheet(
            [.. catalogue.Wallets.Concat(withdrawn.Select(id => new WalletOffer(id, id))).Select(wallet => new WalletStanding(
                wallet.Id,
                wallet.Label,
                _kept.Ledger.BalanceOf(wallet.Id),
                estimate.Where(booking => booking.Wallet == wallet.Id).Sum(booking => booking.Total)))],
            estimate);
    }

    public async Task<LedgerAnswer> Post(LedgerOrder order)
    {
        var catalogue = await Catalogue();
        if (_kept.Family is null || !order.Postings.All(posting => Has(posting.Wallet, catalogue)))
            return new LedgerAnswer(LedgerOutcome.Unknown);

        // Read after the version that the write is fenced on: what another activation entered since is seen here, or makes the write fail.
        var entered = await ledger.Entered(_key, [.. order.Postings.Select(posting => posting.Cause)]);
        var missing = order.Postings.Where(posting => !entered.ContainsKey(posting.Cause)).ToList();
        var kept = order.Receipt is { } receipt ? await ledger.Receipt(_key.Structure, receipt.Id) : null;
        if ((kept is not null && (missing.Count > 0 || !IsSame(kept.Receipt, order)))
            || order.Postings.Any(posting => entered.TryGetValue(posting.Cause, out var known) && !IsSame(known, posting, order.MayComeLater)))
            return new LedgerAnswer(LedgerOutcome.Differs, kept);
        if (missing.Count == 0)
        {
            // A write that was given up for lost may have been kept after this activation read the family: what is answered as entered is also gone by.
            _kept = await families.Family(_key);
            return new LedgerAnswer(LedgerOutcome.Entered, kept);
        }

        if (order.WithinBalance && missing.Any(posting => _kept.Ledger.BalanceOf(posting.Wallet) + posting.Amount < 0))
            return new LedgerAnswer(LedgerOutcome.Overdrawn);

        await Enter(missing, new EntryOrigin(new Authorship(order.By, clock.GetUtcNow()), order.Receipt?.Id), RowsBeside(order, catalogue));
        if (order.ReceiptMail is not null)
            await GrainFactory.GetGrain<IMailSenderGrain>(_key.Structure.Value).Nudge();
        return new LedgerAnswer(
            LedgerOutcome.Entered, order.Receipt is null ? null : await ledger.Receipt(_key.Structure, order.Receipt.Id), IsNew: true);
    }

    public async Task<LedgerAnswer> CancelReceipt(string receipt, string reason, Author author)
    {
        if (await ledger.Receipt(_key.Structure, receipt) is not { } kept
            || await FindReceipt(kept.Year, kept.Number) is not { } found)
            return new LedgerAnswer(LedgerOutcome.Unknown);
        if (!ReceiptCancellation.IsPossible(kept.Receipt))
            return new LedgerAnswer(LedgerOutcome.Final);
        return await ledger.Receipt(_key.Structure, ReceiptCancellation.IdOf(receipt)) is { } undone
            ? new LedgerAnswer(LedgerOutcome.Entered, undone)
            : await Post(found.Undo(reason, author, ParisTime.DayOf(clock.GetUtcNow())));
    }

    public async Task<SettleAnswer> Settle(SettleOrder order)
    {
        var dates = order.Debits.Concat(order.Credits).Select(booking => booking.Date).ToList();
        var charging = new Charging(
            _kept.Family ?? throw new InvalidOperationException("No such family."), await Catalogue(), await ledger.Bookings(_key, dates.Min(), dates.Max()));
        var credits = await Credits(order, charging);
        var (debits, unpriced) = Debits(order, charging);
        ImmutableArray<Posting> postings = [.. debits, .. credits];
        if (!postings.IsEmpty)
            await Enter(postings, new EntryOrigin(new Authorship(Author.System, clock.GetUtcNow()), Run: order.Run), beside: []);
        return new SettleAnswer(
            postings.Count(posting => posting.Kind is EntryKind.Consumption), postings.Count(posting => posting.Kind is EntryKind.Reversal), unpriced);
    }

    public async Task<bool> SetQuotient(DatedQuotient quotient, Author author)
    {
        // Read anew: what is answered as set already must not be what another activation has changed since.
        _kept = await families.Family(_key);
        if (_kept is not { Family: { } family, ErasedAt: null })
            return false;
        var before = family.Quotients.FirstOrDefault(known => known.From == quotient.From);
        if (before == quotient)
            return true;
        var next = family with { Quotients = [.. family.Quotients.Where(known => known.From != quotient.From), quotient] };
        var by = new Authorship(author, clock.GetUtcNow());
        await Keep(_kept with { Family = next }, [new QuotientRow(_key, quotient, by), MoneyAuditing.RowOf(_key, before, quotient, by)]);
        return true;
    }

    public Task<ImmutableArray<ConsumptionLine>> Consumptions(DateOnly from, DateOnly to) => ledger.Consumptions(_key, from, to);

    public Task<ImmutableArray<NumberedReceipt>> Payments(DateOnly from, DateOnly to) => ledger.Payments(_key, from, to);

    public async Task<ImmutableArray<LedgerEntry>?> Ledger(string wallet, long? before, int limit) =>
        Has(wallet, await Catalogue()) ? await ledger.Entries(_key, wallet, before, limit) : null;

    public async Task<ReceiptSheet?> FindReceipt(int year, long number) =>
        await ledger.FindReceipt(_key.Structure, year, number) is { } sheet && sheet.Family == _key.Family ? sheet : null;

    public async Task<CareCertificate?> Certificate(ChildId child, int year)
    {
        if (_kept.Family is not { } family || family.Children.FirstOrDefault(known => known.Id == child) is not { } known
            || !CarePaid.IsEntitled(known, year))
            return null;
        var entries = new List<LedgerEntry>();
        foreach (var wallet in _kept.Ledger.Balances.Keys)
            entries.AddRange((await ledger.Entries(_key, wallet, before: null, int.MaxValue)).Reverse());
        return CarePaid.Certificate(family.Name, known, year, entries);
    }

    /// <summary>A wallet that is no longer offered can still be paid into and paid back from: its debt would otherwise keep the family from booking for ever.</summary>
    private bool Has(string wallet, CatalogueIndex catalogue) =>
        catalogue.Wallets.Any(offer => offer.Id == wallet) || _kept.Ledger.Balances.ContainsKey(wallet);

    private static bool IsSame(Receipt kept, LedgerOrder order) =>
        kept == (order.MayComeLater ? order.Receipt! with { ValueDate = kept.ValueDate } : order.Receipt);

    private static bool IsSame(Posting kept, Posting asked, bool mayComeLater) =>
        kept == (mayComeLater ? asked with { ValueDate = kept.ValueDate } : asked);

    private Task Enter(IReadOnlyCollection<Posting> postings, EntryOrigin origin, IEnumerable<Row> beside)
    {
        var (next, entries) = _kept.Ledger.Enter(postings, origin);
        IEnumerable<Row> told = origin.By.Author.IsStaff ? [MoneyAuditing.RowOf(_key, postings, origin)] : [];
        return Keep(_kept with { Ledger = next }, [.. entries.Select(entry => new LedgerRow(_key, entry)), .. beside, .. told]);
    }

    private List<Row> RowsBeside(LedgerOrder order, CatalogueIndex catalogue)
    {
        var now = clock.GetUtcNow();
        var rows = new List<Row>();
        if (order.Receipt is { } kept)
            rows.Add(new ReceiptRow(_key, kept, ParisTime.DayOf(now).Year, new Authorship(order.By, now)));
        if (order.Event is { } received)
            rows.Add(new PaymentEventRow(_key.Structure, received, now));
        if (order is { ReceiptMail: { } address, Receipt: { } receipt })
            rows.Add(new MailRow(_key.Structure, mails.Write(PaymentNotices.Received(receipt, order.Postings, _kept.Family!, address, catalogue), catalogue), now));
        return rows;
    }

    private static (List<Posting> Postings, int Unpriced) Debits(SettleOrder order, Charging charging)
    {
        var (postings, unpriced) = (new List<Posting>(), 0);
        foreach (var booking in charging.Bookings.Where(booking =>
            booking is { Status: BookingStatus.Accepted, Charge: Charge.None } && order.Debits.Contains(booking.Id)))
        {
            if (charging.Debit(booking, order.Night) is not { } debit)
            {
                unpriced++;
                continue;
            }

            postings.Add(debit);
            if (booking.IsAbsenceJustified)
                postings.Add(Charging.Credit(debit, order.Night, Following.Justified));
        }

        return (postings, unpriced);
    }

    private async Task<List<Posting>> Credits(SettleOrder order, Charging charging)
    {
        var ended = charging.Bookings.Where(booking =>
            !booking.Status.IsLive() && booking.Charge is Charge.Debited or Charge.Reduced && order.Credits.Contains(booking.Id)).ToList();
        if (ended.Count == 0)
            return [];
        var accounts = await ledger.Accounts(_key, ended.Min(booking => booking.Id.Date), ended.Max(booking => booking.Id.Date));
        return [.. ended.Select(booking => accounts[booking.Id].Credit(
            order.Night, booking.Status is BookingStatus.Cancelled ? "Réservation annulée" : "Réservation refusée"))];
    }

    private async Task<ImmutableArray<EstimatedBooking>> Estimate(EstimateFilter filter, CatalogueIndex catalogue)
    {
        if (_kept.Family is not { } family || await ledger.FirstNotDebited(_key) is not { } first)
            return [];
        var charging = new Charging(family, catalogue, await ledger.Bookings(_key, first, filter.Until ?? DateOnly.MaxValue));
        return [.. charging.Estimate(filter)];
    }
}
