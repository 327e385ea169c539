namespace Periscolaire.Catalogue.Rules;

/// <summary>Whether two activities of a date can both be attended (SPEC, Booking 6).</summary>
public static class Hours
{
    /// <summary>Whether the hours of two activities intersect; one that starts when the other ends does not.</summary>
    /// <param name="one">An activity.</param>
    /// <param name="other">Another on the same date.</param>
    /// <returns>True when a child would have to be in both at once.</returns>
    public static bool Overlaps(this Activity one, Activity other) => one.Arrival < other.Departure && other.Arrival < one.Departure;
}
