using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OtpNet;
using Periscolaire.Testing;
using Shouldly;

namespace Periscolaire.WebApi.Tests;

/// <summary>
/// Walks a written tour: its <c>http</c> blocks, call by call. A block is a method and path, headers, a body, and after an arrow the status expected;
/// further arrows keep a part of the answer under a name, which later blocks write between guillemets, say what the answer must contain, or what to wait for.
/// </summary>
internal sealed partial class TourScript(Uri address, IReadOnlyDictionary<string, string> given) : IDisposable
{
    private const string Wait = "attendre ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
    private readonly Dictionary<string, string> _names = new(given, StringComparer.Ordinal);

    /// <summary>The authenticator application: each code is good once, so that the next is that of the next half minute.</summary>
    private int _codesShown;

    /// <summary>Gets the calls made, as method and path.</summary>
    public List<string> Calls { get; } = [];

    public async Task Walk(string markdown)
    {
        foreach (Match block in HttpBlock().Matches(markdown))
            await Call(block.Groups["lines"].Value);
    }

    public void Dispose() => _http.Dispose();

    private async Task Call(string block)
    {
        var lines = block.TrimEnd().Split('\n').ToList();
        var arrows = lines.Where(line => line.StartsWith("→ ", StringComparison.Ordinal)).Select(line => line[2..]).ToList();
        arrows.ShouldNotBeEmpty(block);
        var asked = lines.TakeWhile(line => !line.StartsWith("→ ", StringComparison.Ordinal)).ToList();
        var (method, path) = asked[0].Split(' ', 2) is [var first, var second] ? (first, Filled(second)) : throw new FormatException(block);
        var headers = asked.Skip(1).TakeWhile(line => HeaderLine().IsMatch(line)).Select(line => line.Split(": ", 2)).ToList();
        var body = string.Join('\n', asked.Skip(1 + headers.Count)).Trim();
        Calls.Add($"{method} {path.Split('?')[0]}");

        var (status, text, tag) = await Send(method, path, headers, body, block);
        foreach (var wanted in arrows.Where(arrow => arrow.StartsWith(Wait, StringComparison.Ordinal)).Select(arrow => arrow[Wait.Length..]))
        {
            await Insisting.Until(async () => text.Contains(wanted, StringComparison.Ordinal) || (text = (await Send(method, path, headers, body, block)).Text).Contains(wanted, StringComparison.Ordinal), Patience);
        }

        ((int)status).ToString(CultureInfo.InvariantCulture).ShouldBe(arrows[0].Split(' ')[0], $"{block}\n{text}");
        foreach (var arrow in arrows.Skip(1).Where(arrow => !arrow.StartsWith(Wait, StringComparison.Ordinal)))
            Look(arrow, text, tag, block);
        if (path.EndsWith("/sessions", StringComparison.Ordinal) && status is HttpStatusCode.Created)
            _http.DefaultRequestHeaders.Authorization = new("Bearer", (string)JsonNode.Parse(text)!["accessToken"]!);
    }

    private async Task<(HttpStatusCode Status, string Text, string? Tag)> Send(string method, string path, List<string[]> headers, string body, string block)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"/api/v1{path}", UriKind.Relative));
        var mediaType = headers.FirstOrDefault(header => header[0] == "Content-Type")?[1] ?? "application/json";
        if (body.Length > 0)
            request.Content = new StringContent(Filled(body), System.Text.Encoding.UTF8, mediaType);
        foreach (var header in headers.Where(header => header[0] != "Content-Type"))
            request.Headers.TryAddWithoutValidation(header[0], Filled(header[1])).ShouldBeTrue(block);
        using var response = await _http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.ETag?.Tag);
    }

    /// <summary>Either <c>name = path.in.answer</c>, <c>name = ETag</c>, or <c>contient text</c>, also found where JSON escapes it.</summary>
    private void Look(string arrow, string text, string? tag, string block)
    {
        if (arrow.StartsWith("contient ", StringComparison.Ordinal))
        {
            text.ShouldContain(Filled(arrow["contient ".Length..]), Case.Sensitive, block);
            return;
        }

        var (name, path) = arrow.Split(" = ", 2) is [var left, var right] ? (left, right) : throw new FormatException(arrow);
        _names[name] = path == "ETag" ? tag.ShouldNotBeNull(block) : Follow(JsonNode.Parse(text), path).ShouldNotBeNull($"{block}\n{text}");
    }

    private static string? Follow(JsonNode? node, string path)
    {
        foreach (var step in path.Split('.'))
            node = int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? node?[index] : node?[step];
        return node?.ToString();
    }

    private string Filled(string text) => Name().Replace(text, name => name.Groups["name"].Value == "code"
        ? new Totp(Base32Encoding.ToBytes(_names["secret"])).ComputeTotp(DateTime.UtcNow.AddSeconds(30 * (_codesShown++ - 1)))
        : _names.GetValueOrDefault(name.Groups["name"].Value) ?? throw new FormatException($"Nothing is known of {name.Value}."));

    [GeneratedRegex("^```http\n(?<lines>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex HttpBlock();

    [GeneratedRegex("«(?<name>[^»]+)»", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Name();

    [GeneratedRegex("^[A-Za-z-]+: ", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex HeaderLine();
}
