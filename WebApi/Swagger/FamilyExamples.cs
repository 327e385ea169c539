using System.Text.Json.Nodes;

namespace Periscolaire.WebApi.Swagger;

/// <summary>Examples of families, children and files, for the demo structure.</summary>
internal static class FamilyExamples
{
    /// <summary>An example of a file.</summary>
    public const string File = "famille;nom;résident;courriel\nle-goff;LE GOFF Maëlle;oui;maelle.legoff@example.org\n";

    /// <summary>An example of a body.</summary>
    /// <param name="path">The route.</param>
    /// <returns>Null where there is none.</returns>
    public static JsonObject? BodyOf(string path) => path[(path.LastIndexOf('/') + 1)..] switch
    {
        "{familyId}" => new JsonObject
        {
            ["name"] = "DUPONT Jean-Paul",
            ["isResident"] = true,
            ["email"] = "dupontjp@free.fr",
            ["address"] = "12 rue de l'Église, 36130 DÉOLS",
            ["phone"] = "02 54 00 00 00",
        },
        "{childId}" => new JsonObject
        {
            ["firstName"] = "Lilou",
            ["lastName"] = "DUPONT",
            ["birthDate"] = "2018-05-14",
            ["group"] = "CE2",
        },
        _ => null,
    };
}
