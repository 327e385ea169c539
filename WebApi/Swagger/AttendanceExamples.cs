using System.Text.Json.Nodes;

namespace Periscolaire.WebApi.Swagger;

/// <summary>Examples of attendance, for the demo structure.</summary>
internal static class AttendanceExamples
{
    /// <summary>An example of a body.</summary>
    /// <param name="path">The route.</param>
    /// <param name="bookingId">A booking of the demo.</param>
    /// <returns>Null where there is none.</returns>
    public static JsonObject? BodyOf(string path, string bookingId) => path switch
    {
        _ when path.EndsWith("reservations/{bookingId}/attendance", StringComparison.Ordinal) => new JsonObject
        {
            ["state"] = "absent-justified",
            ["reason"] = "Certificat médical",
        },
        _ when path.EndsWith("{date}/attendance", StringComparison.Ordinal) => new JsonObject
        {
            ["lines"] = new JsonArray(new JsonObject { ["bookingId"] = bookingId, ["state"] = "absent-unjustified", ["reason"] = "Pas venu, sans prévenir" }),
        },
        _ when path.EndsWith("/animators", StringComparison.Ordinal) => new JsonObject { ["animators"] = 2, ["reason"] = "Deux animateurs ce jour-là" },
        _ when path.EndsWith("/health-notes", StringComparison.Ordinal) => new JsonObject { ["notes"] = "Allergie aux arachides : PAI signé en septembre." },
        _ when path.EndsWith("/penalty-rules", StringComparison.Ordinal) => new JsonObject
        {
            ["latePickup"] = new JsonObject { ["walletId"] = "PERISCOLAIRE", ["toleranceMinutes"] = 5, ["amount"] = 2.50m, ["unit"] = "started-quarter" },
            ["unjustifiedAbsence"] = new JsonObject { ["walletId"] = "PERISCOLAIRE", ["amount"] = 3.00m },
            ["withoutBooking"] = new JsonObject { ["walletId"] = "PERISCOLAIRE", ["amount"] = 8.00m },
        },
        _ when path.EndsWith("/caf-rules", StringComparison.Ordinal) => new JsonObject
        {
            ["ageBounds"] = new JsonArray(6, 12),
            ["slots"] = new JsonArray(new JsonObject { ["activityId"] = "alsh-3-6-journee", ["hours"] = 9.5m }),
            ["mostHoursPerDay"] = 10m,
        },
        _ => null,
    };
}
