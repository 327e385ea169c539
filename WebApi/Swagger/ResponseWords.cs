using Microsoft.OpenApi;
using Periscolaire.WebApi.Problems;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Periscolaire.WebApi.Swagger;

/// <summary>Says in French what each status means here, and lists each problem's codes.</summary>
internal sealed class ResponseWords : IOperationFilter
{
    /// <summary>What may be answered to any call, whatever it is about.</summary>
    private static readonly ProblemKind[] Anywhere =
    [
        ProblemKinds.InvalidRequest, ProblemKinds.NotSignedIn, ProblemKinds.SessionEnded, ProblemKinds.Forbidden, ProblemKinds.RightMissing,
        ProblemKinds.Overloaded, ProblemKinds.StoreUnavailable,
    ];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (response is not OpenApiResponse answer)
                continue;
            answer.Description = Describe(status);
            foreach (var (type, content) in answer.Content ?? new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal))
            {
                // A file is bytes to whoever calls, not a JSON text.
                if (content is OpenApiMediaType file && !type.EndsWith("json", StringComparison.Ordinal))
                    file.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
            }
        }
    }

    private static string Describe(string status)
    {
        var usual = Anywhere.Where(kind => $"{kind.Status}" == status).Select(kind => $"`{kind.Code}` : {kind.Title}").ToList();
        var meaning = MeaningOf(status);
        return usual.Count is 0 ? meaning : $"{meaning} {string.Join(" · ", usual)}";
    }

    private static string MeaningOf(string status) => status switch
    {
        "200" => "Fait.",
        "201" => "Créé.",
        "202" => "Pris en compte, traité ensuite.",
        "204" => "Fait, sans contenu.",
        "400" => "La demande ne peut pas être traitée telle quelle : voir le code et le détail.",
        "401" => "Il faut s'identifier.",
        "403" => "Ce compte n'y a pas droit.",
        "404" => "Ce qui est demandé n'existe pas dans cette structure.",
        "409" => "L'état actuel ne le permet pas : voir le code et le détail.",
        "412" => "Quelqu'un d'autre l'a modifié entre-temps : relisez avant de modifier.",
        "413" => "La demande est trop volumineuse.",
        "415" => "Le contenu n'est pas dans un format accepté.",
        "422" => "Le fichier contient des lignes refusées : voir le rapport.",
        "428" => "La version lue est à donner dans If-Match.",
        "429" => "Trop de demandes : patientez le temps indiqué par Retry-After.",
        "503" => "Momentanément indisponible : renvoyez la même demande, elle ne sera jamais enregistrée deux fois.",
        _ => "Voir le code et le détail.",
    };
}
