using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Periscolaire.Audit;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;
using Periscolaire.Journal;
using Periscolaire.Payments.Rules;
using Periscolaire.Wallets;

namespace Periscolaire.Payments;

/// <summary>
/// Hosts one card payment. A credit is entered in the family's ledger first, under a cause that is entered once, and then kept here; what goes back is
/// kept here first, with its amounts. After a crash between the two the message comes again, or is asked for, and only the second is missing.
/// </summary>
[GrainType("payment")]
internal sealed class PaymentGrain(
    IJournal journal, IPaymentReader reader, IPaymentGateway gateway, ICatalogues catalogues, TownClock clock, ILogger<PaymentGrain> log)
    : Grain, IPaymentGrain
{
    /// <summary>A page that could not be opened within this time never will be: nobody was sent to it.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(1);

    private PaymentKey _key;
    private long _version;
    private CardPayment? _payment;

    /// <summary>The stream of a payment.</summary>
    public static StreamId StreamOf(PaymentKey key) => new(key.Structure, $"payment/{key.Payment}");

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = PaymentKey.Parse(this.GetPrimaryKeyString());
        (_version, _payment) = await reader.Payment(_key);
    }

    public async Task<PaymentAnswer> Start(PaymentIntention intention)
    {
        if (!gateway.IsOffered(_key.Structure))
            return new PaymentAnswer(RedirectUrl: null, NoPaymentPage.NotOffered);
        if (_payment is null)
            await Keep(CardPayment.Begin(_key.Payment, intention, clock.GetUtcNow()));
        return _payment switch
        {
            { } other when other.Intention != intention => new PaymentAnswer(RedirectUrl: null, NoPaymentPage.Differs),
            { Status: PaymentStatus.Open, RedirectUrl: { } url } => new PaymentAnswer(url),
            { Status: PaymentStatus.Intended } begun => await Open(begun),
            _ => new PaymentAnswer(RedirectUrl: null, NoPaymentPage.Ended),
        };
    }

    public Task<PaymentStanding?> Read() => Task.FromResult(_payment is null ? null : Standing(_payment));

    public async Task<bool> Notify(PaymentNotice notice)
    {
        if (_payment is not { } payment)
            return false;
        var (next, orders, isKeptFirst) = payment.Take(notice, ParisTime.DayOf(clock.GetUtcNow()));
        if (isKeptFirst && next != payment)
            await Keep(next);
        if (!orders.IsEmpty)
            next = await Enter(next, orders);
        if (next != _payment)
            await Keep(next);
        if (next.Remark != payment.Remark)
            log.LogError("Payment {Payment} needs somebody's attention: {Remark}", _key, next.Remark);
        return true;
    }

    public async Task<bool> Reconcile()
    {
        switch (_payment)
        {
            case { Status: PaymentStatus.Intended, Session: null } forgotten when forgotten.CreatedAt + GivenUpAfter < clock.GetUtcNow():
                await Keep(forgotten with { Status = PaymentStatus.Expired });
                return true;
            case { Session: { } session }:
                if (await gateway.Ask(_key, session) is not { } notices)
                    return false;
                foreach (var notice in notices)
                    await Notify(notice);
                return true;
            default:
                return true;
        }
    }

    public async Task<RefundOutcome> Refund(RefundOrder refund)
    {
        if (_payment is not { Status: PaymentStatus.Paid, PaymentIntent: { } paymentIntent } payment)
            return RefundOutcome.NotPaid;
        if (payment.Refunds.FirstOrDefault(known => known.Id == refund.Id) is { } ordered)
        {
            if (ordered.Amount != refund.Amount)
                return RefundOutcome.Differs;
            if (payment.Reversals.FirstOrDefault(reversal => reversal.Refund == refund.Id) is { } done)
                return done.IsUndone ? RefundOutcome.Failed : RefundOutcome.Done;
        }
        else
        {
            if (refund.Amount > payment.Left)
                return RefundOutcome.TooMuch;
            await Keep(payment with { Refunds = [.. payment.Refunds, refund] }, AuditRowOf(refund, payment));
        }

        var reply = await gateway.Refund(_key, paymentIntent, refund);
        if (reply.Notice is not { } notice)
            return reply.IsRefused ? RefundOutcome.Refused : RefundOutcome.ProviderUnavailable;
        await Notify(notice);
        return notice.Kind is NoticeKind.RefundFailed ? RefundOutcome.Failed : RefundOutcome.Done;
    }

    /// <summary>What others are told of a payment.</summary>
    internal static PaymentStanding Standing(CardPayment payment) => new(
        payment.Id,
        payment.Status,
        payment.Intention,
        payment.CreatedAt,
        payment.Refunded,
        payment.Disputed,
        payment.Remark,
        [.. payment.Reversals.Select(reversal => new PaymentReversal(
            reversal.Subject,
            reversal.IsDispute,
            reversal.Amount,
            reversal.IsUndone,
            payment.Refunds.FirstOrDefault(order => order.Id == reversal.Refund)))]);

    private AuditRow AuditRowOf(RefundOrder refund, CardPayment payment) => new(_key.Structure, new AuditEntry(
        refund.By,
        clock.GetUtcNow(),
        "card-refund-ordered",
        $"card-payment/{payment.Id}",
        payment.Intention.Family,
        After: FormattableString.Invariant($$"""{"id":"{{refund.Id}}","amount":{{refund.Amount}}}"""),
        Reason: refund.Reason));

    private async Task<PaymentAnswer> Open(CardPayment begun)
    {
        var catalogue = await catalogues.Of(_key.Structure) ?? throw new InvalidOperationException($"No catalogue for {_key.Structure}.");
        var lines = begun.Intention.Amounts.Select(line => new PaymentOrderLine(catalogue.LabelOf(line.Wallet), line.Amount));
        if (await gateway.Open(new PaymentOrder(_key, [.. lines], begun.Intention.Email)) is not { } page)
            return new PaymentAnswer(RedirectUrl: null, NoPaymentPage.ProviderUnavailable);
        await Keep(begun with { Status = PaymentStatus.Open, Session = page.Session, RedirectUrl = page.Url });
        return new PaymentAnswer(page.Url);
    }

    private async Task<CardPayment> Enter(CardPayment payment, ImmutableArray<LedgerOrder> orders)
    {
        var family = GrainFactory.GetGrain<IFamilyGrain>(new FamilyKey(_key.Structure, payment.Intention.Family).ToString());
        foreach (var order in orders)
        {
            if ((await family.Post(order)).Outcome is not LedgerOutcome.Entered)
                return payment.NotEntered(order);
        }

        return payment.Entered();
    }

    private async Task Keep(CardPayment next, AuditRow? told = null)
    {
        try
        {
            await journal.Append(new Change(StreamOf(_key), _version, _version + 1, [new PaymentRow(_key.Structure, next), .. told is null ? [] : (Row[])[told]]));
            (_version, _payment) = (_version + 1, next);
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }
}
