using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using Periscolaire.WebApi.Problems;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Periscolaire.WebApi.Swagger;

/// <summary>Describes refusals: the stable code on which clients decide, with all its values.</summary>
internal sealed class ProblemWords : ISchemaFilter
{
    /// <summary>Every kind of refusal, by status and code.</summary>
    public static IReadOnlyList<ProblemKind> Kinds { get; } =
    [
        .. typeof(ProblemKinds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(obj: null)).OfType<ProblemKind>()
            .OrderBy(kind => kind.Status).ThenBy(kind => kind.Code, StringComparer.Ordinal),
    ];

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (context.Type != typeof(ProblemDetails) || schema is not OpenApiSchema { Properties: { } properties } problem)
            return;
        problem.Description = "Un refus (RFC 9457). title et detail sont en français ; code ne change pas d'une version à l'autre.";
        problem.Required = new HashSet<string>(["code", "status", "title", "type"], StringComparer.Ordinal);
        properties["code"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = string.Join('\n', Kinds.Select(kind => $"- {kind.Status} `{kind.Code}` : {kind.Title}")),

            // Open to codes to come: a client made from a closed list could not read the first new one.
            Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal) { ["x-extensible-enum"] = new JsonNodeExtension(Codes()) },
        };
    }

    private static JsonArray Codes() => [.. Kinds.Select(kind => kind.Code).Distinct(StringComparer.Ordinal)];
}
