using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Periscolaire.Testing;

/// <summary>How Stripe behaves.</summary>
public enum StripeMood
{
    /// <summary>It answers.</summary>
    Up,

    /// <summary>Connections are cut.</summary>
    Down,

    /// <summary>It does what it is asked, and the answer is lost.</summary>
    LosesAnswers,
}

/// <summary>
/// A Stripe of the tests' own on loopback: accounts by key, checkout sessions, payment intents, refunds, disputes, events, idempotency. It takes no
/// parameter that it does not know, and tells nothing by itself: the test delivers what it wants, when and as often as it wants.
/// </summary>
public sealed partial class LoopbackStripe : IAsyncDisposable
{
    public const string Key = "sk_test_ville";
    public const string Secret = "whsec_ville";

    private readonly HttpListener _listener = new();
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, (string Fingerprint, int Status, string Body)> _answered = new(StringComparer.Ordinal);
    private readonly Task _serving;

    public LoopbackStripe()
    {
        Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}");
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _serving = Serve();
    }

    public string Address { get; }

    /// <summary>Gets or sets how it behaves towards who asks from now on.</summary>
    public StripeMood Mood { get; set; }

    /// <summary>Gets every request that came, as <c>POST /v1/refunds</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Gets what went wrong in here; none in any test.</summary>
    public ConcurrentQueue<Exception> Bugs { get; } = new();

    /// <summary>Settings that make the programs ask here.</summary>
    public IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Stripe:ApiBase", Address), ("Stripe:ApiKey", Key), ("Stripe:WebhookSecret", Secret), ("Stripe:PublicUrl", "https://famille.example"),
        ("Stripe:TimeoutSeconds", "2"), ("Stripe:Retries", "0"),
    ];

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task Serve()
    {
        var answering = new List<Task>();
        try
        {
            while (true)
                answering.Add(Answer(await _listener.GetContextAsync()));
        }
        catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
        {
            await Task.WhenAll(answering);
        }
    }

    private async Task Answer(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        try
        {
            using var reader = new StreamReader(request.InputStream, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            Requests.Enqueue($"{request.HttpMethod} {request.Url!.AbsolutePath}");
            if (Mood is StripeMood.Down)
            {
                response.Abort();
                return;
            }

            var (status, answer) = HandleOrSay(request, body);
            if (Mood is StripeMood.LosesAnswers)
            {
                response.Abort();
                return;
            }

            response.StatusCode = status;
            response.ContentType = "application/json";
            response.Headers["Request-Id"] = "req_essai";
            await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
            response.Close();
        }
        catch (Exception end) when (end is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The other side, or the test, has gone.
        }
    }

    /// <summary>A bug in here must not look like a Stripe that is down.</summary>
    private (int Status, string Body) HandleOrSay(HttpListenerRequest request, string body)
    {
        try
        {
            return Handle(request, body);
        }
        catch (Exception bug)
        {
            Bugs.Enqueue(bug);
            return Refused(500, "api_error", code: null, bug.Message);
        }
    }

    private (int Status, string Body) Handle(HttpListenerRequest request, string body)
    {
        if (request.Headers["Authorization"]?.Split(' ', 2) is not ["Bearer", var key] || !key.StartsWith("sk_test_", StringComparison.Ordinal))
            return Refused(401, "invalid_request_error", code: null, "You did not provide an API key.");
        var form = new StripeForm(request.HttpMethod == "POST" ? body : request.Url!.Query);
        var path = request.Url!.AbsolutePath.TrimEnd('/');
        lock (_lock)
        {
            if (request.HttpMethod != "POST" || request.Headers["Idempotency-Key"] is not { Length: > 0 } once)
                return Route(request.HttpMethod, path, form, key);
            if (_answered.TryGetValue($"{key} {once}", out var before))
            {
                return before.Fingerprint == $"{path} {form.Fingerprint}"
                    ? (before.Status, before.Body)
                    : Refused(400, "idempotency_error", code: null, "Keys for idempotent requests can only be used with the same parameters they were first used with.");
            }

            // As at Stripe, a request that is not even valid leaves its key free.
            var answer = Route(request.HttpMethod, path, form, key);
            if (answer.Status == 200)
                _answered[$"{key} {once}"] = ($"{path} {form.Fingerprint}", answer.Status, answer.Body);
            return answer;
        }
    }

    private static (int Status, string Body) Refused(int status, string type, string? code, string message, string? parameter = null) =>
        (status, StripeObjects.Error(type, code, message, parameter).ToJsonString());

    private static (int Status, string Body) Done(JsonObject answer) => (200, answer.ToJsonString());
}
