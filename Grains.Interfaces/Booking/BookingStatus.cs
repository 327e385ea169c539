namespace Periscolaire.Booking;

/// <summary>Where a booking stands. The first three are live: a child has at most one live booking on an activity-day.</summary>
public enum BookingStatus
{
    /// <summary>Acceptée: holds a place.</summary>
    Accepted,

    /// <summary>En attente de traitement: holds a place, staff decide.</summary>
    UnderReview,

    /// <summary>Liste d'attente: holds no place, first come first served.</summary>
    Waitlisted,

    /// <summary>Refusée: by staff, or still waiting when the waiting list expired.</summary>
    Refused,

    /// <summary>Annulée: by the family, or by staff for it.</summary>
    Cancelled,
}
