namespace Periscolaire.Import.Rules;

/// <summary>Finds what a file says twice: which of the two is meant, nobody but its author can tell.</summary>
/// <typeparam name="TKey">What may stand on one line only.</typeparam>
internal sealed class Once<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, int> _lines = [];

    /// <summary>Whether a line is the first about something; a later one is told wrong.</summary>
    public bool IsFirst(TKey key, Cells cells, string column)
    {
        if (_lines.TryAdd(key, cells.Line))
            return true;
        cells.Wrong(column, FormattableString.Invariant($"déjà donné à la ligne {_lines[key]}"), "Gardez une seule des deux lignes.");
        return false;
    }
}
