using System.Globalization;
using Periscolaire.Wallets;
using Periscolaire.WebApi.Documents;

namespace Periscolaire.WebApi.Wallets;

/// <summary>The certificate that a family keeps for its tax return: no form is prescribed, but the kind of service and what was paid for it must be plain.</summary>
internal static class CertificateDocument
{
    public static byte[] Pdf(Letterhead head, CareCertificate certificate)
    {
        var year = certificate.Year.ToString(CultureInfo.InvariantCulture);
        var inWords = FrenchWords.Of(certificate.Paid);
        return PdfPrinter.Print(new PrintedDocument(
            head,
            $"Attestation fiscale {year}",
            ["Frais de garde d'un jeune enfant hors du domicile (article 200 quater B du code général des impôts)"],
            [
                new Paragraph($"{head.Structure} atteste que la somme ci-dessous lui a été payée en {year} pour la garde de l'enfant (accueil périscolaire et "
                    + "accueil de loisirs sans hébergement)."),
                new Facts(
                    ("Payeur", certificate.Family),
                    ("Enfant", $"{certificate.Child.LastName} {certificate.Child.FirstName}"),
                    ("Date de naissance", Printable.Date(certificate.Child.BirthDate)),
                    ("Année de paiement", year),
                    ("Jours de garde payés", certificate.Days.ToString(CultureInfo.InvariantCulture)),
                    ("Montant payé", Printable.Euros(certificate.Paid)),
                    ("En toutes lettres", inWords)),
                new Paragraph("Ce montant est celui des frais de garde effectivement payés dans l'année. N'y figurent ni les repas, ni les pénalités, ni ce qui "
                    + "restait dû au 31 décembre ; ce qui a été remboursé ou recrédité en est déduit."),
                new Paragraph("L'enfant avait moins de six ans au 1er janvier de l'année, ou est né dans l'année. Les aides que vous avez reçues pour cette "
                    + "garde (caisse d'allocations familiales, employeur) sont à déduire de ce montant dans votre déclaration."),
                new Paragraph("Attestation délivrée pour servir et valoir ce que de droit, à conserver et à présenter à l'administration fiscale sur demande."),
                new Signature(),
            ]));
    }
}
