using System.Collections.Immutable;

namespace Periscolaire.Catalogue;

/// <summary>How the dates of a period follow from the school calendar; French public holidays are never among them, unless added.</summary>
/// <param name="Zone">Whose school holidays.</param>
/// <param name="Kind">Which days.</param>
/// <param name="Holiday">The holiday's name, e.g. "Vacances de Noël"; null for school weekdays.</param>
/// <param name="Weekdays">The days of the week.</param>
/// <param name="From">The first date looked at, Europe/Paris.</param>
/// <param name="To">The last date looked at, included.</param>
/// <param name="Added">Dates opened besides.</param>
/// <param name="Removed">Dates left out.</param>
[GenerateSerializer, Immutable, Alias("DateRule")]
public sealed record DateRule(
    [property: Id(0)] SchoolZone Zone,
    [property: Id(1)] DateRuleKind Kind,
    [property: Id(2)] string? Holiday,
    [property: Id(3)] ImmutableArray<DayOfWeek> Weekdays,
    [property: Id(4)] DateOnly From,
    [property: Id(5)] DateOnly To,
    [property: Id(6)] ImmutableArray<DateOnly> Added,
    [property: Id(7)] ImmutableArray<DateOnly> Removed);

/// <summary>Which days a rule takes.</summary>
public enum DateRuleKind
{
    /// <summary>Weekdays out of the school holidays.</summary>
    SchoolWeekdays,

    /// <summary>Weekdays within the holidays of a name.</summary>
    Holiday,
}

/// <summary>One holiday of the French school calendar.</summary>
/// <param name="Zone">The zone that has it.</param>
/// <param name="Name">In French, e.g. "Vacances de Noël".</param>
/// <param name="First">First day without school.</param>
/// <param name="Last">Last day without school, included.</param>
[GenerateSerializer, Immutable, Alias("SchoolHoliday")]
public sealed record SchoolHoliday(
    [property: Id(0)] SchoolZone Zone, [property: Id(1)] string Name, [property: Id(2)] DateOnly First, [property: Id(3)] DateOnly Last);
