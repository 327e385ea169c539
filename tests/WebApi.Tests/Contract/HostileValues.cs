using System.Globalization;

namespace Periscolaire.WebApi.Tests.Contract;

/// <summary>A value that no well-meaning client sends, or hardly any.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Raw">As it stands in the JSON or the address.</param>
/// <param name="Text">The text that it means, where it is one that may be legal and then has to be kept as it is.</param>
internal sealed record HostileValue(string Name, string Raw, string? Text = null);

/// <summary>Hostile values for every kind of field (RELIABILITY, hostile input).</summary>
internal static class HostileValues
{
    public static readonly string[] Dates =
    [
        "2027-02-29", "31/12/2026", "2026-13-01", "9999-12-31", "0001-01-01", "2026-12-02T10:00:00Z", "demain", "20261202", "-2026-12-02", "10000-01-01", "2027-03-28T02:30:00",
        "2026-13", "99:99", "24:00", "8:00",
    ];

    /// <summary>Texts that may be legal.</summary>
    public static readonly string[] Texts =
    [
        "=cmd|' /C calc'!A0", "+33 6", "@SUM(A1)", "'; DROP TABLE bookings; --", "\" OR \"\"=\"", "<script>alert(1)</script>", "{{7*7}}${7*7}", "e\u0301cole", "🧒🏽 famille 👨‍👩‍👧", "../../etc/passwd",
        "%00%0d%0a", "Ÿ'Œ-D’Artagnan", "null", "true",
    ];

    /// <summary>Texts that are nowhere legal, or only where text may have lines.</summary>
    private static readonly string[] BadTexts =
        ["a\u0000b", "\r\nBcc: tous@example.org", "\u001b[31m", "\u202Egnp", "\u2028", "\ufffe", "\t=1+1"];

    private static readonly string[] Numbers =
        ["0", "-1", "1.5", "0.001", "-0.0", "1e400", "-1e400", "NaN", "Infinity", "9223372036854775808", "-9223372036854775809", "79228162514264337593543950336", "1e-300", "007", "0x10"];

    private static readonly string[] Addressed =
        ["0", "-1", "1.5", "1e400", "NaN", "9223372036854775808", "-", "*", " ", "nulle-part", "a,b", "NULL", "[]", "é", "famille-0/..", "Famille-0", "famille-0 "];

    private static readonly string[] Others = ["null", "true", "[]", "{}", "[null]", "{\"a\":1}", "[[[[]]]]", "\"\"", "\"   \"", "\"79,00\"", "\"12\"", "\"-1\"", "\"\\ud800\"", "\"\\udc00x\""];

    /// <summary>Values for a property of a body.</summary>
    /// <param name="tag">Stands in each text, so that it can be found again.</param>
    public static IEnumerable<HostileValue> InJson(string tag)
    {
        foreach (var raw in Numbers.Concat(Others))
            yield return new(raw, raw);
        foreach (var text in Dates)
            yield return new(text, Quoted(text));
        foreach (var text in Texts.Concat(BadTexts).Select((text, number) => string.Create(CultureInfo.InvariantCulture, $"{text}{tag}y{number}t")))
            yield return new(Quoted(text), Quoted(text), text);
        yield return new("10,000 characters", Quoted(new string('é', 10_000)));
        yield return new("300,000 characters", Quoted(new string('a', 300_000)));
        yield return new("an array of 10,000", $"[{string.Join(',', Enumerable.Repeat("0", 10_000))}]");
        yield return new("an array of 10,000 objects", $"[{string.Join(',', Enumerable.Repeat("{}", 10_000))}]");
        yield return new("10,000 deep", new string('[', 10_000) + new string(']', 10_000));
    }

    /// <summary>Values for a place in an address, escaped.</summary>
    public static IEnumerable<HostileValue> InAddress()
    {
        foreach (var text in (string[])[.. Addressed, .. Dates.Take(6), .. Texts.Take(4), .. BadTexts])
            yield return new(text, Uri.EscapeDataString(text));
        yield return new("..%2f..%2f", "..%2f..%2f");
        yield return new("%2e%2e", "%2e%2e");
        yield return new("header injection", "%0d%0aSet-Cookie:%20a=b");
        yield return new("half a character", "%c3");
        yield return new("a surrogate", "%ed%a0%80");
        yield return new("5,000 characters", new string('a', 5_000));
    }

    /// <summary>Values for a header.</summary>
    public static IEnumerable<HostileValue> InHeader() => ((string[])
    [
        "*", "W/\"1\"", "\"1\", \"2\"", "\"99999999999999999999\"", "\"-1\"", "\"1", "1", "\"\"", "\"NaN\"", "'; DROP TABLE bookings; --", "../..", "\"a b\"", string.Create(CultureInfo.InvariantCulture, $"\"{new string('1', 4_000)}\""),
    ]).Select(value => new HostileValue(value[..Math.Min(40, value.Length)], value));

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
