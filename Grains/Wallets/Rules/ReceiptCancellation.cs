using System.Globalization;

namespace Periscolaire.Wallets.Rules;

/// <summary>Makes a receipt that was entered by mistake good again, by opposite entries (SPEC, Money 6).</summary>
public static class ReceiptCancellation
{
    private const string Prefix = "undo/";

    /// <summary>Names the one cancellation of a receipt.</summary>
    /// <param name="receipt">The receipt's id.</param>
    /// <returns>The id of the receipt that undoes it.</returns>
    public static string IdOf(string receipt) => Prefix + receipt;

    /// <summary>Whether a receipt can be undone by hand: what the payment provider says is undone by a refund, and a cancellation by entering anew.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <returns>False when it stands for good.</returns>
    public static bool IsPossible(Receipt receipt) =>
        receipt.Mode is not PaymentMode.CB && !receipt.Id.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The order that undoes a receipt.</summary>
    /// <param name="found">The receipt with what it entered.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who.</param>
    /// <param name="today">The present day, Europe/Paris.</param>
    /// <returns>Opposite entries under a receipt of the same kind, so that histories and sums come out right.</returns>
    public static LedgerOrder Undo(this ReceiptSheet found, string reason, Author by, DateOnly today)
    {
        var (receipt, series) = (found.Receipt.Receipt, string.Create(CultureInfo.InvariantCulture, $"{found.Receipt.Year}/{found.Receipt.Number}"));
        var undone = receipt with
        {
            Id = IdOf(receipt.Id),
            Amount = -receipt.Amount,
            ValueDate = today,
            Reason = $"Annulation de la quittance {series} : {reason}",
        };
        return new LedgerOrder(
            [.. found.Entries.Select(entry => entry.Posting).Select(posting => posting with
            {
                Cause = $"{undone.Id}/{posting.Wallet}",
                Amount = -posting.Amount,
                ValueDate = today,
                Reason = undone.Reason,
            })],
            by,
            undone);
    }
}
