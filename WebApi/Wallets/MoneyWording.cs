using Periscolaire.Wallets;

namespace Periscolaire.WebApi.Wallets;

/// <summary>Money in the words of families.</summary>
internal static class MoneyWording
{
    public static string? ModeOf(PaymentMode? mode) => mode switch
    {
        null => null,
        PaymentMode.CB => "Carte bancaire",
        PaymentMode.CH => "Chèque",
        PaymentMode.ES => "Espèces",
        PaymentMode.VIR => "Virement",
        PaymentMode.CESU => "Chèque emploi service universel",
        _ => "Chèque-vacances",
    };

    public static string KindOf(EntryKind kind) => kind switch
    {
        EntryKind.Consumption => "Consommation",
        EntryKind.Reversal => "Avoir",
        EntryKind.Payment => "Règlement",
        EntryKind.Refund => "Remboursement",
        EntryKind.Dispute => "Paiement rejeté",
        EntryKind.Penalty => "Pénalité",
        _ => "Rectification",
    };

    /// <summary>What the paper about a receipt is called.</summary>
    public static string TitleOf(EntryKind kind) => kind is EntryKind.Payment ? "Quittance" : $"Avis de {KindOf(kind).ToLowerInvariant()}";

    public static string NumberOf(NumberedReceipt receipt) => FormattableString.Invariant($"{receipt.Year}/{receipt.Number}");
}
