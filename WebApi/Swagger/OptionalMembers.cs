using System.Text.Json;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Periscolaire.WebApi.Swagger;

/// <summary>What has a default need not be sent: without this the document asks for more than the API does.</summary>
internal sealed class OptionalMembers : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Required: { Count: > 0 } required })
            return;
        foreach (var parameter in context.Type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Where(parameter => parameter.HasDefaultValue))
            required.Remove(JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!));
    }
}
