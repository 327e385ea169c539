using Periscolaire.Families;

namespace Periscolaire.Catalogue.Rules;

/// <summary>Which children an activity admits (SPEC, Booking 6).</summary>
public static class Eligibilities
{
    /// <summary>A person's age in whole years; one born on 29 February grows older on 1 March of common years.</summary>
    /// <param name="birthDate">The birth date.</param>
    /// <param name="date">The day asked about; before the birth the age is negative.</param>
    /// <returns>Whole years.</returns>
    public static int AgeOn(DateOnly birthDate, DateOnly date) =>
        date.Year - birthDate.Year - ((date.Month, date.Day).CompareTo((birthDate.Month, birthDate.Day)) < 0 ? 1 : 0);

    /// <summary>Whether an activity is for a child on a date.</summary>
    /// <param name="eligibility">The activity's rule.</param>
    /// <param name="child">The child.</param>
    /// <param name="isResident">Whether the child's family lives in the town.</param>
    /// <param name="date">The activity's date.</param>
    /// <returns>True when age (both ends included), group and residence fit.</returns>
    public static bool Admits(this Eligibility eligibility, Child child, bool isResident, DateOnly date) =>
        AgeOn(child.BirthDate, date) is var age
        && age >= eligibility.MinimumAge
        && age <= eligibility.MaximumAge
        && (eligibility.Groups.IsEmpty || (child.Group is { } group && eligibility.Groups.Contains(group, StringComparer.Ordinal)))
        && (isResident || !eligibility.ResidentsOnly);
}
