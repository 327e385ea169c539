using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Periscolaire.Accounts;
using Periscolaire.Testing;

namespace Periscolaire.WebApi.Tests.Contract;

/// <summary>What became of a hostile call.</summary>
/// <param name="Call">The call.</param>
/// <param name="Status">The status; 0 when there was no answer.</param>
/// <param name="MediaType">Of the answer.</param>
/// <param name="Body">The answer.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record HostileOutcome(HostileCall Call, int Status, string? MediaType, string Body, TimeSpan Elapsed)
{
    public bool IsRefused => Status is >= 400 and <= 499;

    public string? Code => MediaType == "application/problem+json" ? (string?)JsonNode.Parse(Body)?["code"] : null;

    public string Told => $"{Call.Operation.Name}, {Call.What}: {Status} {MediaType} {Body[..Math.Min(200, Body.Length)]}";
}

/// <summary>Sends hostile calls, many at a time, as whoever may make them; whoever is told to wait does, so that limits do not hide what lies behind them.</summary>
internal sealed class HostileClient : IDisposable
{
    private const int Addresses = 12;

    private readonly HttpClient[] _http;
    private readonly Dictionary<string, string?> _tokens = new(StringComparer.Ordinal);
    private readonly System.Collections.Concurrent.ConcurrentDictionary<Entry, string?> _editions = new();
    private readonly Lock _gate = new();
    private readonly Ids _ids;
    private int _turn;

    public HostileClient(Uri address, Ids ids)
    {
        _ids = ids;
        _http = [.. Enumerable.Range(1, Addresses).Select(number => new HttpClient(From(IPAddress.Parse($"127.0.0.{number}"))) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) })];
    }

    /// <summary>Sends them all.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="signedIn">Whether as who may; otherwise as nobody.</param>
    public async Task<IReadOnlyList<HostileOutcome>> Send(IEnumerable<HostileCall> calls, bool signedIn = true)
    {
        var outcomes = new System.Collections.Concurrent.ConcurrentBag<HostileOutcome>();
        await Parallel.ForEachAsync(calls, new ParallelOptions { MaxDegreeOfParallelism = 12 }, async (call, _) => outcomes.Add(await Send(call, signedIn)));
        return [.. outcomes];
    }

    public void Dispose()
    {
        foreach (var http in _http)
            http.Dispose();
    }

    private async Task<HostileOutcome> Send(HostileCall call, bool signedIn)
    {
        for (var tries = 0; ; tries++)
        {
            var turn = Interlocked.Increment(ref _turn);
            var caller = signedIn ? CallerOf(call.Entry, turn) : null;
            var outcome = await Try(call, caller, turn);
            var isSignedOut = outcome.Status == 401 && caller is not null && outcome.Code is "session-ended";
            var isOvertaken = outcome.Code is "changed-meanwhile" && call.Header is null;
            if (tries < (isOvertaken ? 5 : 100) && (isSignedOut || isOvertaken || outcome.Code is "too-many-requests" or "overloaded"))
            {
                if (isSignedOut)
                    Forget(caller!);
                else if (isOvertaken)
                    _editions.TryRemove(call.Entry, out _);
                else
                    await Task.Delay(50);
                continue;
            }

            return outcome;
        }
    }

    private async Task<HostileOutcome> Try(HostileCall call, Caller? caller, int turn)
    {
        var ids = For(call.Entry.Who == Who.Family ? caller?.Identifier : null, turn);
        using var request = new HttpRequestMessage(new HttpMethod(call.Operation.Method), new Uri($"/api/v1{Escape(ids.In(call.Address))}", UriKind.Relative));
        if (caller is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenOf(caller));
        if (call.Header is { } header)
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        else if (call.Entry.Makes)
            request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        else if (caller is not null && call.Operation.Parameters.Any(parameter => (string?)parameter["name"] == "If-Match"))
            request.Headers.TryAddWithoutValidation("If-Match", await EditionOf(call, caller));
        if (call.Body is not null)
        {
            request.Content = new ByteArrayContent(call.Body.AsSpan().IndexOf((byte)'<') < 0 || call.Body.Length > 1_000_000 ? call.Body : Encoding.UTF8.GetBytes(InBody(ids, call.Body)));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", call.MediaType);
            request.Headers.ExpectContinue = call.Body.Length > 400_000;
        }

        var watch = Stopwatch.StartNew();
        try
        {
            using var response = await _http[turn % Addresses].SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            return new HostileOutcome(call, (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body, watch.Elapsed);
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return new HostileOutcome(call, 0, null, failure.Message, watch.Elapsed);
        }
    }

    /// <summary>Only the names in a body: hostile values have angle brackets of their own.</summary>
    private static string InBody(Ids ids, byte[] body) => ids.ByName.Aggregate(
        Encoding.UTF8.GetString(body), (text, id) => text.Replace($"<{id.Key}>", id.Value, StringComparison.Ordinal));

    private static string Escape(string address) => address.Replace("digest/nulle", "digest%2Fnulle", StringComparison.Ordinal);

    /// <summary>Each call names what it makes anew, and a family its own.</summary>
    private Ids For(string? family, int turn) => new(_ids.ByName.ToDictionary(
        id => id.Key,
        id => id.Key switch
        {
            "unique" => $"unique-{turn}",
            "familyId" => family ?? id.Value,
            "childId" => family?.Replace("famille", "enfant", StringComparison.Ordinal) ?? id.Value,
            _ => id.Value,
        },
        StringComparer.Ordinal));

    private static Caller? CallerOf(Entry entry, int turn) => entry.Who == Who.Anyone ? null
        : entry.Who == Who.Operator || entry.Operation.Contains(" /account", StringComparison.Ordinal) ? entry.Who.Allowed
        : entry.Who.IsStaff ? Caller.Having(StaffRight.Administrator)
        : Caller.Family with { Identifier = $"famille-{turn % ContractTown.Families}" };

    private async Task<string> TokenOf(Caller caller)
    {
        lock (_gate)
        {
            if (_tokens.TryGetValue(caller.Identifier, out var known) && known is not null)
                return known;
        }

        using var client = await Client.SignedIn(_http[0].BaseAddress!, caller.Identifier, structure: caller.Structure);
        lock (_gate)
            return _tokens[caller.Identifier] = client.Token!;
    }

    /// <summary>The version of what is to be edited, so that the rest of the call is looked at.</summary>
    private async Task<string?> EditionOf(HostileCall call, Caller caller)
    {
        if (_editions.TryGetValue(call.Entry, out var known))
            return known;
        using var client = new Client(_http[0].BaseAddress!) { Token = await TokenOf(caller) };
        return _editions[call.Entry] = (await client.Get(Escape(_ids.In(call.Entry.Template)))).Headers.ETag?.ToString();
    }

    private void Forget(Caller caller)
    {
        lock (_gate)
            _tokens.Remove(caller.Identifier);
    }

    /// <summary>Connections from an address of this machine: lost passwords are limited by address.</summary>
    private static SocketsHttpHandler From(IPAddress address) => new()
    {
        AllowAutoRedirect = false,
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Bind(new IPEndPoint(address, 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };
}
