namespace Periscolaire.WebApi.Documents;

/// <summary>Breaks text into lines that fit.</summary>
internal static class TextLines
{
    private const string CutOff = "…";

    /// <summary>The lines of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">How wide a line may be.</param>
    /// <param name="widthOf">Measures a text.</param>
    /// <param name="most">The most lines; the last one then ends in an ellipsis.</param>
    public static IReadOnlyList<string> Of(string text, double width, Func<string, double> widthOf, int most = int.MaxValue)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, width, widthOf)))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length == 0 || widthOf(longer) <= width)
            {
                line = longer;
                continue;
            }

            lines.Add(line);
            line = word;
            if (lines.Count == most)
                return [.. lines[..^1], Cut(lines[^1], width, widthOf)];
        }

        return [.. lines, line];
    }

    /// <summary>A word that is wider than a line, in parts that are not; after a hyphen when it has one.</summary>
    private static IEnumerable<string> Pieces(string word, double width, Func<string, double> widthOf)
    {
        while (widthOf(word) > width && Fitting(word, width, widthOf) is var length && length < word.Length)
        {
            var end = word.LastIndexOf('-', length - 1) is var hyphen and > 0 ? hyphen + 1 : length;
            yield return word[..end];
            word = word[end..];
        }

        yield return word;
    }

    private static string Cut(string line, double width, Func<string, double> widthOf) =>
        widthOf(line + CutOff) <= width ? line + CutOff : line[..Fitting(line, width - widthOf(CutOff), widthOf)].TrimEnd() + CutOff;

    /// <summary>How many of the first characters fit, at least one; halves of a surrogate pair stay together.</summary>
    private static int Fitting(string text, double width, Func<string, double> widthOf)
    {
        var (fits, tooMany) = (1, text.Length);
        while (tooMany - fits > 1)
        {
            var middle = (fits + tooMany) / 2;
            (fits, tooMany) = widthOf(text[..middle]) <= width ? (middle, tooMany) : (fits, middle);
        }

        return char.IsHighSurrogate(text[fits - 1]) && fits < text.Length ? fits + 1 : fits;
    }
}
