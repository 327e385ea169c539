using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Periscolaire.Testing;

/// <summary>Parameters as Stripe takes them: <c>line_items[0][price_data][currency]=eur</c>.</summary>
public sealed partial class StripeForm
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public StripeForm(string encoded)
    {
        foreach (var pair in encoded.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.Split('=', 2) is [var left, var right] ? (left, right) : (pair, "");
            _values[Decode(name)] = Decode(value);
        }
    }

    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Gets what tells two requests apart, whatever the order of their parameters.</summary>
    public string Fingerprint => string.Join('&', _values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    /// <summary>The first parameter that is not allowed; <c>[]</c> stands for any index, and <c>metadata</c> takes any name.</summary>
    public string? FirstUnknown(params string[] allowed) =>
        _values.Keys.FirstOrDefault(name => !allowed.Contains(Metadata().Replace(Index().Replace(name, "[]"), "${object}"), StringComparer.Ordinal));

    /// <summary>The indexes of a list.</summary>
    public IEnumerable<int> IndexesOf(string list) => _values.Keys
        .Select(name => Regex.Match(name, $@"^{Regex.Escape(list)}\[(?<index>\d+)\]", RegexOptions.None, TimeSpan.FromSeconds(1)))
        .Where(match => match.Success)
        .Select(match => int.Parse(match.Groups["index"].Value, System.Globalization.CultureInfo.InvariantCulture))
        .Distinct();

    /// <summary>The names and values below a parameter.</summary>
    public JsonObject Map(string below)
    {
        var map = new JsonObject();
        foreach (var (name, value) in _values.Where(pair => pair.Key.StartsWith(below + "[", StringComparison.Ordinal)))
            map[name[(below.Length + 1)..^1]] = value;
        return map;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    [GeneratedRegex(@"\[\d+\]", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Index();

    [GeneratedRegex(@"(?<object>metadata\]?)\[[^\]]*\]$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Metadata();
}
