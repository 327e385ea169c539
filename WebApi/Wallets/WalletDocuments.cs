using System.Globalization;
using Periscolaire.Wallets;
using Periscolaire.WebApi.Booking;
using Periscolaire.WebApi.Documents;

namespace Periscolaire.WebApi.Wallets;

/// <summary>Balances and estimates for spreadsheets and for the printer, with the columns of the guide.</summary>
internal static class WalletDocuments
{
    private static readonly string[] Header = ["Porte-monnaie", "Solde", "Coût estimé", "Nouveau solde", "Montant à payer"];

    private static readonly PrintedColumn[] WalletColumns =
    [
        new("Porte-monnaie", 60), new("Solde", 25, IsNumber: true), new("Coût estimé", 25, IsNumber: true), new("Nouveau solde", 28, IsNumber: true),
        new("Montant à payer", 30, IsNumber: true),
    ];

    private static readonly PrintedColumn[] BookingColumns =
    [
        new("Jour", 27), new("Enfant", 33), new("Activité", 42), new("Statut", 30), new("Prix", 19, IsNumber: true), new("Qté", 9, IsNumber: true),
        new("Total", 21, IsNumber: true),
    ];

    public static byte[] Csv(WalletSheet sheet) => FrenchCsv.Write(Header, sheet.Wallets.Select(wallet => (object?[])
        [wallet.Label, wallet.Balance, wallet.EstimatedCost, wallet.NewBalance, wallet.SuggestedPayment]));

    public static byte[] Pdf(Letterhead head, string family, EstimateFilter filter, WalletSheet sheet) => PdfPrinter.Print(new PrintedDocument(
        head,
        "Soldes et réservations à venir",
        [family, filter.Until is { } until ? $"Réservations jusqu'au {Printable.Date(until)}" : "Toutes les réservations à venir"],
        [
            new PrintedTable(
                WalletColumns,
                [
                    .. sheet.Wallets.Select(wallet => (IReadOnlyList<string>)
                    [
                        wallet.Label,
                        Printable.Euros(wallet.Balance),
                        Printable.Euros(wallet.EstimatedCost),
                        Printable.Euros(wallet.NewBalance),
                        Printable.Euros(wallet.SuggestedPayment),
                    ]),
                ],
                ("MONTANT À PAYER", Printable.Euros(sheet.Wallets.Sum(wallet => wallet.SuggestedPayment)))),
            new PrintedTable(
                BookingColumns,
                [
                    .. sheet.Bookings.Select(booking => (IReadOnlyList<string>)
                    [
                        Printable.Day(booking.Booking.Date),
                        booking.ChildName,
                        booking.Label,
                        Wording.OutcomeOf(booking.Status),
                        Printable.Euros(booking.UnitPrice),
                        booking.Quantity.ToString(CultureInfo.InvariantCulture),
                        Printable.Euros(booking.Total),
                    ]),
                ],
                ("COÛT ESTIMÉ", Printable.Euros(sheet.Bookings.Sum(booking => booking.Total)))),
            new Paragraph("Ces informations sont données sous réserve de mise à jour des dernières opérations."),
        ]));
}
