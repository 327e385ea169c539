namespace Periscolaire.Mail;

/// <summary>Hands mails to a mail server, or to a folder.</summary>
public interface IMailTransport
{
    /// <summary>A connection's worth of sending; it connects with the first mail.</summary>
    /// <returns>The session; the caller disposes of it.</returns>
    IMailSession Open();
}

/// <summary>Sends mails one after the other.</summary>
public interface IMailSession : IAsyncDisposable
{
    /// <summary>Sends a mail.</summary>
    /// <param name="mail">The mail.</param>
    /// <returns>What the server made of it; a failure is a value.</returns>
    Task<Delivery> Send(DueMail mail);
}

/// <summary>What a mail server made of a mail.</summary>
/// <param name="Verdict">Taken, to be tried later, or never to be taken.</param>
/// <param name="Error">What it or the network said.</param>
public sealed record Delivery(DeliveryVerdict Verdict, string? Error = null);

/// <summary>Whether to try again.</summary>
public enum DeliveryVerdict
{
    /// <summary>The server has it.</summary>
    Taken,

    /// <summary>It may take it later, or may have taken it: try again.</summary>
    Later,

    /// <summary>It will never take it.</summary>
    Never,
}
