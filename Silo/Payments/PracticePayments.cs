using Periscolaire.Payments;

namespace Periscolaire.Silo.Payments;

/// <summary>What the practice page does: it says to a payment what Stripe would say.</summary>
/// <param name="grains">The grains.</param>
/// <param name="isOffered">Whether practice is on.</param>
public sealed class PracticePayments(IGrainFactory grains, bool isOffered)
{
    internal const string Currency = "eur";

    /// <summary>The page of a payment, below the program's own address.</summary>
    /// <param name="payment">The payment.</param>
    /// <returns>A path.</returns>
    public static string PathOf(PaymentKey payment) => $"/paiement/exercice/{payment.Structure.Value}/{payment.Payment}";

    /// <summary>Looks a payment up.</summary>
    /// <param name="payment">The payment.</param>
    /// <returns>Null when practice is off, or there is no such payment.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    public Task<PaymentStanding?> Read(PaymentKey payment) =>
        isOffered ? grains.GetGrain<IPaymentGrain>(payment.ToString()).Read() : Task.FromResult<PaymentStanding?>(null);

    /// <summary>Says what became of a payment.</summary>
    /// <param name="payment">The payment, as it was looked up.</param>
    /// <param name="standing">The same.</param>
    /// <param name="kind">Succeeded, failed or expired.</param>
    /// <returns>Once all that follows is durable.</returns>
    /// <exception cref="StoreUnavailableException">A write was not confirmed; say it again.</exception>
    public Task Say(PaymentKey payment, PaymentStanding standing, NoticeKind kind)
    {
        var session = SessionOf(payment.Payment);
        return grains.GetGrain<IPaymentGrain>(payment.ToString()).Notify(
            new PaymentNotice($"{session}-{kind}", kind, session, standing.Intention.Total, Currency, $"{session}-carte"));
    }

    internal static string SessionOf(string payment) => $"exercice-{payment}";
}
