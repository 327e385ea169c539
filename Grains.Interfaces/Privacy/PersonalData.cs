using System.Collections.Immutable;

namespace Periscolaire.Privacy;

/// <summary>How a value is written.</summary>
public enum PersonalValue
{
    /// <summary>As it is.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>Euros with two decimals, after a point.</summary>
    Amount,

    /// <summary>yyyy-MM-dd.</summary>
    Date,

    /// <summary>ISO 8601, UTC.</summary>
    Instant,

    /// <summary>true or false.</summary>
    Flag,
}

/// <summary>A column of what is known of a family.</summary>
/// <param name="Name">A stable name, e.g. <c>birthDate</c>.</param>
/// <param name="Label">In French.</param>
/// <param name="Kind">How its values are written.</param>
[GenerateSerializer, Immutable, Alias("PersonalColumn")]
public sealed record PersonalColumn([property: Id(0)] string Name, [property: Id(1)] string Label, [property: Id(2)] PersonalValue Kind);

/// <summary>A row of what is known of a family.</summary>
/// <param name="Values">As its table's columns; null for nothing.</param>
[GenerateSerializer, Immutable, Alias("PersonalRow")]
public sealed record PersonalRow([property: Id(0)] ImmutableArray<string?> Values)
{
    /// <summary>Leaves everything out: a log must not hold it.</summary>
    /// <returns>The name only.</returns>
    public override string ToString() => nameof(PersonalRow);
}

/// <summary>A table of what is known of a family, in one snapshot.</summary>
/// <param name="Name">A stable French name that can be a file's, e.g. <c>reservations</c>.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, in their natural order.</param>
[GenerateSerializer, Immutable, Alias("PersonalTable")]
public sealed record PersonalTable(
    [property: Id(0)] string Name, [property: Id(1)] ImmutableArray<PersonalColumn> Columns, [property: Id(2)] ImmutableArray<PersonalRow> Rows)
{
    /// <summary>Leaves the rows out: a log must not hold them.</summary>
    /// <returns>The name only.</returns>
    public override string ToString() => $"PersonalTable {{ {Name} }}";
}
