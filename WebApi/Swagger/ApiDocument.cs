using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Periscolaire.WebApi.Swagger;

/// <summary>The OpenAPI document and its page at /swagger.</summary>
internal static class ApiDocument
{
    private const string Bearer = "bearer";

    public static IServiceCollection AddApiDocument(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        return services.AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "Périscolaire",
                Version = "v1",
                Description = "Réservation des activités périscolaires et de l'accueil de loisirs. Identifiez-vous en haut de cette page : chaque appel porte alors "
                    + "votre session. Un refus a toujours un code stable (voir ProblemDetails). Une liste longue se lit page par page, avec le nextCursor reçu.",
            });
            swagger.SupportNonNullableReferenceTypes();
            swagger.NonNullableReferenceTypesAsRequired();
            swagger.CustomOperationIds(OperationNames.Of);

            // Euros to the cent: a client that reads them as floating point would miscount.
            swagger.MapType<decimal>(() => new OpenApiSchema { Type = JsonSchemaType.Number, Format = "decimal" });
            swagger.MapType<TimeOnly>(() => new OpenApiSchema { Type = JsonSchemaType.String, Examples = ["08:00"], Pattern = "^[0-9]{2}:[0-9]{2}$" });
            foreach (var documentation in Directory.EnumerateFiles(AppContext.BaseDirectory, "Periscolaire.*.xml"))
                swagger.IncludeXmlComments(documentation);
            swagger.AddSecurityDefinition(Bearer, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = Bearer,
                BearerFormat = "JWT",
                Description = "L'accessToken reçu en s'identifiant.",
            });
            swagger.OperationFilter<SignedInOperations>();
            swagger.OperationFilter<Examples>();
            swagger.OperationFilter<RightWords>();
            swagger.OperationFilter<ParameterWords>();
            swagger.OperationFilter<ResponseWords>();
            swagger.SchemaFilter<ProblemWords>();
            swagger.SchemaFilter<OptionalMembers>();
            swagger.DocumentFilter<Tags>();
        });
    }

    public static IApplicationBuilder UseApiDocument(this IApplicationBuilder app) => app.UseSwagger().UseSwaggerPage();

    /// <summary>Marks the operations that need a signed-in caller.</summary>
    private sealed class SignedInOperations : IOperationFilter
    {
        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<Microsoft.AspNetCore.Authorization.IAuthorizeData>().Any())
            {
                operation.Security =
                    [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
            }
        }
    }
}
