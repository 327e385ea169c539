using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Periscolaire.WebApi.Swagger;

/// <summary>The tasks by which operations are grouped, in the order in which one comes to them: a family's, then the town hall's from founding to checking.</summary>
internal sealed class Tags : IDocumentFilter
{
    private static readonly (string Name, string Description)[] InOrder =
    [
        ("Sessions", "S'identifier, prolonger sa session, se déconnecter : familles et personnel."),
        ("Mon compte", "Son propre compte : droits, mot de passe, validation en deux étapes."),
        ("Mot de passe oublié", "Choisir un nouveau mot de passe, par la question secrète ou par courriel."),
        ("Accueil", "Ce que voit une famille en arrivant : son nom, la structure, la dernière mise à jour, les annonces."),
        ("Famille", "Les enfants et le profil de la famille."),
        ("Réservations", "Le calendrier d'un enfant, le récapitulatif, la validation."),
        ("Suivi", "Toutes les réservations de la famille, à l'écran, en CSV et en calendrier."),
        ("Soldes et paiements", "Les porte-monnaie de la famille et ce qui reste à payer."),
        ("Paiements", "Payer par carte."),
        ("Historiques", "Les consommations, les paiements et les quittances."),
        ("Attestations fiscales", "Les frais de garde d'une année, par enfant."),
        ("Exploitation", "Fonder une structure avec son premier administrateur."),
        ("Personnel : réglages", "Les réglages de la structure."),
        ("Personnel : comptes", "Les comptes du personnel et des familles, leurs droits et leurs mots de passe."),
        ("Personnel : catalogue", "Les porte-monnaie, les activités (horaires, âges, encadrement) et les périodes de réservation (ouverture, délais, débit)."),
        ("Personnel : calendriers", "Les jours ouverts d'après les vacances scolaires ; la reprise d'une année sur l'autre."),
        ("Personnel : tarifs", "Les grilles tarifaires."),
        ("Personnel : annonces", "Ce que la structure dit aux familles."),
        ("Personnel : reprise de données", "Reprendre familles, enfants, comptes, soldes et réservations depuis des fichiers CSV."),
        ("Personnel : familles", "Les familles, leurs enfants, leurs quotients, leurs historiques."),
        ("Personnel : réservations", "Réserver et annuler pour une famille."),
        ("Personnel : demandes à traiter", "Accepter ou refuser, une par une ou ensemble, avec une raison."),
        ("Personnel : listes d'attente", "Qui attend, à quel rang et pourquoi ; donner une place avant son tour."),
        ("Personnel : journées", "Les journées d'activité : places, décisions, absences."),
        ("Personnel : fermetures", "Fermer des journées (grève, intempéries) : réservations annulées, débits recrédités, familles prévenues."),
        ("Personnel : présences", "Les feuilles de présence, le pointage, l'encadrement et les notes de santé."),
        ("Personnel : CAF", "Les heures de présence à déclarer."),
        ("Personnel : argent", "Les porte-monnaie des familles : encaissements, remboursements, corrections."),
        ("Personnel : paiements par carte", "Les paiements par carte et leurs remboursements."),
        ("Personnel : transmissions", "La transmission de la nuit et ses bordereaux."),
        ("Personnel : courriels", "Les courriels partis, en attente et en échec."),
        ("Personnel : exports", "Les fichiers CSV pour les autres logiciels de la mairie."),
        ("Personnel : statistiques", "Occupation, refus et attente, par activité et par mois."),
        ("Personnel : données personnelles", "L'export et l'effacement des données d'une famille ; les durées de conservation."),
        ("Personnel : contrôle", "Le journal d'audit ; recalculer depuis les tables ce qui doit toujours être vrai."),
    ];

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var used = context.ApiDescriptions.SelectMany(api => api.ActionDescriptor.EndpointMetadata.OfType<Microsoft.AspNetCore.Http.Metadata.ITagsMetadata>())
            .SelectMany(tags => tags.Tags).ToHashSet(StringComparer.Ordinal);
        var known = InOrder.Where(tag => used.Contains(tag.Name)).Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description });
        var others = used.Except(InOrder.Select(tag => tag.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => new OpenApiTag { Name = name });
        swaggerDoc.Tags = new HashSet<OpenApiTag>([.. known, .. others]);
    }
}
