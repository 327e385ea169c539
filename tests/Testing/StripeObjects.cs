using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Periscolaire.Testing;

/// <summary>Objects shaped as Stripe publishes them, with nothing of its examples left where a test relies on it.</summary>
internal static class StripeObjects
{
    private static readonly JsonObject Fixtures = Load();

    /// <summary>A new object of a kind, with an id of its own.</summary>
    public static JsonObject New(string kind, string prefix)
    {
        var made = Fixtures[kind]!.DeepClone().AsObject();
        made["id"] = $"{prefix}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}";
        made["created"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return made;
    }

    /// <summary>A page of a list, the latest first.</summary>
    public static JsonObject Page(IReadOnlyList<JsonObject> found, StripeForm query, string url)
    {
        var limit = int.Parse(query["limit"] ?? "10", CultureInfo.InvariantCulture);
        var from = query["starting_after"] is { } after ? found.Select(one => (string)one["id"]!).ToList().IndexOf(after) + 1 : 0;
        return new JsonObject
        {
            ["object"] = "list",
            ["url"] = url,
            ["has_more"] = found.Count > from + limit,
            ["data"] = new JsonArray([.. found.Skip(from).Take(limit).Select(one => one.DeepClone())]),
        };
    }

    /// <summary>An event about an object as it is now.</summary>
    public static JsonObject Event(string type, JsonObject about, string version)
    {
        var told = New("event", "evt");
        told["api_version"] = version;
        told["type"] = type;
        told["data"] = new JsonObject { ["object"] = about.DeepClone() };
        return told;
    }

    public static JsonObject Error(string type, string? code, string message, string? parameter = null) => new()
    {
        ["error"] = new JsonObject { ["type"] = type, ["code"] = code, ["message"] = message, ["param"] = parameter },
    };

    private static JsonObject Load()
    {
        using var file = typeof(StripeObjects).Assembly.GetManifestResourceStream("stripe-fixtures.json")!;
        return JsonNode.Parse(file)!["resources"]!.AsObject();
    }
}
