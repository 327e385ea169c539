using System.Text.Json.Nodes;

namespace Periscolaire.WebApi.Swagger;

/// <summary>Examples of what changes the catalogue, for the demo structure.</summary>
/// <param name="today">The present day, Europe/Paris.</param>
/// <param name="wednesday">A Wednesday that is open.</param>
internal sealed class CatalogueExamples(DateOnly today, string wednesday)
{
    private const string Morning = "alsh-6-12-matin";

    private int SchoolYear => today.Month >= 9 ? today.Year : today.Year - 1;

    /// <summary>An example of a body that is not JSON.</summary>
    public static string SchoolHolidays => """
        zone,name,first,last
        B,Vacances de la Toussaint,2026-10-18,2026-11-01
        B,Vacances de Noël,2026-12-20,2027-01-03
        B,Vacances d'hiver,2027-02-21,2027-03-07
        B,Vacances de printemps,2027-04-18,2027-05-02
        B,Pont de l'Ascension,2027-05-06,2027-05-09

        """;

    /// <summary>An example of a body; null where there is none.</summary>
    public JsonObject? BodyOf(string path)
    {
        if (path.EndsWith("/dates/generation", StringComparison.Ordinal))
            return Generation();
        return path switch
        {
            var settings when settings.EndsWith("/settings", StringComparison.Ordinal) => new JsonObject
            {
                ["name"] = "Mairie de DEOLS",
                ["zone"] = "b",
                ["nightAt"] = "02:00",
                ["contact"] = "Pôle périscolaire, 02 54 00 00 00",
                ["profileChanges"] = "next-update",
            },
            var activity when activity.EndsWith("/activities/{activityId}", StringComparison.Ordinal) => Activity(),
            var period when period.EndsWith("/periods/{periodId}", StringComparison.Ordinal) => Period(),
            var wallet when wallet.EndsWith("/wallets/{walletId}", StringComparison.Ordinal) => new JsonObject { ["label"] = "PERISCOLAIRE" },
            var copy when copy.EndsWith("/copy", StringComparison.Ordinal) => new JsonObject { ["to"] = SchoolYear + 1 },
            var closures when closures.EndsWith("/closures", StringComparison.Ordinal) => new JsonObject
            {
                ["activities"] = new JsonArray(Morning, "alsh-6-12-apres-midi"),
                ["dates"] = new JsonArray(wednesday),
                ["reason"] = "Grève du personnel",
            },
            var closure when closure.EndsWith("/closure", StringComparison.Ordinal) => new JsonObject { ["reason"] = "Alerte météo" },
            var capacities when capacities.EndsWith("/capacities", StringComparison.Ordinal) => new JsonObject
            {
                ["activities"] = new JsonArray(Morning),
                ["from"] = $"{today:yyyy-MM-dd}",
                ["to"] = $"{today.AddDays(90):yyyy-MM-dd}",
                ["weekdays"] = new JsonArray("wednesday"),
                ["capacity"] = 14,
                ["reason"] = "Un animateur de plus",
            },
            _ => null,
        };
    }

    /// <summary>An example of a parameter; null where there is none.</summary>
    public string? ParameterOf(string path, string name, string? method) => name switch
    {
        "periodId" => method is "PUT" ? "samedis" : $"mercredis-{SchoolYear}",
        "from" when path.EndsWith("/copy", StringComparison.Ordinal) => $"{SchoolYear}",
        _ => null,
    };

    private static JsonObject Activity() => new()
    {
        ["label"] = "ALSH 6-12 ans Matin",
        ["arrival"] = "08:00",
        ["departure"] = "12:00",
        ["minimumAge"] = 6,
        ["maximumAge"] = 12,
        ["wallet"] = "PERISCOLAIRE",
        ["waitingListLimit"] = 5,
    };

    private JsonObject Generation() => new()
    {
        ["kind"] = "school-weekdays",
        ["weekdays"] = new JsonArray("wednesday"),
        ["from"] = $"{SchoolYear}-09-01",
        ["to"] = $"{SchoolYear + 1}-08-31",
        ["zone"] = "b",
        ["removed"] = new JsonArray(),
    };

    /// <summary>Saturdays, which no period of the demonstration opens.</summary>
    private JsonObject Period()
    {
        var saturday = today.AddDays(21 + ((DayOfWeek.Saturday - today.DayOfWeek + 7) % 7));
        return new JsonObject
        {
            ["label"] = "Samedis",
            ["activities"] = new JsonArray(Morning),
            ["dates"] = new JsonArray($"{saturday:yyyy-MM-dd}", $"{saturday.AddDays(7):yyyy-MM-dd}"),
            ["opensAt"] = $"{today:yyyy-MM-dd}T08:30:00+01:00",
            ["closesAt"] = $"{saturday.AddDays(8):yyyy-MM-dd}T00:00:00+01:00",
            ["toBook"] = new JsonObject { ["kind"] = "weekday-of-week-before", ["weekday"] = "tuesday", ["at"] = "23:59" },
            ["toCancel"] = new JsonObject { ["kind"] = "working-days-before", ["days"] = 2, ["at"] = "12:00" },
            ["debit"] = new JsonObject { ["kind"] = "on-the-day" },
        };
    }
}
