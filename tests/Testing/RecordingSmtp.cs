using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Periscolaire.Testing;

/// <summary>How a mail server behaves.</summary>
public enum SmtpMood
{
    /// <summary>Takes everything.</summary>
    Willing,

    /// <summary>Refuses every recipient for good.</summary>
    RefusesRecipients,

    /// <summary>Asks to come back later, after the message.</summary>
    Busy,

    /// <summary>Says nothing any more once it has been greeted.</summary>
    Hangs,

    /// <summary>Takes the message and cuts the connection before saying so.</summary>
    DropsAfterData,
}

/// <summary>A mail server on loopback that keeps what it takes.</summary>
public sealed class RecordingSmtp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentQueue<string> _messages = new();
    private readonly Task _accepting;

    public RecordingSmtp()
    {
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Gets or sets the certificate with which it offers STARTTLS; null to offer none.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Gets the login that was used last, decoded: an empty authority, the name and the password.</summary>
    public string? Login { get; private set; }

    /// <summary>Gets whether the last message came encrypted.</summary>
    public bool WasEncrypted { get; private set; }

    /// <summary>Gets or sets how it behaves towards who talks to it from now on.</summary>
    public SmtpMood Mood { get; set; }

    /// <summary>Gets every message whose last dot arrived, in order.</summary>
    public IReadOnlyList<string> Messages => [.. _messages];

    /// <summary>Settings that make the programs send here.</summary>
    public IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", Port.ToString(CultureInfo.InvariantCulture)), ("Smtp:Security", "None"),
        ("Smtp:From", "reservations@deols.example"), ("Smtp:TimeoutSeconds", "2"),
    ];

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        _ended.Dispose();
    }

    private async Task Accept()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
                talks.Add(Talk(await _listener.AcceptTcpClientAsync(_ended.Token)));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task Talk(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var plain = client.GetStream();
                if (!await Converse(plain, "220 recording ESMTP", isEncrypted: false))
                    return;
                await using var encrypted = new SslStream(plain);
                await encrypted.AuthenticateAsServerAsync(Certificate!);
                await Converse(encrypted, greeting: null, isEncrypted: true);
            }
            catch (Exception end) when (end is OperationCanceledException or IOException or AuthenticationException)
            {
                // The other side, or the test, has gone.
            }
        }
    }

    /// <summary>Talks until it hangs up; true when the rest is to be encrypted.</summary>
    private async Task<bool> Converse(Stream stream, string? greeting, bool isEncrypted)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        if (greeting is not null)
            await writer.WriteLineAsync(greeting);
        while (await reader.ReadLineAsync(_ended.Token) is { } line)
        {
            if (Mood is SmtpMood.Hangs)
                await Task.Delay(Timeout.Infinite, _ended.Token);
            if (await Answer(line, reader, writer, isEncrypted) is not { } answer)
                return false;
            await writer.WriteLineAsync(answer);
            if (line.StartsWith("STARTTLS", StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>The answer to a line; null to hang up.</summary>
    private async Task<string?> Answer(string line, StreamReader reader, StreamWriter writer, bool isEncrypted)
    {
        switch (line.Split(' ', ':')[0].ToUpperInvariant())
        {
            case "EHLO":
                return $"250-recording\r\n250-8BITMIME\r\n{(Certificate is null || isEncrypted ? "" : "250-STARTTLS\r\n")}250 AUTH PLAIN";
            case "STARTTLS":
                return "220 2.0.0 go on";
            case "AUTH":
                Login = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2]));
                return "235 2.7.0 ok";
            case "RCPT" when Mood is SmtpMood.RefusesRecipients:
                return "550 5.1.1 no such user";
            case "DATA":
                await writer.WriteLineAsync("354 go on");
                var message = new StringBuilder();
                while (await reader.ReadLineAsync(_ended.Token) is { } part && part != ".")
                    message.AppendLine(part.StartsWith('.') ? part[1..] : part);
                if (Mood is SmtpMood.Busy)
                    return "451 4.3.0 later";
                WasEncrypted = isEncrypted;
                _messages.Enqueue(message.ToString());
                return Mood is SmtpMood.DropsAfterData ? null : "250 2.0.0 taken";
            case "QUIT":
                return null;
            default:
                return "250 2.0.0 ok";
        }
    }
}
