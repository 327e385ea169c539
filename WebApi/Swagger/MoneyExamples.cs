using System.Text.Json.Nodes;

namespace Periscolaire.WebApi.Swagger;

/// <summary>Examples of what moves money, for the demo structure.</summary>
internal static class MoneyExamples
{
    private const string Wallet = "PERISCOLAIRE";

    /// <summary>An example of a body.</summary>
    /// <param name="path">The route.</param>
    /// <param name="today">The present day, Europe/Paris.</param>
    /// <returns>Null where there is none.</returns>
    public static JsonObject? BodyOf(string path, string today) => path[(path.LastIndexOf('/') + 1)..] switch
    {
        "payments" => new JsonObject
        {
            ["id"] = "cheque-789456",
            ["mode"] = "CH",
            ["amounts"] = Amounts(50.00m),
            ["date"] = today,
            ["payer"] = "DUPONT Jean-Paul",
            ["document"] = "789456",
            ["bank"] = "LBP",
        },
        "refunds" => new JsonObject
        {
            ["id"] = "depart-dupont",
            ["mode"] = "VIR",
            ["amounts"] = Amounts(10.00m),
            ["date"] = today,
            ["reason"] = "Solde rendu à la demande de la famille",
        },
        "corrections" => new JsonObject
        {
            ["id"] = "reprise-2026-dupont",
            ["amounts"] = Amounts(-3.05m),
            ["reason"] = "Reprise du solde de l'ancien logiciel",
        },
        "penalties" => new JsonObject
        {
            ["id"] = "retard-1",
            ["walletId"] = Wallet,
            ["childId"] = "dupont-lilou",
            ["date"] = today,
            ["amount"] = 5.00m,
            ["reason"] = "Enfant repris à 18 h 10",
        },
        "{from}" => new JsonObject { ["value"] = 640.50m },
        "price-grids" => new JsonObject
        {
            ["grids"] = new JsonArray(new JsonObject
            {
                ["id"] = "journee",
                ["label"] = "Journée selon le quotient familial",
                ["activities"] = new JsonArray("alsh-3-6-journee", "alsh-6-12-journee"),
                ["from"] = today,
                ["care"] = new JsonObject
                {
                    ["publishedBrackets"] = new JsonArray(Bracket(0, 359, 10m), Bracket(360, 564, 11m), Bracket(565, null, 12m)),
                },
                ["meal"] = new JsonObject { ["price"] = 3.50m },
                ["nonResidentSurcharge"] = 2.00m,
            }),
        },
        _ => null,
    };

    private static JsonArray Amounts(decimal amount) => [new JsonObject { ["walletId"] = Wallet, ["amount"] = amount }];

    private static JsonObject Bracket(int from, int? through, decimal price)
    {
        var bracket = new JsonObject { ["from"] = from, ["price"] = price };
        if (through is not null)
            bracket["through"] = through;
        return bracket;
    }
}
