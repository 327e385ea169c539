using System.Collections.Immutable;
using Periscolaire.Privacy;
using static Periscolaire.Privacy.PersonalValue;

namespace Periscolaire.Silo.Storage.Privacy;

/// <summary>A column that holds something of a family.</summary>
/// <param name="Name">In the database.</param>
/// <param name="Label">In French.</param>
/// <param name="Kind">How an export writes it.</param>
/// <param name="Erased">What an erasure puts there, in SQL that both databases take; null to keep it.</param>
/// <param name="IsExported">Whether an export shows it; secrets are not.</param>
internal sealed record PersonalField(string Name, string Label, PersonalValue Kind = Text, string? Erased = null, bool IsExported = true)
{
    /// <summary>Gets the name in an export: cents become euros, words are joined.</summary>
    public string ExportedName { get; } = Camel(Name.EndsWith("_cents", StringComparison.Ordinal) ? Name[..^"_cents".Length] : Name);

    private static string Camel(string name) =>
        string.Concat(name.Split('_').Select((word, index) => index == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}

/// <summary>A table that holds something of families: one list says what is exported, what is erased and what stays.</summary>
/// <param name="Name">In the database.</param>
/// <param name="FrenchName">In an export.</param>
/// <param name="Order">The rows' natural order.</param>
/// <param name="Fields">Its columns, apart from structure and family.</param>
internal sealed record PersonalSource(string Name, string FrenchName, string Order, params ImmutableArray<PersonalField> Fields)
{
    /// <summary>Gets which rows are a family's.</summary>
    public string Rows { get; init; } = "structure_id = @structure AND family_id = @family";

    /// <summary>Gets whether an erasure deletes the rows.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Gets which of the family's rows an erasure leaves alone.</summary>
    public string? Spared { get; init; }
}

/// <summary>Every table that holds something of families; a test compares the list with the database's own catalogue.</summary>
internal static class PersonalTables
{
    private const string Nothing = "NULL";
    private const string Empty = "''";
    private const string NoFamily = "'Famille effacée'";

    /// <summary>The rows of tables that know a booking, not its family.</summary>
    private const string OfBookings = """
        structure_id = @structure AND (activity_id, date, number) IN (
          SELECT b.activity_id, b.date, b.number FROM bookings b WHERE b.structure_id = @structure AND b.family_id = @family)
        """;

    private static readonly PersonalField[] OfDay = [new("activity_id", "Activité"), new("date", "Date", Date), new("number", "Numéro", Count)];

    private static readonly PersonalField[] ByWhom = [new("author", "Auteur"), new("at", "Le", Instant)];

    private static readonly PersonalField Reason = new("reason", "Motif", Erased: Nothing);

    /// <summary>Gets the tables; families first, since the others' triggers ask it whether a family is erased.</summary>
    public static IReadOnlyList<PersonalSource> All { get; } =
    [
        new(
            "families",
            "famille",
            "family_id",
            new("name", "Nom", Erased: NoFamily),
            new("email", "Courriel", Erased: Nothing),
            new("is_resident", "Réside dans la commune", Flag),
            new("pending_email", "Courriel en attente", Erased: Nothing),
            new("pending_since", "Courriel en attente depuis", Instant, Nothing),
            new("address", "Adresse", Erased: Nothing),
            new("phone", "Téléphone", Erased: Nothing),
            new("erased_at", "Effacée le", Instant, "COALESCE(erased_at, @now)")),
        new(
            "children",
            "enfants",
            "birth_date, child_id",
            new("child_id", "Enfant"),
            new("first_name", "Prénom", Erased: "'Enfant'"),
            new("last_name", "Nom", Erased: NoFamily),
            new("birth_date", "Date de naissance", Date, "@year_start(birth_date)"),
            new("school_group", "Groupe ou école", Erased: Nothing)),
        new("quotients", "quotients", "from_date", [new("from_date", "À partir du", Date), new("quotient_cents", "Quotient familial", Amount, Nothing), .. ByWhom]),
        new(
            "accounts",
            "comptes",
            "identifier",
            new("identifier", "Identifiant"),
            new("role", "Rôle"),
            new("display_name", "Nom affiché", Erased: NoFamily),
            new("rights", "Droits"),
            new("is_closed", "Fermé", Flag, "@true"),
            new("opening_hash", "Code d'ouverture", Erased: Nothing, IsExported: false),
            new("opening_expires_at", "Code d'ouverture valable jusqu'au", Instant, Nothing),
            new("created_at", "Créé le", Instant)),
        new(
            "bookings",
            "reservations",
            "date, activity_id, number",
            [
                .. OfDay, new("child_id", "Enfant"), new("status", "Statut"), new("asked_at", "Demandée le", Instant), new("last_movement", "Dernier mouvement", Count),
                new("charge", "Débit"), new("age", "Âge conservé", Count),
            ]),
        new(
            "movements",
            "mouvements",
            "date, activity_id, number",
            [.. OfDay, new("booking_number", "Réservation", Count), new("kind", "Mouvement"), new("status", "Statut"), .. ByWhom, Reason, new("run_id", "Transmission", Count)])
        {
            Rows = """
                structure_id = @structure AND family_id = @family AND (activity_id, date) IN (
                  SELECT b.activity_id, b.date FROM bookings b WHERE b.structure_id = @structure AND b.family_id = @family)
                """,
        },
        new(
            "attendance",
            "presences",
            "date, activity_id, number",
            [
                .. OfDay, new("state", "Présence"), new("arrived_at", "Arrivée"), new("left_at", "Départ"), new("minutes_late", "Minutes de retard", Count),
                new("without_booking", "Sans réservation", Flag), .. ByWhom, Reason,
            ])
        {
            Rows = OfBookings,
        },
        new(
            "health_notes",
            "notes-de-sante",
            "child_id",
            [new("child_id", "Enfant"), new("version", "Version", Count), new("notes", "Notes"), .. ByWhom])
        {
            IsDeleted = true,
        },
        new(
            "payments",
            "paiements-par-carte",
            "created_at, payment_id",
            new("payment_id", "Paiement"),
            new("amounts", "Montants"),
            new("total_cents", "Total", Amount),
            new("email", "Courriel", Erased: Empty),
            new("created_at", "Commencé le", Instant),
            new("status", "Statut"),
            new("session_id", "Page du prestataire"),
            new("redirect_url", "Adresse de la page", Erased: Nothing),
            new("payment_intent", "Référence du prestataire"),
            new("refunds", "Remboursements demandés"),
            new("reversals", "Remboursements et contestations"),
            new("remark", "Remarque")),
        new(
            "receipts",
            "quittances",
            "year, number",
            [
                new("receipt_id", "Quittance"), new("kind", "Nature"), new("mode", "Mode"), new("document", "Pièce", Erased: Nothing), new("payer", "Payeur", Erased: Nothing),
                new("bank", "Banque", Erased: Nothing), new("value_date", "Date", Date), new("amount_cents", "Montant", Amount), Reason, .. ByWhom, new("year", "Année", Count),
                new("number", "Numéro", Count),
            ]),
        new("wallets", "portefeuilles", "wallet_id", new("wallet_id", "Porte-monnaie"), new("balance_cents", "Solde", Amount), new("entries", "Écritures", Count)),
        new(
            "ledger_entries",
            "ecritures",
            "wallet_id, number",
            [
                new("wallet_id", "Porte-monnaie"), new("number", "Numéro", Count), new("kind", "Nature"), new("cause", "Cause"), new("amount_cents", "Montant", Amount),
                new("balance_cents", "Solde", Amount), new("value_date", "Date de valeur", Date), .. ByWhom, Reason, new("receipt_id", "Quittance"),
                new("run_id", "Transmission", Count), new("child_id", "Enfant"), new("activity_date", "Jour d'activité", Date), new("activity_id", "Activité"),
                new("booking_number", "Réservation", Count), new("label", "Libellé"), new("unit_price_cents", "Prix unitaire", Amount), new("quantity", "Quantité", Count),
                new("meal_cents", "Dont repas", Amount), new("reduction_cents", "Réduction", Amount), new("price_reason", "Explication du prix", Erased: Nothing),
            ]),
        new(
            "mails",
            "courriels",
            "created_at, mail_id",
            new("mail_id", "Courriel"),
            new("sender", "Expéditeur"),
            new("recipient", "Destinataire", Erased: Empty),
            new("recipient_name", "Nom du destinataire", Erased: Empty),
            new("subject", "Objet", Erased: Empty),
            new("text_part", "Texte", Erased: Empty),

            // The same text, with the town's colours.
            new("html_part", "Texte en HTML", Erased: Empty, IsExported: false),
            new("created_at", "Écrit le", Instant),
            new("status", "Statut", Erased: "CASE status WHEN 'queued' THEN 'dead' ELSE status END"),
            new("attempts", "Essais", Count),
            new("due_at", "Prochain essai ou envoi", Instant),
            new("last_error", "Dernière erreur", Erased: Nothing)),
        new(
            "audit_entries",
            "journal",
            "number",
            [
                new("number", "Numéro", Count), .. ByWhom, new("act", "Acte"), new("subject", "Objet"), new("before", "Avant", Erased: Nothing), new("after", "Après", Erased: Nothing),
                Reason,
            ])
        {
            // Why a family was erased must stay; whoever writes it is asked to name nobody.
            Spared = "act = 'family-erased'",
        },
    ];
}
