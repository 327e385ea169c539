using System.Globalization;
using Periscolaire.Wallets;
using Periscolaire.WebApi.Documents;

namespace Periscolaire.WebApi.Wallets;

/// <summary>Histories for spreadsheets and for the printer, with the columns of the guide.</summary>
internal static class HistoryDocuments
{
    private static readonly Paragraph Reservation = new("Ces informations sont données sous réserve de mise à jour des dernières opérations.");

    private static readonly string[] ConsumptionHeader = ["Date", "Consommateur", "Activité", "Prix", "Quantité", "Total", "Calcul du prix"];

    private static readonly string[] PaymentHeader =
        ["Date", "Nature", "Mode", "Mode de règlement", "N° de pièce", "Payeur", "Banque", "Montant", "Quittance"];

    private static readonly PrintedColumn[] ConsumptionColumns =
    [
        new("Jour", 25), new("Consommateur", 33), new("Activité", 48), new("Prix", 19, IsNumber: true), new("Qté", 9, IsNumber: true),
        new("Total", 21, IsNumber: true),
    ];

    private static readonly PrintedColumn[] PaymentColumns =
    [
        new("Date", 18), new("Nature", 20), new("Mode", 20), new("N° pièce", 20), new("Payeur", 32), new("Banque", 15), new("Quittance", 17),
        new("Montant", 22, IsNumber: true),
    ];

    public static byte[] Csv(IEnumerable<ConsumptionLine> lines) => FrenchCsv.Write(ConsumptionHeader, lines.Select(line => (object?[])
        [line.Date, line.ChildName, line.Activity, line.UnitPrice, line.Quantity, line.Total, line.Why]));

    public static byte[] Csv(IEnumerable<NumberedReceipt> receipts) => FrenchCsv.Write(PaymentHeader, receipts.Select(receipt => (object?[])
    [
        receipt.Receipt.ValueDate,
        MoneyWording.KindOf(receipt.Receipt.Kind),
        receipt.Receipt.Mode?.ToString(),
        MoneyWording.ModeOf(receipt.Receipt.Mode),
        receipt.Receipt.Document,
        receipt.Receipt.Payer,
        receipt.Receipt.Bank,
        receipt.Receipt.Amount,
        MoneyWording.NumberOf(receipt),
    ]));

    public static byte[] Pdf(Letterhead head, HistoryScope scope, IReadOnlyCollection<ConsumptionLine> lines) => PdfPrinter.Print(new PrintedDocument(
        head,
        "Historique des consommations",
        [scope.Family.Name, scope.Period.Label],
        [
            new PrintedTable(
                ConsumptionColumns,
                [
                    .. lines.Select(line => (IReadOnlyList<string>)
                    [
                        scope.Period.IsMonth ? Printable.DayOfMonth(line.Date) : Printable.Day(line.Date),
                        line.ChildName,
                        line.Activity,
                        Printable.Euros(line.UnitPrice),
                        line.Quantity.ToString(CultureInfo.InvariantCulture),
                        Printable.Euros(line.Total),
                    ]),
                ],
                ("TOTAL", Printable.Euros(lines.Sum(line => line.Total)))),
            Reservation,
        ]));

    public static byte[] Pdf(Letterhead head, HistoryScope scope, IReadOnlyCollection<NumberedReceipt> receipts) => PdfPrinter.Print(new PrintedDocument(
        head,
        "Historique des règlements",
        [scope.Family.Name, scope.Period.Label],
        [
            new PrintedTable(
                PaymentColumns,
                [
                    .. receipts.Select(receipt => (IReadOnlyList<string>)
                    [
                        Printable.Date(receipt.Receipt.ValueDate),
                        MoneyWording.KindOf(receipt.Receipt.Kind),
                        receipt.Receipt.Mode?.ToString() ?? "",
                        receipt.Receipt.Document ?? "",
                        receipt.Receipt.Payer ?? "",
                        receipt.Receipt.Bank ?? "",
                        MoneyWording.NumberOf(receipt),
                        Printable.Euros(receipt.Receipt.Amount),
                    ]),
                ],
                ("TOTAL", Printable.Euros(receipts.Sum(receipt => receipt.Receipt.Amount)))),
            new Paragraph("CB : carte bancaire. CH : chèque. ES : espèces. VIR : virement. CESU : chèque emploi service universel. ANCV : chèque-vacances."),
            Reservation,
        ]));
}
