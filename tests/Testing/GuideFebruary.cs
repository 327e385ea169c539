using System.Globalization;
using Periscolaire.Wallets;

namespace Periscolaire.Testing;

/// <summary>The guide's February 2012, as its two screenshots of the histories show it: what a town hall would import from the software before.</summary>
public static class GuideFebruary
{
    /// <summary>The sum of the lines, by hand: 3 × 10.35 + 3 × 4.75 + 4 × 13.30 + 3 × 14.85 = 31.05 + 14.25 + 53.20 + 44.55.</summary>
    public const decimal Consumed = 143.05m;

    /// <summary>90 and 50.</summary>
    public const decimal Paid = 140m;

    /// <summary>The screenshot's total, 186.05, counts 43.00 of lines that it does not show.</summary>
    public const decimal CarriedOver = -43m;

    public const string Payer = "DUPONT Jean-Paul";
    public const string Bank = "LBP";

    public static readonly DateOnly First = new(2012, 2, 1);
    public static readonly DateOnly Last = new(2012, 2, 29);

    private const string BigMorning = "CDC - ALSH 6-12 Matin";
    private const string SmallMorning = "CDC - ALSH 3-6 Matin";
    private const string BigDay = "CDC - ALSH 6-12 Journée";
    private const string SmallDay = "CDC - ALSH 3-6 Journée";

    /// <summary>Gets the thirteen lines, in the guide's order.</summary>
    public static IReadOnlyList<GuideLine> Lines { get; } =
    [
        new(1, "Lilou", BigMorning, 10.35m, 1, 10.35m),
        new(1, "Antoine", SmallMorning, 4.75m, 1, 4.75m),
        new(8, "Antoine", SmallMorning, 4.75m, 1, 4.75m),
        new(8, "Lilou", BigMorning, 10.35m, 1, 10.35m),
        new(15, "Antoine", SmallMorning, 4.75m, 1, 4.75m),
        new(15, "Lilou", BigMorning, 10.35m, 1, 10.35m),
        new(20, "Antoine", SmallDay, 6.65m, 2, 13.30m),
        new(20, "Lilou", BigDay, 14.85m, 1, 14.85m),
        new(21, "Lilou", BigDay, 14.85m, 1, 14.85m),
        new(21, "Antoine", SmallDay, 6.65m, 2, 13.30m),
        new(22, "Antoine", SmallDay, 6.65m, 2, 13.30m),
        new(22, "Lilou", BigDay, 14.85m, 1, 14.85m),
        new(23, "Antoine", SmallDay, 6.65m, 2, 13.30m),
    ];

    /// <summary>Gets the two cheques.</summary>
    public static IReadOnlyList<GuidePayment> Payments { get; } =
        [new(new DateOnly(2012, 2, 15), "789456", 90m), new(new DateOnly(2012, 3, 28), "124456", 50m)];

    /// <summary>The orders that enter it all: the debt carried over, the lines, the cheques.</summary>
    /// <param name="wallet">The wallet.</param>
    /// <param name="lilou">The elder child.</param>
    /// <param name="antoine">The younger child.</param>
    /// <param name="by">Who imports it.</param>
    /// <param name="name">Names the import, when a structure has several.</param>
    public static IEnumerable<LedgerOrder> Orders(string wallet, ChildId lilou, ChildId antoine, Author by, string name = "guide") =>
    [
        new([new Posting(wallet, EntryKind.Correction, $"import/{name}/solde", CarriedOver, First, Reason: "Solde repris")], by),
        new([.. Lines.Select((line, index) => Consumption(line, line.Child == "Lilou" ? lilou : antoine, Cause(name, "consommation", index), wallet))], by),
        .. Payments.Select((payment, index) => new LedgerOrder(
            [new Posting(wallet, EntryKind.Payment, Cause(name, "paiement", index), payment.Amount, payment.Date)],
            by,
            new Receipt(
                Cause(name, "quittance", index), EntryKind.Payment, PaymentMode.CH, payment.Document, Payer, Bank, payment.Date, payment.Amount, Reason: null))),
    ];

    private static Posting Consumption(GuideLine line, ChildId child, string cause, string wallet) => new(
        wallet,
        EntryKind.Consumption,
        cause,
        -line.Total,
        line.Date,
        new Consumption(child, line.Date, Booking: null, line.Activity, line.UnitPrice, line.Quantity, Meal: 0m, Reduction: 0m, Why: null));

    private static string Cause(string name, string what, int index) => string.Create(CultureInfo.InvariantCulture, $"import/{name}/{what}/{index + 1}");
}

/// <summary>A line of the guide's consumptions.</summary>
/// <param name="Day">The day of February 2012.</param>
/// <param name="Child">First name.</param>
/// <param name="Activity">As printed.</param>
/// <param name="UnitPrice">Euros.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Total">Euros.</param>
public sealed record GuideLine(int Day, string Child, string Activity, decimal UnitPrice, int Quantity, decimal Total)
{
    public DateOnly Date => new(2012, 2, Day);
}

/// <summary>A cheque of the guide.</summary>
/// <param name="Date">Its date.</param>
/// <param name="Document">Its number.</param>
/// <param name="Amount">Euros.</param>
public sealed record GuidePayment(DateOnly Date, string Document, decimal Amount);
