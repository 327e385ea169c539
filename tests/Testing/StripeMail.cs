using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Periscolaire.Testing;

/// <summary>Carries Stripe's messages to a program, signed as Stripe signs them.</summary>
public sealed class StripeMail(Uri program) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = program, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Delivers events one after the other, and gives the last answer.</summary>
    public async Task<HttpResponseMessage> Deliver(IEnumerable<JsonObject> events, string secret = LoopbackStripe.Secret)
    {
        HttpResponseMessage? last = null;
        foreach (var one in events)
        {
            last?.Dispose();
            last = await Deliver(one, secret);
        }

        return last!;
    }

    public Task<HttpResponseMessage> Deliver(JsonObject one, string secret = LoopbackStripe.Secret, DateTimeOffset? signedAt = null)
    {
        var body = one.ToJsonString();
        return Send(body, Stripe.EventUtility.GenerateSignatureHeader(body, secret, (signedAt ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds()));
    }

    /// <summary>Sends whatever, signed however.</summary>
    public async Task<HttpResponseMessage> Send(string body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/webhooks/stripe", UriKind.Relative));
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=utf-8");
        if (signature is not null)
            request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        return await _http.SendAsync(request);
    }

    public void Dispose() => _http.Dispose();
}
