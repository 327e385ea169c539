using System.Globalization;
using Periscolaire.Booking;

namespace Periscolaire.WebApi.Booking;

/// <summary>What a family reads, in French.</summary>
internal static class Wording
{
    public static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>What became of an item of a draft, beyond its outcome; null when the outcome says it all.</summary>
    public static string? DetailOf(ReservationItem item) => item.Answer switch
    {
        { Outcome: Outcome.Waitlisted, Rank: { } rank } => $"Mise en liste d'attente, rang {rank.ToString(French)}.",
        { Outcome: Outcome.UnderReview } => "En attente de traitement par nos services ; une place est retenue.",
        { Code: RejectionCode.NotOpenYet } => "La réservation n'est pas encore ouverte pour cette date.",
        { Code: RejectionCode.Closed } => "Cette date n'est pas ouverte à la réservation.",
        { Code: RejectionCode.DeadlinePassed } when item.Kind is ReservationKind.Cancellation => "Il est trop tard pour annuler cette réservation.",
        { Code: RejectionCode.DeadlinePassed } => "Il est trop tard pour réserver cette date.",
        { Code: RejectionCode.NotEligible } => "Cette activité n'est pas prévue pour cet enfant (âge, groupe ou commune).",
        { Code: RejectionCode.Overlaps } => $"L'enfant est déjà inscrit à la même heure : {item.Conflict?.Label}.",
        { Code: RejectionCode.Full } => "L'activité est complète et sa liste d'attente est fermée.",
        { Code: RejectionCode.UnknownChild } => "Cet enfant n'est pas connu de votre famille.",
        { Code: RejectionCode.UnknownActivity } => "Cette activité n'existe pas.",
        { Code: RejectionCode.UnknownBooking } => "Cette réservation n'est pas connue de votre famille.",
        { Code: RejectionCode.TooLongAgo } => "Cette date est trop ancienne : ni réservation ni annulation ne s'y font plus.",
        { Code: RejectionCode.AlreadyEnded } => "Cette réservation a déjà été refusée.",
        _ => null,
    };

    /// <summary>A booking's status as the guide writes it.</summary>
    public static string StatusOf(TrackedBooking booking) => booking.IsTransmitted ? OutcomeOf(booking.Status) : "Non transmis";

    /// <summary>Where a booking stands, provisional or not.</summary>
    public static string OutcomeOf(BookingStatus status) => status switch
    {
        BookingStatus.Accepted => "Acceptée",
        BookingStatus.UnderReview => "En attente de traitement",
        BookingStatus.Waitlisted => "Liste d'attente",
        BookingStatus.Refused => "Refusée",
        _ => "Annulée",
    };

    public static string Euros(decimal amount) => amount.ToString("C", French);
}
