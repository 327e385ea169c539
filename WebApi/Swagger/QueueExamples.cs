using System.Text.Json.Nodes;

namespace Periscolaire.WebApi.Swagger;

/// <summary>Examples of what staff decide and book for families, for the demo structure.</summary>
internal static class QueueExamples
{
    /// <summary>An example of a body.</summary>
    /// <param name="path">The route.</param>
    /// <param name="wednesday">A day that is open, yyyy-MM-dd.</param>
    /// <returns>Null where there is none.</returns>
    public static JsonObject? BodyOf(string path, string wednesday)
    {
        if (path.EndsWith("/promotion", StringComparison.Ordinal))
            return new JsonObject { ["reason"] = "Une fratrie ne se sépare pas", ["addPlace"] = true };
        if (path.EndsWith("/reviews/decisions", StringComparison.Ordinal))
        {
            return new JsonObject
            {
                ["decisions"] = new JsonArray(
                    Decision($"alsh-6-12-matin.{Compact(wednesday)}.2", "accept", "Dossier complet"),
                    Decision($"alsh-3-6-matin.{Compact(wednesday)}.2", "refuse", "Fiche sanitaire manquante")),
            };
        }

        return path.Contains("staff/families/{familyId}/reservations", StringComparison.Ordinal)
            ? new JsonObject
            {
                ["reason"] = "Appel de la famille, délai passé",
                ["requests"] = new JsonArray(
                    new JsonObject { ["childId"] = "dupont-lilou", ["activityId"] = "alsh-6-12-apres-midi", ["date"] = wednesday }),
                ["cancellations"] = new JsonArray(),
            }
            : null;
    }

    private static JsonObject Decision(string booking, string decision, string reason) =>
        new() { ["bookingId"] = booking, ["decision"] = decision, ["reason"] = reason };

    private static string Compact(string date) => date.Replace("-", "", StringComparison.Ordinal);
}
