using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Periscolaire.WebApi.Swagger;

/// <summary>Examples that work on the demo structure as they stand, dates apart.</summary>
internal sealed class Examples(TownClock clock) : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var path = (context.ApiDescription.RelativePath ?? "").TrimEnd('/');
        if (BodyOf(path) is { } body && operation.RequestBody?.Content is { } content
            && content.TryGetValue("application/json", out var media) && media is OpenApiMediaType json)
        {
            json.Example = body;
        }

        if (operation.RequestBody?.Content?.TryGetValue("text/csv", out var file) == true && file is OpenApiMediaType csv)
            csv.Example = path.EndsWith("/school-holidays", StringComparison.Ordinal) ? CatalogueExamples.SchoolHolidays : FamilyExamples.File;

        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if ((ParameterOf(path, parameter.Name ?? "") ?? Catalogue().ParameterOf(path, parameter.Name ?? "", context.ApiDescription.HttpMethod)) is { } example)
                parameter.Example = example;
        }
    }

    private DateOnly Today => Hosting.ParisDay.Of(clock.GetUtcNow());

    /// <summary>A Wednesday some weeks from now: open to booking most of the year.</summary>
    private string Wednesday()
    {
        var day = Today.AddDays(21);
        return $"{day.AddDays(((int)DayOfWeek.Wednesday - (int)day.DayOfWeek + 7) % 7):yyyy-MM-dd}";
    }

    private string Booking() => $"alsh-6-12-matin.{Wednesday().Replace("-", "", StringComparison.Ordinal)}.2";

    private JsonObject? BodyOf(string path) =>
        AccountExamples.BodyOf(path) ?? PrivacyExamples.BodyOf(path) ?? QueueExamples.BodyOf(path, Wednesday()) ?? AttendanceExamples.BodyOf(path, Booking()) ?? path switch
        {
            _ when path.EndsWith("{structure}/sessions", StringComparison.Ordinal) => new JsonObject
            {
                ["identifier"] = "dupont",
                ["password"] = "78C607",
                ["remember"] = false,
            },
            _ when path.EndsWith("sessions/refresh", StringComparison.Ordinal) => new JsonObject { ["refreshToken"] = "…" },
            _ when path.EndsWith("recovery/question", StringComparison.Ordinal) => new JsonObject { ["identifier"] = "dupont" },
            _ when path.EndsWith("recovery/answer", StringComparison.Ordinal) => new JsonObject { ["identifier"] = "dupont", ["answer"] = "Luciole" },
            _ when path.EndsWith("recovery/email", StringComparison.Ordinal) => new JsonObject { ["identifier"] = "dupont", ["email"] = "dupontjp@free.fr" },
            _ when path.EndsWith("recovery/reset", StringComparison.Ordinal) => new JsonObject
            {
                ["resetToken"] = "…",
                ["newPassword"] = "quatre mots sans rapport",
                ["newPasswordConfirmation"] = "quatre mots sans rapport",
            },
            _ when path.EndsWith("/password", StringComparison.Ordinal) => new JsonObject { ["password"] = "brouette tulipe 84 canal" },
            _ when path.EndsWith("family/profile", StringComparison.Ordinal) => new JsonObject
            {
                ["currentPassword"] = "78C607",
                ["email"] = "jp.dupont@example.org",
                ["emailConfirmation"] = "jp.dupont@example.org",
            },
            _ when path.EndsWith("/announcements", StringComparison.Ordinal) => new JsonObject
            {
                ["announcements"] = new JsonArray(new JsonObject
                {
                    ["title"] = "Vacances de printemps",
                    ["text"] = "Les réservations ouvrent **lundi à 8 h 30**.",
                    ["from"] = Wednesday(),
                    ["to"] = Wednesday(),
                }),
            },
            _ when path.EndsWith("/capacity", StringComparison.Ordinal) => new JsonObject { ["capacity"] = 14, ["reason"] = "Un animateur de plus" },
            _ when path.EndsWith("/decision", StringComparison.Ordinal) => new JsonObject { ["decision"] = "accept", ["reason"] = "Dossier complet" },
            _ when path.EndsWith("/absence", StringComparison.Ordinal) => new JsonObject { ["justified"] = true, ["reason"] = "Certificat médical" },
            _ when path.EndsWith("/cancellation", StringComparison.Ordinal) => new JsonObject { ["reason"] = "Chèque saisi sur la mauvaise famille" },
            _ when path.Contains("staff/families", StringComparison.Ordinal) || path.EndsWith("/price-grids", StringComparison.Ordinal) => FamilyExamples.BodyOf(path) ?? MoneyExamples.BodyOf(path, $"{Today:yyyy-MM-dd}"),
            _ when path.EndsWith("family/payments", StringComparison.Ordinal) => new JsonObject
            {
                ["amounts"] = new JsonArray(
                    new JsonObject { ["walletId"] = "PERISCOLAIRE", ["amount"] = 79.30m },
                    new JsonObject { ["walletId"] = "RESTAURATION", ["amount"] = 20.00m }),
                ["email"] = "dupontjp@free.fr",
            },
            _ when path.EndsWith("/refunds", StringComparison.Ordinal) => new JsonObject
            {
                ["id"] = "remboursement-1",
                ["amount"] = 12.50m,
                ["reason"] = "Payé deux fois",
            },
            _ when path.Contains("family/reservations", StringComparison.Ordinal) => new JsonObject
            {
                ["requests"] = new JsonArray(
                    new JsonObject { ["childId"] = "dupont-lilou", ["activityId"] = "alsh-6-12-matin", ["date"] = Wednesday() },
                    new JsonObject { ["childId"] = "dupont-antoine", ["activityId"] = "alsh-3-6-matin", ["date"] = Wednesday() }),
                ["cancellations"] = new JsonArray(),
            },
            _ => Catalogue().BodyOf(path),
        };

    private CatalogueExamples Catalogue() => new(Today, Wednesday());

    private JsonNode? ParameterOf(string path, string name) => name switch
    {
        "from" or "to" when path.Contains("/statistics", StringComparison.Ordinal) => $"{Today:yyyy-MM}",
        "activity" when path.Contains("staff/", StringComparison.Ordinal) => "alsh-6-12-matin",
        "month" when path.Contains("/history/", StringComparison.Ordinal) => $"{Today:yyyy-MM}",
        "childId" when path.Contains("/certificates/", StringComparison.Ordinal) => "dupont-antoine",
        "year" when path.Contains("/certificates/", StringComparison.Ordinal) => $"{Today.AddYears(-1):yyyy}",
        "year" => $"{Today:yyyy}",
        "number" => "1",
        "kind" => "families",
        "search" => "dupont",
        "If-Match" => "\"1\"",
        "familyId" => "dupont",
        "structure" => "deols",
        "structureId" => "montierchaume",
        "identifier" when path.Contains("/administrators/", StringComparison.Ordinal) => "secretariat",
        "identifier" when path.EndsWith("staff/accounts/{identifier}", StringComparison.Ordinal) => "directrice",
        "identifier" => "dupont",
        "childId" => "dupont-lilou",
        "walletId" => "PERISCOLAIRE",
        "activityId" => "alsh-6-12-matin",
        "date" => Wednesday(),
        "month" => Wednesday()[..7],
        "bookingId" => Booking(),
        "from" when path.EndsWith("caf-hours", StringComparison.Ordinal) || path.EndsWith("caf-hours.csv", StringComparison.Ordinal) => $"{Today:yyyy}-01",
        "to" when path.EndsWith("caf-hours", StringComparison.Ordinal) || path.EndsWith("caf-hours.csv", StringComparison.Ordinal) => $"{Today:yyyy}-12",
        _ => null,
    };
}
