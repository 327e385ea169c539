using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Periscolaire.WebApi.Tests.Contract;

/// <summary>A call made of an entry of the matrix, with one thing wrong in it.</summary>
/// <param name="Entry">The line of the matrix.</param>
/// <param name="Operation">The operation.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Address">With names in angle brackets still.</param>
/// <param name="Body">As it is sent, with names in angle brackets still; null for none.</param>
/// <param name="MediaType">Of the body.</param>
/// <param name="Header">One header more.</param>
/// <param name="Text">A text that, if the call is accepted, has to be kept as it is.</param>
internal sealed record HostileCall(
    Entry Entry, Operation Operation, string What, string Address, byte[]? Body, string MediaType = "application/json", (string Name, string Value)? Header = null, string? Text = null)
{
    /// <summary>Gets a number by which its text can be found again.</summary>
    public string Tag { get; init; } = "";
}

/// <summary>Makes hostile calls of every operation: every parameter, every property of its body, and the body as a whole.</summary>
internal static class HostileCalls
{
    private const int Deepest = 4;
    private const string Hole = "@@hole@@";

    private static readonly string[] Bodies =
    [
        "", "null", "[]", "42", "\"texte\"", "true", "{", "{]", "{}", "[{}]", "NaN", "{\"a\":1e400}", "{\"unknown\":1}", "\ufeff{}", "{\"\\ud800\":1}", "{'a':1}", "// {}", "{}{}", "[null]", "\u0000",
        new string('[', 10_000), string.Concat(Enumerable.Repeat("{\"a\":", 10_000)), $"[{string.Join(',', Enumerable.Repeat("1", 10_000))}]",
    ];

    public static IEnumerable<HostileCall> Of(Entry entry, Operation operation)
    {
        var number = 0;
        foreach (var call in Addresses(entry, operation).Concat(Queries(entry, operation)).Concat(Headers(entry, operation)).Concat(Properties(entry, operation)).Concat(Whole(entry, operation)))
            yield return call with { What = string.Create(CultureInfo.InvariantCulture, $"{number++}: {call.What}") };
    }

    private static byte[]? Plain(Entry entry) => entry.Body is null ? null : Encoding.UTF8.GetBytes(entry.Body);

    private static IEnumerable<HostileCall> Addresses(Entry entry, Operation operation)
    {
        var path = entry.Template.Split('?')[0];
        foreach (var name in path.Split('<').Skip(1).Select(part => part[..part.IndexOf('>', StringComparison.Ordinal)]))
        {
            foreach (var value in HostileValues.InAddress())
            {
                yield return new(entry, operation, $"{name} in the address is {value.Name}", entry.Template.Replace($"<{name}>", value.Raw, StringComparison.Ordinal), Plain(entry), entry.MediaType);
            }
        }
    }

    private static IEnumerable<HostileCall> Queries(Entry entry, Operation operation)
    {
        foreach (var name in operation.Parameters.Where(parameter => (string?)parameter["in"] == "query").Select(parameter => (string)parameter["name"]!))
        {
            var rest = string.Join('&', (entry.Query ?? "").Split('&').Where(part => part.Length > 0 && !part.StartsWith($"{name}=", StringComparison.Ordinal)));
            foreach (var query in HostileValues.InAddress().Select(value => $"{name}={value.Raw}").Concat(
                [$"{name}=", name, $"{name}=a&{name}=b", $"{name}[]=a", string.Join('&', Enumerable.Repeat($"{name}=x", 1_000))]))
            {
                yield return new(entry, operation, $"the query is {query[..Math.Min(80, query.Length)]}", $"{entry.Template.Split('?')[0]}?{query}&{rest}", Plain(entry), entry.MediaType);
            }
        }
    }

    private static IEnumerable<HostileCall> Headers(Entry entry, Operation operation)
    {
        foreach (var name in operation.Parameters.Where(parameter => (string?)parameter["in"] == "header").Select(parameter => (string)parameter["name"]!))
        {
            foreach (var value in HostileValues.InHeader())
                yield return new(entry, operation, $"{name} is {value.Name}", entry.Template, Plain(entry), entry.MediaType, (name, value.Raw));
        }
    }

