namespace Periscolaire.Silo.Storage;

/// <summary>Euros as tables keep them: whole cents, since SQLite has no decimals and a sum must not be rounded.</summary>
internal static class Cents
{
    private const decimal PerEuro = 100m;

    public static long Of(decimal euros) => decimal.ToInt64(Whole(euros * PerEuro));

    public static long? Of(decimal? euros) => euros is { } known ? Of(known) : null;

    public static decimal ToEuros(long cents) => cents / PerEuro;

    public static decimal? ToEuros(long? cents) => cents / PerEuro;

    /// <summary>A fraction of a cent is a bug, never to be lost silently.</summary>
    private static decimal Whole(decimal cents) =>
        decimal.Truncate(cents) == cents ? cents : throw new InvalidOperationException("An amount of money is not whole cents.");
}
