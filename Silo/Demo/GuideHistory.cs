using System.Collections.Immutable;
using System.Globalization;
using Periscolaire.Wallets;

namespace Periscolaire.Silo.Demo;

/// <summary>
/// February 2012 of the family DUPONT, as the guide shows it: thirteen consumptions, 143.05 in all, and two payments, 140.00. (The guide's own total,
/// 186.05, counts 43.00 of lines that its picture does not show.)
/// </summary>
internal static class GuideHistory
{
    private const string Lilou = "dupont-lilou";
    private const string Antoine = "dupont-antoine";

    private static readonly Author Import = new("system:import");

    private static readonly ImmutableArray<(int Day, string Child, string Label, decimal UnitPrice, int Quantity)> Lines =
    [
        (1, Lilou, "CDC - ALSH 6-12 Matin", 10.35m, 1),
        (1, Antoine, "CDC - ALSH 3-6 Matin", 4.75m, 1),
        (8, Antoine, "CDC - ALSH 3-6 Matin", 4.75m, 1),
        (8, Lilou, "CDC - ALSH 6-12 Matin", 10.35m, 1),
        (15, Antoine, "CDC - ALSH 3-6 Matin", 4.75m, 1),
        (15, Lilou, "CDC - ALSH 6-12 Matin", 10.35m, 1),
        (20, Antoine, "CDC - ALSH 3-6 Journée", 6.65m, 2),
        (20, Lilou, "CDC - ALSH 6-12 Journée", 14.85m, 1),
        (21, Lilou, "CDC - ALSH 6-12 Journée", 14.85m, 1),
        (21, Antoine, "CDC - ALSH 3-6 Journée", 6.65m, 2),
        (22, Antoine, "CDC - ALSH 3-6 Journée", 6.65m, 2),
        (22, Lilou, "CDC - ALSH 6-12 Journée", 14.85m, 1),
        (23, Antoine, "CDC - ALSH 3-6 Journée", 6.65m, 2),
    ];

    private static readonly ImmutableArray<(DateOnly Date, string Cheque, decimal Amount)> Cheques =
    [
        (new DateOnly(2012, 2, 15), "789456", 90.00m),
        (new DateOnly(2012, 3, 28), "124456", 50.00m),
    ];

    /// <summary>The consumptions, in the guide's order, as a town hall would import them.</summary>
    /// <param name="wallet">The wallet that paid.</param>
    /// <returns>One order.</returns>
    public static LedgerOrder Consumptions(string wallet) => new(
        [.. Lines.Select((line, index) => new Posting(
            wallet,
            EntryKind.Consumption,
            string.Create(CultureInfo.InvariantCulture, $"import/2012-02/{index + 1}"),
            -line.UnitPrice * line.Quantity,
            new DateOnly(2012, 2, line.Day),
            new Consumption(
                new ChildId(line.Child), new DateOnly(2012, 2, line.Day), Booking: null, line.Label, line.UnitPrice, line.Quantity, Meal: 0m, Reduction: 0m, Why: null)))],
        Import);

    /// <summary>The payments, each with its receipt.</summary>
    /// <param name="wallet">The wallet that was credited.</param>
    /// <returns>An order each.</returns>
    public static IEnumerable<LedgerOrder> Payments(string wallet) => Cheques.Select(cheque =>
    {
        var receipt = new Receipt(
            $"import/{cheque.Cheque}", EntryKind.Payment, PaymentMode.CH, cheque.Cheque, "DUPONT Jean-Paul", "LBP", cheque.Date, cheque.Amount, Reason: null);
        return new LedgerOrder([new Posting(wallet, EntryKind.Payment, $"{receipt.Id}/{wallet}", cheque.Amount, cheque.Date)], Import, receipt);
    });

    /// <summary>A balance taken over from another program.</summary>
    /// <param name="family">The family.</param>
    /// <param name="wallet">The wallet.</param>
    /// <param name="amount">Euros; below zero for a debt.</param>
    /// <param name="today">The present day, Europe/Paris.</param>
    /// <returns>One order, with its receipt.</returns>
    public static LedgerOrder CarriedOver(FamilyId family, string wallet, decimal amount, DateOnly today)
    {
        var receipt = new Receipt(
            $"import/solde-{family}", EntryKind.Correction, Mode: null, Document: null, Payer: null, Bank: null, today, amount, "Reprise du solde précédent");
        return new LedgerOrder(
            [new Posting(wallet, EntryKind.Correction, $"{receipt.Id}/{wallet}", amount, today, Reason: receipt.Reason)], Import, receipt, MayComeLater: true);
    }
}
