using Periscolaire.Wallets;
using Periscolaire.WebApi.Documents;

namespace Periscolaire.WebApi.Wallets;

/// <summary>A receipt on paper.</summary>
internal static class ReceiptDocument
{
    private static readonly PrintedColumn[] Columns = [new("Porte-monnaie", 60), new("Nature", 30), new("Montant", 20, IsNumber: true)];

    public static byte[] Pdf(Letterhead head, string family, ReceiptSheet sheet, Func<string, string> walletLabelOf)
    {
        var receipt = sheet.Receipt.Receipt;
        return PdfPrinter.Print(new PrintedDocument(
            head,
            $"{MoneyWording.TitleOf(receipt.Kind)} n° {MoneyWording.NumberOf(sheet.Receipt)}",
            [family],
            [
                new Facts(
                    ("Date", Printable.Date(receipt.ValueDate)),
                    ("Payeur", receipt.Payer),
                    ("Mode de règlement", MoneyWording.ModeOf(receipt.Mode)),
                    ("N° de pièce", receipt.Document),
                    ("Banque", receipt.Bank),
                    ("Motif", receipt.Reason)),
                new PrintedTable(
                    Columns,
                    [
                        .. sheet.Entries.Select(entry => (IReadOnlyList<string>)
                            [walletLabelOf(entry.Posting.Wallet), MoneyWording.KindOf(entry.Posting.Kind), Printable.Euros(entry.Posting.Amount)]),
                    ],
                    ("TOTAL", Printable.Euros(receipt.Amount))),
            ]));
    }
}
