using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;
using Periscolaire.Accounts;
using Periscolaire.WebApi.Accounts;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Periscolaire.WebApi.Swagger;

/// <summary>Says which rights a call of staff needs, for people and (<c>x-rights</c>) for programs.</summary>
internal sealed class RightWords : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        // Each requirement has to be met, each by any of its rights; the narrowest is what counts for a reader.
        var narrowest = context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<AuthorizationPolicy>()
            .SelectMany(policy => policy.Requirements.OfType<RightRequirement>())
            .MinBy(requirement => requirement.Rights.Length);
        if (narrowest is null)
            return;
        var words = $"Droits : {string.Join(" ou ", narrowest.Rights.Select(WordOf))}.";
        operation.Description = string.IsNullOrEmpty(operation.Description) ? words : $"{operation.Description}\n\n{words}";
        operation.AddExtension("x-rights", new JsonNodeExtension(new JsonArray(
            [.. narrowest.Rights.Select(right => (JsonNode)JsonNamingPolicy.KebabCaseLower.ConvertName(right.ToString()))])));
    }

    private static string WordOf(StaffRight right) => right switch
    {
        StaffRight.Counter => "accueil",
        StaffRight.Director => "directeur",
        StaffRight.Accountant => "régisseur",
        _ => "administrateur",
    };
}
