using System.Collections.Frozen;
using System.Text.Json;

namespace Periscolaire.Silo.Storage;

/// <summary>Enumerations as tables keep them: lower case, hyphens between words, so that staff can read them.</summary>
internal static class Codes
{
    /// <summary>The code of a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Names<T>.Codes[value];

    /// <summary>The value of a code.</summary>
    public static T To<T>(string code)
        where T : struct, Enum => Names<T>.Values[code];

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Codes =
            Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));

        public static readonly FrozenDictionary<string, T> Values = Codes.ToFrozenDictionary(entry => entry.Value, entry => entry.Key, StringComparer.Ordinal);
    }
}
