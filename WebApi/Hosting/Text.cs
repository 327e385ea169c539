using System.Text;

namespace Periscolaire.WebApi.Hosting;

/// <summary>Free text at the boundary.</summary>
internal static class Text
{
    /// <summary>The mirrored byte order mark: no character, and refused by normalisation as lone surrogates are.</summary>
    private const char NoCharacter = '\ufffe';

    /// <summary>Whether every surrogate has its other half, and every character is one: other text cannot be normalised, hashed or stored.</summary>
    public static bool IsWellFormed(string text)
    {
        if (text.Contains(NoCharacter))
            return false;
        for (var index = 0; index < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(index), out _, out var consumed) is not System.Buffers.OperationStatus.Done)
                return false;
            index += consumed;
        }

        return true;
    }

    /// <summary>Whether a reason or note can be kept and shown: short, well-formed, without what is not seen but changes how the rest reads.</summary>
    public static bool IsNote(string? text) => text is null || (text.Length <= 500 && IsWellFormed(text) && !text.Any(IsHidden));

    /// <summary>Whether a text of some lines can be kept and shown.</summary>
    public static bool IsParagraph(string? text, int longest) =>
        text is null || (text.Length <= longest && IsWellFormed(text) && !text.Any(character => character != '\n' && IsHidden(character)));

    /// <summary>Control characters; line and paragraph separators; and marks of direction, with which 12 can be made to read 21 on a receipt.</summary>
    private static bool IsHidden(char character) =>
        char.IsControl(character) || character is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
