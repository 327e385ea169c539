using CsCheck;
using Periscolaire.Payments;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Payments;

/// <summary>
/// Random messages of the provider in random order, repeated, with crashes anywhere (RELIABILITY: PAY): the wallets depend only on which messages came.
/// </summary>
public sealed class CardPaymentPropertyTests
{
    private const int Worlds = 10_000;

    /// <summary>A refund or dispute, and which of its two messages come.</summary>
    private sealed record Back(bool IsDispute, decimal Amount, bool IsTold, bool IsUndone);

    /// <summary>What is paid, and what the provider has to say.</summary>
    private sealed record World(decimal[] Paid, bool IsPaid, bool IsContradicted, bool Ends, Back[] Backs)
    {
        public decimal Total => Paid.Sum();

        /// <summary>The naive model: what went back and did not come again.</summary>
        public decimal Stands => Backs.Where(back => back.IsTold && !back.IsUndone).Sum(back => back.Amount);

        public PaymentNotice[] Messages() =>
        [
            .. IsPaid ? [Notices.Succeeded(Total)] : Array.Empty<PaymentNotice>(),
            .. IsContradicted ? [Notices.Succeeded(Total + 1m), Notices.Succeeded(Total, session: "cs_2")] : Array.Empty<PaymentNotice>(),
            .. Ends ? [Notices.Ended(NoticeKind.Failed), Notices.Ended(NoticeKind.Expired)] : Array.Empty<PaymentNotice>(),
            .. Backs.SelectMany((back, index) => Of(back, $"{(back.IsDispute ? "dp" : "re")}_{index}")),
        ];

        private static IEnumerable<PaymentNotice> Of(Back back, string subject)
        {
            if (back.IsTold)
                yield return back.IsDispute ? Notices.Disputed(back.Amount, subject) : Notices.Refunded(back.Amount, subject);
            if (back.IsUndone)
                yield return back.IsDispute ? Notices.DisputeWon(back.Amount, subject) : Notices.RefundFailed(back.Amount, subject);
        }
    }

    /// <summary>An order in which messages come: some early, repeated or cut short by a crash; then each once more, since the provider repeats until it is heard.</summary>
    private sealed record History((int Message, int CrashAfter)[] Early, int[] Order);

    private static readonly Gen<decimal> Euros = Gen.Frequency((1, Gen.Int[1, 5]), (2, Gen.Int[1, 10_000])).Select(cents => cents / 100m);

    private static readonly Gen<World> AnyWorld = Gen.Select(
        Euros.Array[1, 4],
        Gen.Frequency((4, Gen.Const(true)), (1, Gen.Const(false))),
        Gen.Bool,
        Gen.Bool,
        Gen.Select(Gen.Bool, Euros, Gen.Bool, Gen.Bool, (isDispute, amount, isTold, isUndone) => new Back(isDispute, amount, isTold, isUndone)).Array[0, 5],
        (paid, isPaid, isContradicted, ends, backs) => new World(paid, isPaid, isContradicted, ends, backs));

    private static readonly Gen<History> AnyHistory = Gen.Select(
        Gen.Select(Gen.Int[0, 100], Gen.Int[0, 4]).Array[0, 25], Gen.Int.Array[20], (early, order) => new History(early, order));

    [Fact]
    public void The_wallets_depend_only_on_which_messages_came() => Gen.Select(AnyWorld, AnyHistory, AnyHistory).Sample((world, one, other) =>
        Tell(world, one).Wallets().ShouldBe(Tell(world, other).Wallets()), iter: Worlds);

    [Fact]
    public void The_wallets_have_what_was_paid_less_what_went_back_and_stayed_back() => Gen.Select(AnyWorld, AnyHistory).Sample((world, history) =>
    {
        var payment = Tell(world, history);

        (payment.State.Status is PaymentStatus.Paid).ShouldBe(world.IsPaid);
        payment.State.WentBack.ShouldBe(world.Stands);
        payment.Wallets().Sum().ShouldBe(world.IsPaid ? world.Total - world.Stands : 0m);
        if (!world.IsPaid)
            payment.Entries.ShouldBe(0);
    }, iter: Worlds);

    [Fact]
    public void Each_wallet_gives_back_its_part_to_the_cent_and_never_more_than_was_paid_for_it() => Gen.Select(AnyWorld, AnyHistory).Sample((world, history) =>
    {
        if (!world.IsPaid || world.Stands > world.Total)
            return;
        foreach (var (has, paid) in Tell(world, history).Wallets().Zip(world.Paid))
        {
            // What is rounded down for one wallet goes to those after it: less than a cent from each.
            has.ShouldBeInRange(0m, paid);
            Math.Abs(paid - has - (paid * world.Stands / world.Total)).ShouldBeLessThan(0.01m * Math.Max(1, world.Paid.Length - 1));
        }
    }, iter: Worlds);

    [Fact]
    public void Hearing_everything_again_changes_nothing() => Gen.Select(AnyWorld, AnyHistory).Sample((world, history) =>
    {
        var payment = Tell(world, history);
        var (state, entries) = (payment.State, payment.Entries);

        foreach (var message in world.Messages())
            payment.Send(message);

        payment.State.ShouldBe(state);
        payment.Entries.ShouldBe(entries);
    }, iter: Worlds);

    private static APayment Tell(World world, History history)
    {
        var payment = APayment.Of([.. world.Paid.Select((amount, index) => ($"W{index}", amount))]);
        var messages = world.Messages();
        var wasPaid = false;
        foreach (var (message, crashAfter) in messages.Length == 0 ? [] : history.Early)
        {
            payment.Send(messages[message % messages.Length], crashAfter == 4 ? null : crashAfter);
            wasPaid.ShouldBe(wasPaid && payment.State.Status is PaymentStatus.Paid, "what was paid stays paid");
            wasPaid = payment.State.Status is PaymentStatus.Paid;
        }

        foreach (var (message, _) in messages.Zip(history.Order).OrderBy(entry => entry.Second))
            payment.Send(message);
        return payment;
    }
}
