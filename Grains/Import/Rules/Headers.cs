using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Periscolaire.Import.Rules;

/// <summary>Finds a file's columns by their names, French or English.</summary>
public static class Headers
{
    private const int HeaderLine = 1;

    /// <summary>Where each column stands.</summary>
    /// <param name="kind">The kind of file.</param>
    /// <param name="header">The names, as written.</param>
    /// <param name="findings">Takes what is wrong with them.</param>
    /// <returns>By French name; null when lines cannot be read because a column is missing, unknown or there twice.</returns>
    public static FrozenDictionary<string, int>? Find(ImportKind kind, ImmutableArray<string> header, Findings findings)
    {
        var before = findings.ProblemCount;
        var columns = ImportColumns.Of(kind);
        var byName = columns.SelectMany(column => new[] { (Plain(column.French), column), (Plain(column.English), column) })
            .DistinctBy(named => named.Item1, StringComparer.Ordinal)
            .ToDictionary(named => named.Item1, named => named.column, StringComparer.Ordinal);
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < header.Length; index++)
        {
            if (!byName.TryGetValue(Plain(header[index]), out var column))
                findings.Add(HeaderLine, "", header[index], "colonne inconnue", $"Gardez les colonnes du modèle : {string.Join(", ", columns.Select(known => known.French))}.");
            else if (!found.TryAdd(column.French, index))
                findings.Add(HeaderLine, column.French, header[index], "colonne en double", "Supprimez l'une des deux.");
        }

        foreach (var missing in columns.Where(column => column.IsRequired && !found.ContainsKey(column.French)))
            findings.Add(HeaderLine, missing.French, "", "colonne manquante", $"Ajoutez la colonne « {missing.French} ».");
        return findings.ProblemCount == before ? found.ToFrozenDictionary(StringComparer.Ordinal) : null;
    }

    /// <summary>A name without what does not count: case, accents, spaces, punctuation.</summary>
    private static string Plain(string name)
    {
        var plain = new StringBuilder();
        foreach (var character in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(character) || character is '%' or '€')
                plain.Append(char.ToLower(character, CultureInfo.InvariantCulture));
        }

        return plain.ToString();
    }
}
