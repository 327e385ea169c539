using System.Collections.Immutable;
using Periscolaire.Payments;
using Periscolaire.Payments.Rules;
using Periscolaire.Wallets;
using Shouldly;

namespace Periscolaire.Grains.Tests.Payments;

/// <summary>A card payment whose page is open, with a ledger that enters each cause once, as the family's does.</summary>
internal sealed class APayment
{
    public const string Session = "cs_1";

    private readonly Dictionary<string, Posting> _ledger = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _events = new(StringComparer.Ordinal);

    private APayment(CardPayment state) => State = state;

    public CardPayment State { get; private set; }

    public int Entries => _ledger.Count;

    /// <summary>Gets the provider's messages that were kept with an entry, in any order.</summary>
    public IEnumerable<string> Events => _events.Keys;

    public static APayment Of(params (string Wallet, decimal Amount)[] amounts)
    {
        var intention = new PaymentIntention(
            new FamilyId("dupont"), [.. amounts.Select(line => new WalletAmount(line.Wallet, line.Amount))], "dupont@example.org");
        return new APayment(CardPayment.Begin("p1", intention, Some.Now) with { Status = PaymentStatus.Open, Session = Session, RedirectUrl = "https://x" });
    }

    public decimal Wallet(string wallet) => _ledger.Values.Where(posting => posting.Wallet == wallet).Sum(posting => posting.Amount);

    public decimal[] Wallets() => [.. State.Intention.Amounts.Select(line => Wallet(line.Wallet))];

    public decimal AmountOf(string cause) => _ledger[cause].Amount;

    /// <summary>Sends a message; it is acted upon up to a crash, if any.</summary>
    /// <param name="notice">The message.</param>
    /// <param name="crashAfter">How many of the steps (keeping the payment, entering each order) are done; null for all.</param>
    public PaymentDecision Send(PaymentNotice notice, int? crashAfter = null)
    {
        var decision = State.Take(notice, Some.Day);
        var steps = decision.Orders.Select(order => (Action)(() => Enter(order))).ToList();
        if (decision.IsKeptFirst)
            steps.Insert(0, () => State = decision.Payment);
        steps.Add(() => State = decision.Orders.IsEmpty ? decision.Payment : decision.Payment.Entered());
        foreach (var step in steps.Take(crashAfter ?? steps.Count))
            step();
        return decision;
    }

    private void Enter(LedgerOrder order)
    {
        var receipt = order.Receipt.ShouldNotBeNull();
        receipt.Amount.ShouldBe(order.Postings.Sum(posting => posting.Amount), "a receipt says what its entries add up to");
        foreach (var posting in order.Postings)
        {
            Math.Sign(posting.Amount).ShouldBe(Math.Sign(receipt.Amount), "money of one receipt goes one way");
            decimal.Round(posting.Amount, 2).ShouldBe(posting.Amount, "whole cents");
            _ledger.GetValueOrDefault(posting.Cause, posting).ShouldBe(posting, "a cause always says the same");
        }

        var missing = order.Postings.Where(posting => !_ledger.ContainsKey(posting.Cause)).ToImmutableArray();
        if (missing.IsEmpty)
            return;
        missing.Length.ShouldBe(order.Postings.Length, "what is entered together is entered whole");
        foreach (var posting in missing)
            _ledger.Add(posting.Cause, posting);
        if (order.Event is { } received)
            _events.Add(received, receipt.Id);
    }
}
