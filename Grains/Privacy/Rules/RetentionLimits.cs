using Periscolaire.Catalogue.Rules;

namespace Periscolaire.Privacy.Rules;

/// <summary>Up to when a night forgets.</summary>
/// <param name="Mails">Mails written before.</param>
/// <param name="HealthNotes">Health notes unused before this day, Europe/Paris.</param>
/// <param name="AuditLines">Lines of the audit trail written before; null for none.</param>
/// <param name="Families">Families that gave no sign since this day, Europe/Paris; null for none.</param>
public sealed record RetentionLimits(DateTimeOffset Mails, DateOnly HealthNotes, DateTimeOffset? AuditLines, DateOnly? Families)
{
    /// <summary>The limits of a night.</summary>
    /// <param name="rules">The structure's rules.</param>
    /// <param name="night">The night's day, Europe/Paris.</param>
    /// <returns>The limits; the same whenever the night goes on after an interruption.</returns>
    public static RetentionLimits Of(RetentionRules rules, DateOnly night) => new(
        StartOf(night.AddMonths(-rules.Mails)),
        night.AddMonths(-rules.HealthNotes),
        rules.AuditLines is { } lines ? StartOf(night.AddMonths(-lines)) : null,
        rules.Families is { } families ? night.AddMonths(-families) : null);

    /// <summary>The first instant of a day, Europe/Paris.</summary>
    /// <param name="day">The day.</param>
    /// <returns>The instant.</returns>
    public static DateTimeOffset StartOf(DateOnly day) => ParisTime.First(day, TimeOnly.MinValue);
}
