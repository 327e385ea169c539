using System.Text.Json.Nodes;

namespace Periscolaire.WebApi.Tests.Contract;

/// <summary>An operation as the OpenAPI document describes it.</summary>
/// <param name="Method">E.g. GET.</param>
/// <param name="Path">Beneath /api/v1, e.g. <c>/family/children</c>.</param>
/// <param name="Node">What the document says of it.</param>
/// <param name="Document">The whole document.</param>
internal sealed record Operation(string Method, string Path, JsonNode Node, JsonNode Document)
{
    private const string Base = "/api/v1";

    public string Name => $"{Method} {Path}";

    public bool NeedsSignIn => Node["security"] is JsonArray { Count: > 0 };

    public IReadOnlyList<string> Rights => [.. (Node["x-rights"]?.AsArray() ?? []).Select(right => (string)right!)];

    public IReadOnlyList<JsonObject> Parameters => [.. (Node["parameters"]?.AsArray() ?? []).Select(parameter => parameter!.AsObject())];

    /// <summary>Gets the schema of its JSON body; null when it takes none.</summary>
    public JsonObject? Body => Node["requestBody"]?["content"]?["application/json"]?["schema"] is { } schema ? Resolve(schema) : null;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Responses => Node["responses"]!.AsObject().ToDictionary(
        response => response.Key,
        response => (IReadOnlyList<string>)[.. (response.Value!["content"]?.AsObject() ?? []).Select(content => content.Key)],
        StringComparer.Ordinal);

    public static IReadOnlyList<Operation> AllOf(JsonNode document) =>
    [
        .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation =>
            new Operation(operation.Key.ToUpperInvariant(), path.Key.StartsWith(Base, StringComparison.Ordinal) ? path.Key[Base.Length..] : path.Key, operation.Value!, document))),
    ];

    /// <summary>A schema itself, where it is named or one of several.</summary>
    public JsonObject Resolve(JsonNode schema)
    {
        if ((string?)schema["$ref"] is { } reference)
            return Resolve(Document["components"]!["schemas"]![reference.Split('/')[^1]]!);
        return schema["allOf"] is JsonArray { Count: 1 } all ? Resolve(all[0]!) : schema.AsObject();
    }
}
