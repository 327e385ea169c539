using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using CsvHelper;
using Periscolaire.Import;

namespace Periscolaire.WebApi.Import;

/// <summary>
/// Reads a file as a table. A line of the file is a line of the table: a quote left open spoils its own line only, and no line can be so long that reading
/// it costs more than refusing it.
/// </summary>
internal static class CsvSheets
{
    private const int LongestLine = 32 * 1024;
    private const int MostLines = 200_000;
    private const int MostColumns = 100;

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="sheet">The table.</param>
    /// <param name="flaw">Why it cannot be read at all, in French.</param>
    public static bool TryRead(ReadOnlySpan<byte> file, [NotNullWhen(true)] out ImportSheet? sheet, [NotNullWhen(false)] out string? flaw)
    {
        sheet = null;
        flaw = TextOf(file) is { } text
            ? WhyNot(text) ?? (Parse(text, out sheet) ? null : $"L'en-tête a {MostColumns} colonnes au plus.")
            : "Le fichier est en UTF-16 : enregistrez-le en CSV UTF-8 ou Windows-1252.";
        return flaw is null;
    }

    /// <summary>UTF-8 with or without its mark; what is not UTF-8 is Windows-1252, as older spreadsheets write it. Accents are composed.</summary>
    private static string? TextOf(ReadOnlySpan<byte> file)
    {
        if (file is [0xfe, 0xff, ..] or [0xff, 0xfe, ..])
            return null;
        if (file is [0xef, 0xbb, 0xbf, ..])
            file = file[3..];
        string text;
        try
        {
            text = Utf8.GetString(file);
        }
        catch (DecoderFallbackException)
        {
            text = Windows1252.GetString(file);
        }

        return text.IsNormalized() ? text : text.Normalize();
    }

    private static string? WhyNot(string text)
    {
        if (text.AsSpan().Trim().IsEmpty)
            return "Le fichier est vide : il commence par une ligne d'en-tête.";
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (++number > MostLines)
                return $"Le fichier a plus de {MostLines} lignes : coupez-le.";
            if (line.Length > LongestLine)
                return $"La ligne {number} a plus de {LongestLine} caractères : ce n'est pas une ligne de tableau.";
        }

        return null;
    }

    private static bool Parse(string text, [NotNullWhen(true)] out ImportSheet? sheet)
    {
        sheet = null;
        var malformed = new HashSet<long>();
        using var csv = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = SeparatorOf(text),
            AllowLineBreaksInQuotes = false,
            TrackLineNumbers = true,
            IncludeValuesInExceptions = false,

            // A quote within a text is a text's own affair.
            OnMalformedRecord = record =>
            {
                if (record.Reason is not CsvMalformedReason.StrayQuote)
                    malformed.Add(record.LineNumber);
            },
        });
        csv.ReadHeader();
        if (csv.Headers.Count > MostColumns)
            return false;
        ImmutableArray<string> header = [.. csv.Headers];
        var lines = ImmutableArray.CreateBuilder<ImportLine>();
        while (csv.Read())
        {
            if (LineOf(csv, header.Length) is { } line)
                lines.Add(line);
        }

        sheet = new ImportSheet(header, [.. lines.Select(line => malformed.Contains(line.Number) ? line with { Cells = [], Flaw = "guillemets mal placés ou non fermés" } : line)]);
        return true;
    }

    /// <summary>The record that was read; null for a line of empty cells, which spreadsheets leave at the end.</summary>
    private static ImportLine? LineOf(CsvReader csv, int columns)
    {
        var number = (int)csv.LineNumber;
        if (csv.FieldCount > MostColumns)
            return new ImportLine(number, [], "trop de cellules");
        var cells = new string[csv.FieldCount];
        for (var index = 0; index < cells.Length; index++)
            cells[index] = csv.GetString(index);
        if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
            return null;
        return cells.Length == columns
            ? new ImportLine(number, ImmutableArray.Create(cells))
            : new ImportLine(number, [], $"{cells.Length} cellules au lieu de {columns}");
    }

    /// <summary>What separates the names of the header.</summary>
    private static char SeparatorOf(string text)
    {
        var (counts, isQuoted) = (new Dictionary<char, int> { [';'] = 0, [','] = 0, ['\t'] = 0 }, false);
        foreach (var character in text.TrimStart())
        {
            if (character is '\r' or '\n')
                break;
            isQuoted ^= character == '"';
            if (!isQuoted && counts.TryGetValue(character, out var count))
                counts[character] = count + 1;
        }

        return counts.MaxBy(count => count.Value).Key;
    }
}
