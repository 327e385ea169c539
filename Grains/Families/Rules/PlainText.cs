using System.Globalization;
using System.Text;

namespace Periscolaire.Families.Rules;

/// <summary>Text as it is compared when people look for each other: without case, accents, apostrophes and hyphens.</summary>
public static class PlainText
{
    /// <summary>The words of a text.</summary>
    /// <param name="text">As written.</param>
    /// <returns>Each with a space before and after; "LE GOFF-D'Été" is " le goff d ete ".</returns>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length + 2).Append(' ');
        foreach (var character in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark)
                continue;
            plain.Append(char.ToLowerInvariant(character) switch
            {
                'œ' => "oe",
                'æ' => "ae",
                'ß' => "ss",
                'ł' => "l",
                'ø' => "o",
                'ı' => "i",
                var letter when char.IsLetterOrDigit(letter) || letter is '@' or '.' or '_' => letter.ToString(),
                _ => " ",
            });
        }

        return plain.Append(' ').ToString();
    }

    /// <summary>Whether every word asked for begins a word of a text.</summary>
    /// <param name="plain">The text, as <see cref="Of"/> gives it.</param>
    /// <param name="words">The words, as <see cref="Of"/> gives them.</param>
    /// <returns>True also when no word is asked for.</returns>
    public static bool Has(string plain, string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => plain.Contains($" {word}", StringComparison.Ordinal));
}
