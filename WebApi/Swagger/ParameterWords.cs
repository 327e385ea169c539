using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Periscolaire.WebApi.Swagger;

/// <summary>Says in French what a parameter is, by its name: a name means the same everywhere.</summary>
internal sealed class ParameterWords : IOperationFilter
{
    private static readonly Dictionary<string, string> ByName = new(StringComparer.Ordinal)
    {
        ["structure"] = "La structure (la mairie).",
        ["structureId"] = "La structure : de 1 à 60 minuscules, chiffres et tirets.",
        ["role"] = "Seulement les comptes de ce rôle : family ou staff.",
        ["by"] = "Un seul auteur, par exemple staff:accueil.",
        ["act"] = "Un seul acte, par exemple capacity-changed.",
        ["subject"] = "Un seul objet et ce qu'il contient, par exemple family/dupont.",
        ["identifier"] = "L'identifiant du compte, tel qu'il a été donné par la structure.",
        ["familyId"] = "La famille.",
        ["childId"] = "L'enfant.",
        ["activityId"] = "L'activité.",
        ["activity"] = "Une activité à montrer ; toutes si absent. Peut être répété.",
        ["bookingId"] = "La réservation.",
        ["walletId"] = "Le porte-monnaie.",
        ["paymentId"] = "Le paiement.",
        ["mailId"] = "Le courriel.",
        ["periodId"] = "La période de réservation.",
        ["gridId"] = "La grille tarifaire.",
        ["id"] = "Son numéro.",
        ["number"] = "Son numéro dans l'année.",
        ["year"] = "L'année, sur quatre chiffres.",
        ["month"] = "Le mois, aaaa-MM.",
        ["date"] = "La date, aaaa-MM-jj.",
        ["from"] = "Depuis cette date, aaaa-MM-jj, comprise.",
        ["to"] = "Jusqu'à cette date, aaaa-MM-jj, comprise.",
        ["search"] = "Ce que l'on cherche dans les noms, identifiants et courriels ; sans accents ni majuscules.",
        ["notes"] = "true : avec les notes de santé, pour qui en a le droit ; la lecture est tracée.",
        ["kind"] = "Ce que contient le fichier : families, children, accounts, quotients, balances, grids ou bookings.",
        ["codes"] = "true : pour accounts, la réponse est le CSV des codes d'ouverture, donnés une seule fois.",
        ["until"] = "Jusqu'à cette date d'activité, aaaa-MM-jj, comprise ; toutes si absent.",
        ["include"] = "Les réservations comptées : confirmed (confirmées), pending (en attente), ou les deux séparées par une virgule ; les deux si absent.",
        ["status"] = "Seulement ceux qui en sont là.",
        ["cursor"] = "Le nextCursor de la page précédente ; absent pour la première.",
        ["limit"] = "Le nombre de lignes d'une page, de 1 à 200 ; 50 si absent.",
        ["dryRun"] = "true : tout est vérifié et les conséquences sont dites, rien n'est écrit.",
        ["Idempotency-Key"] = "Choisie par l'appelant : la même demande envoyée deux fois n'est faite qu'une fois.",
        ["If-Match"] = "L'ETag de ce qui a été lu : la modification est refusée si quelqu'un d'autre l'a changé depuis.",
        ["If-None-Match"] = "* : ne rien remplacer de ce qui existe déjà.",
    };

    /// <summary>Examples of what the demo structure does not have from the start.</summary>
    private static readonly Dictionary<string, string> ExamplesByName = new(StringComparer.Ordinal)
    {
        ["paymentId"] = "dupont-7f3a2c",
        ["mailId"] = "digest/12/dupont",
        ["id"] = "1",
        ["structureId"] = "montierchaume",
        ["from"] = "2026-09-01",
        ["If-Match"] = "\"2\"",
        ["If-None-Match"] = "*",
    };

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if (ByName.TryGetValue(parameter.Name ?? "", out var words))
                parameter.Description = words;
            if (parameter.Example is null && (parameter.In is not ParameterLocation.Query) && ExamplesByName.TryGetValue(parameter.Name ?? "", out var example))
                parameter.Example = example;
        }
    }
}
