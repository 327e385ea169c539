using System.Text.Json.Nodes;

namespace Periscolaire.WebApi.Swagger;

/// <summary>Examples of erasures and retention rules.</summary>
internal static class PrivacyExamples
{
    /// <summary>An example of a body; null where there is none.</summary>
    public static JsonObject? BodyOf(string path) => path switch
    {
        _ when path.EndsWith("{familyId}/erasure", StringComparison.Ordinal) => new JsonObject
        {
            ["reason"] = "Demande d'effacement reçue par courrier",
            ["confirm"] = "dupont",
        },
        _ when path.EndsWith("/retention-rules", StringComparison.Ordinal) => new JsonObject
        {
            ["mails"] = 12,
            ["healthNotes"] = 12,
            ["auditLines"] = 60,
            ["families"] = 36,
        },
        _ => null,
    };
}
