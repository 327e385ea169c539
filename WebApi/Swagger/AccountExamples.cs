using System.Text.Json.Nodes;

namespace Periscolaire.WebApi.Swagger;

/// <summary>Examples of accounts, second factors and structures.</summary>
internal static class AccountExamples
{
    /// <summary>An example of a body; null where there is none.</summary>
    public static JsonObject? BodyOf(string path) => path switch
    {
        _ when path.EndsWith("account/password", StringComparison.Ordinal) => new JsonObject
        {
            ["currentPassword"] = "accueil-demo",
            ["newPassword"] = "quatre mots sans rapport",
            ["newPasswordConfirmation"] = "quatre mots sans rapport",
        },
        _ when path.EndsWith("account/second-factor", StringComparison.Ordinal) => new JsonObject { ["currentPassword"] = "accueil-demo" },
        _ when path.Contains("account/second-factor/", StringComparison.Ordinal) => new JsonObject { ["code"] = "123456" },
        _ when path.EndsWith("password-recovery/opening", StringComparison.Ordinal) => new JsonObject { ["identifier"] = "dupont", ["code"] = "7G4K-ZB2M-0QXT-9HWC" },
        _ when path.EndsWith("{familyId}/accounts/{identifier}", StringComparison.Ordinal) => new JsonObject { ["displayName"] = "DUPONT Marie" },
        _ when path.EndsWith("staff/accounts/{identifier}", StringComparison.Ordinal) => new JsonObject
        {
            ["displayName"] = "MOREL Sylvie, directrice de l'ALSH",
            ["rights"] = new JsonArray("director", "counter"),
        },
        _ when path.EndsWith("operator/structures/{structureId}", StringComparison.Ordinal) => new JsonObject
        {
            ["name"] = "Mairie de MONTIERCHAUME",
            ["zone"] = "b",
            ["administrator"] = new JsonObject { ["identifier"] = "secretariat", ["displayName"] = "Secrétariat général" },
        },
        _ => null,
    };
}
