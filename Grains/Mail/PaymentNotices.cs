using System.Globalization;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;
using Periscolaire.Wallets;

namespace Periscolaire.Mail;

/// <summary>The notices about payments.</summary>
public static class PaymentNotices
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>The receipt of a payment.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="postings">What it credits.</param>
    /// <param name="family">The family.</param>
    /// <param name="address">Where it goes.</param>
    /// <param name="catalogue">The wallets' labels.</param>
    /// <returns>The notice; its id has no slash, since it becomes a file's name and part of an address.</returns>
    public static Notice Received(Receipt receipt, IEnumerable<Posting> postings, Family family, string address, CatalogueIndex catalogue) => new(
        $"receipt.{receipt.Id.Replace('/', '.')}",
        family.Id,
        address,
        family.Name,
        "Reçu de votre paiement",
        [
            string.Create(French, $"Nous avons bien reçu votre paiement de {receipt.Amount:C} par carte bancaire, le {receipt.ValueDate:dd/MM/yyyy}."),
            .. postings.Select(posting => string.Create(
                French, $"{catalogue.LabelOf(posting.Wallet)} : {posting.Amount:C}")),
            $"Référence du paiement : {receipt.Document}",
        ]);
}
