using Periscolaire.Mail;
using Periscolaire.Staff;
using Periscolaire.WebApi.Attendance;
using Periscolaire.WebApi.Booking;
using Periscolaire.WebApi.Wallets;

namespace Periscolaire.WebApi.Staff;

/// <summary>The columns of exports, in French.</summary>
internal static class ExportRows
{
    public static readonly string[] BookingHeader =
    [
        "Réservation", "Date", "Code activité", "Activité", "Code enfant", "Nom", "Prénom", "Code famille", "Famille", "Demandée le", "Statut", "Transmise",
        "Débit",
    ];

    public static readonly string[] AttendanceHeader =
        ["Réservation", "Date", "Code activité", "Activité", "Code enfant", "Nom", "Prénom", "Code famille", "Famille", "Pointage"];

    public static readonly string[] MovementHeader =
    [
        "Réservation", "Mouvement n°", "Date", "Code activité", "Activité", "Code enfant", "Nom", "Prénom", "Code famille", "Famille", "Mouvement", "Statut",
        "Le", "Auteur", "Motif", "Transmission",
    ];

    public static readonly string[] LedgerHeader =
    [
        "Code famille", "Famille", "Porte-monnaie", "Écriture n°", "Date de valeur", "Nature", "Montant", "Solde", "Code enfant", "Date d'activité", "Activité",
        "Prix unitaire", "Quantité", "Repas", "Réduction", "Calcul du prix", "Motif", "Quittance", "Transmission", "Auteur", "Le",
    ];

    public static readonly string[] DebtorHeader = ["Code famille", "Famille", "Courriel", "Porte-monnaie", "Montant dû"];

    public static readonly string[] MailHeader =
        ["Courriel", "Code famille", "Destinataire", "Objet", "Écrit le", "État", "Essais", "Dernière erreur"];

    public static object?[] Of(ExportedBooking booking) =>
    [
        booking.Id.ToString(), booking.Id.Date, booking.Id.Activity.Value, booking.Label, booking.Who.Child.Value, booking.Who.LastName, booking.Who.FirstName,
        booking.Who.Family.Value, booking.Who.FamilyName, booking.AskedAt, Wording.OutcomeOf(booking.Status), booking.IsTransmitted ? "oui" : "non",
        ChargeOf(booking.Charge),
    ];

    public static object?[] AttendanceOf(ExportedBooking booking) =>
    [
        booking.Id.ToString(), booking.Id.Date, booking.Id.Activity.Value, booking.Label, booking.Who.Child.Value, booking.Who.LastName, booking.Who.FirstName,
        booking.Who.Family.Value, booking.Who.FamilyName,
        AttendanceDocuments.StateOf(booking.Attendance),
    ];

    public static object?[] Of(ExportedMovement movement) =>
    [
        movement.Booking.ToString(), movement.Number, movement.Booking.Date, movement.Booking.Activity.Value, movement.Label, movement.Who.Child.Value,
        movement.Who.LastName, movement.Who.FirstName, movement.Who.Family.Value, movement.Who.FamilyName, MovementOf(movement.Kind),
        Wording.OutcomeOf(movement.Status), movement.At, movement.Author.Value, movement.Reason, movement.Run,
    ];

    public static object?[] Of(ExportedEntry line)
    {
        var (entry, consumption) = (line.Entry, line.Entry.Posting.Consumption);
        return
        [
            line.Family.Value, line.FamilyName, entry.Posting.Wallet, entry.Number, entry.Posting.ValueDate, MoneyWording.KindOf(entry.Posting.Kind),
            entry.Posting.Amount, entry.Balance, consumption?.Child.Value, consumption?.Date, consumption?.Label, consumption?.UnitPrice, consumption?.Quantity,
            consumption?.Meal, consumption?.Reduction, consumption?.Why, entry.Posting.Reason, line.Receipt, entry.Run, entry.By.Value, entry.At,
        ];
    }

    public static object?[] Of(ExportedDebt debt) => [debt.Family.Value, debt.FamilyName, debt.Email, debt.Wallet, debt.AmountDue];

    public static object?[] Of(MailStanding mail) =>
    [
        mail.Id, mail.Family?.Value, mail.Recipient, mail.Subject, mail.CreatedAt,
        mail.Status switch { MailStatus.Queued => "À envoyer", MailStatus.Sent => "Envoyé", _ => "En échec" },
        mail.Attempts, mail.LastError,
    ];

    private static string MovementOf(string kind) => kind switch
    {
        "asked" => "Demande",
        "cancelled" => "Annulation",
        "promoted" => "Promotion",
        "accepted" => "Acceptation",
        "refused" => "Refus",
        _ => "Expiration",
    };

    private static string? ChargeOf(string charge) => charge switch
    {
        "debited" => "Débitée",
        "reduced" => "Débitée, tarif réduit",
        "credited" => "Recréditée",
        _ => null,
    };
}
