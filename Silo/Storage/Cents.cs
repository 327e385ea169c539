namespace Periscolaire.Silo.Storage;

/// <summary>Euros as tables keep them: whole cents, since SQLite has no decimals and a sum must not be rounded.</summary>
internal static class Cents
{
    /// <summary>Multiplied by, not divided by a hundred, so that 12.40 keeps its zero.</summary>
    private const decimal Cent = 0.01m;

    public static long Of(decimal euros) => decimal.ToInt64(Whole(euros / Cent));

    public static long? Of(decimal? euros) => euros is { } known ? Of(known) : null;

    public static decimal ToEuros(long cents) => cents * Cent;

    public static decimal? ToEuros(long? cents) => cents * Cent;

    /// <summary>A fraction of a cent is a bug, never to be lost silently.</summary>
    private static decimal Whole(decimal cents) =>
        decimal.Truncate(cents) == cents ? cents : throw new InvalidOperationException("An amount of money is not whole cents.");
}