    private static IEnumerable<HostileCall> Properties(Entry entry, Operation operation)
    {
        if (operation.Body is not { } schema || entry.Body is null || entry.MediaType != "application/json")
            yield break;
        var example = JsonNode.Parse(entry.Body)!;
        var serial = 0;
        foreach (var path in PathsOf(schema, operation, depth: 0))
        {
            var body = With(example, path);
            var key = $"\"{path[^1]}\":\"{Hole}\"";
            yield return Made($"{string.Join('.', path)} is missing", body.Replace($",{key}", "", StringComparison.Ordinal).Replace($"{key},", "", StringComparison.Ordinal).Replace(key, "", StringComparison.Ordinal));
            yield return Made($"{string.Join('.', path)} is twice", body.Replace(key, $"\"{path[^1]}\":null,\"{path[^1]}\":null", StringComparison.Ordinal));
            yield return Made($"{string.Join('.', path)} has a neighbour", body.Replace(key, $"\"{path[^1]}\":null,\"familyId\":\"famille-1\",\"price\":0,\"state\":\"accepted\"", StringComparison.Ordinal));
            foreach (var value in HostileValues.InJson($"t{OrdinalOf(operation)}x{serial++}"))
                yield return Made($"{string.Join('.', path)} is {value.Name}", body.Replace($"\"{Hole}\"", value.Raw, StringComparison.Ordinal), value.Text);
        }

        HostileCall Made(string what, string body, string? text = null) =>
            new(entry, operation, what, entry.Template, Encoding.UTF8.GetBytes(body), Text: text);
    }

    private static IEnumerable<HostileCall> Whole(Entry entry, Operation operation)
    {
        if (operation.Node["requestBody"] is null)
            yield break;
        foreach (var body in Bodies)
            yield return new(entry, operation, $"the body is {body[..Math.Min(30, body.Length)]}", entry.Template, Encoding.UTF8.GetBytes(body), entry.MediaType);
        yield return new(entry, operation, "the body is no UTF-8", entry.Template, [0xff, 0xfe, 0x00, 0xc3, 0x28], entry.MediaType);
        yield return new(entry, operation, "the body has 10 MB", entry.Template, new byte[10_000_000], entry.MediaType);
        foreach (var type in (string[])["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "application/json; charset=nonsense", "multipart/form-data; boundary=x", "text/csv"])
        {
            if (type != entry.MediaType)
                yield return new(entry, operation, $"the body is {type}", entry.Template, Plain(entry) ?? [], type);
        }
    }

    private static int OrdinalOf(Operation operation) => operation.Name.Aggregate(17, (hash, character) => ((hash * 31) + character) & 0xffffff);

    /// <summary>Every property of a body, and of what it holds.</summary>
    private static IEnumerable<string[]> PathsOf(JsonNode schema, Operation operation, int depth)
    {
        var resolved = operation.Resolve(schema);
        if (depth > Deepest)
            yield break;
        if (resolved["items"] is { } items)
        {
            foreach (var path in PathsOf(items, operation, depth + 1))
                yield return ["0", .. path];
        }

        foreach (var (name, property) in resolved["properties"]?.AsObject() ?? [])
        {
            yield return [name];
            foreach (var path in PathsOf(property!, operation, depth + 1))
                yield return [name, .. path];
        }
    }

    /// <summary>The example with a hole at a place; what is missing on the way there is made up.</summary>
    private static string With(JsonNode example, string[] path)
    {
        var body = example.DeepClone();
        var at = body;
        foreach (var (name, next) in path.Zip(path.Skip(1)))
            at = Step(at, name, next);
        at.AsObject()[path[^1]] = Hole;
        return body.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static JsonNode Step(JsonNode at, string name, string next)
    {
        JsonNode Fresh() => next == "0" ? new JsonArray() : new JsonObject();
        if (at is JsonArray array)
        {
            if (array.Count == 0)
                array.Add(Fresh());
            return array[0]!;
        }

        return at.AsObject()[name] ??= Fresh();
    }
}
