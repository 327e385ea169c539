using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Periscolaire.Testing;

namespace Periscolaire.WebApi.Tests;

/// <summary>An answer of the API.</summary>
internal sealed record Answer(HttpStatusCode Status, string Body, HttpResponseHeaders Headers, MediaTypeHeaderValue? ContentType)
{
    public JsonNode Json => JsonNode.Parse(Body) ?? throw new JsonException("null");

    /// <summary>Gets a problem's stable code.</summary>
    public string? Code => ContentType?.MediaType == "application/problem+json" ? (string?)Json["code"] : null;

    public JsonObject[] Items => [.. Json["items"]!.AsArray().Select(item => item!.AsObject())];
}

/// <summary>A file that the API gives.</summary>
internal sealed record Download(HttpStatusCode Status, string? MediaType, string? FileName, string? CacheControl, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);
}

/// <summary>Somebody who calls the API.</summary>
internal sealed class Client : IDisposable
{
    private readonly HttpClient _http;

    public Client(Uri address) => _http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromMinutes(1),
    };

    public static async Task<Client> SignedIn(Uri address, string identifier, string password = TestTown.Password, string structure = "ville")
    {
        var client = new Client(address);
        var answer = await client.SignIn(identifier, password, structure);
        client.Token = (string)answer.Json["accessToken"]!;
        return client;
    }

    public string? Token
    {
        get => _http.DefaultRequestHeaders.Authorization?.Parameter;
        set => _http.DefaultRequestHeaders.Authorization = value is null ? null : new AuthenticationHeaderValue("Bearer", value);
    }

    public Task<Answer> SignIn(string identifier, string password, string structure = "ville") =>
        Post($"/structures/{structure}/sessions", new { identifier, password });

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path, content: null);

    public async Task<Download> Download(string path)
    {
        using var response = await _http.GetAsync(new Uri($"/api/v1{path}", UriKind.Relative));
        return new Download(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            response.Content.Headers.ContentDisposition?.FileNameStar ?? response.Content.Headers.ContentDisposition?.FileName,
            response.Headers.CacheControl?.ToString(),
            await response.Content.ReadAsByteArrayAsync());
    }

    public Task<Answer> DeleteIf(string path, long ifMatch) => Send(HttpMethod.Delete, path, content: null, ("If-Match", $"\"{ifMatch}\""));

    public Task<Answer> Delete(string path) => Send(HttpMethod.Delete, path, content: null);

    public Task<Answer> Post(string path, object body) => Send(HttpMethod.Post, path, JsonContent.Create(body));

    public Task<Answer> Post(string path, object body, (string Name, string Value) header) => Send(HttpMethod.Post, path, JsonContent.Create(body), header);

    public Task<Answer> Patch(string path, object body) => Send(HttpMethod.Patch, path, JsonContent.Create(body));

    public Task<Answer> Put(string path, object body, long ifMatch) =>
        Send(HttpMethod.Put, path, JsonContent.Create(body), ("If-Match", $"\"{ifMatch}\""));

    /// <summary>Creates what must not be there yet.</summary>
    public Task<Answer> PutNew(string path, object body) => Send(HttpMethod.Put, path, JsonContent.Create(body), ("If-None-Match", "*"));

    public Task<Answer> Delete(string path, long ifMatch) => Send(HttpMethod.Delete, path, content: null, ("If-Match", $"\"{ifMatch}\""));

    public Task<Answer> Put(string path, object body) => Send(HttpMethod.Put, path, JsonContent.Create(body));

    /// <summary>Posts what no well-meaning client would.</summary>
    public Task<Answer> PostRaw(string path, byte[] body, string mediaType = "application/json") => SendRaw(HttpMethod.Post, path, body, mediaType);

    public Task<Answer> SendRaw(HttpMethod method, string path, byte[] body, string? mediaType = "application/json", (string Name, string Value)? header = null)
    {
        if (mediaType is null)
            return Send(method, path, content: null, header);
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return Send(method, path, content, header);
    }

    public Task<Answer> PostText(string path, string body) => PostRaw(path, Encoding.UTF8.GetBytes(body));

    public Task<Answer> Book(params (string Child, string Activity, DateOnly Date)[] requests) => Post("/family/reservations", new
    {
        requests = requests.Select(request => new { childId = request.Child, activityId = request.Activity, date = request.Date }),
    });

    public Task<Answer> Cancel(string bookingId) => Post("/family/reservations", new { cancellations = new[] { new { bookingId } } });

    public void Dispose() => _http.Dispose();

    private async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path.StartsWith("/health", StringComparison.Ordinal) ? path : $"/api/v1{path}", UriKind.Relative));
        request.Content = content;
        if (header is { } more)
            request.Headers.TryAddWithoutValidation(more.Name, more.Value);

        // Who sends a lot asks first, as curl does: the refusal comes before the body is on its way.
        request.Headers.ExpectContinue = content is ByteArrayContent { Headers.ContentLength: > 400_000 };
        using var response = await _http.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers.ContentType);
    }
}
