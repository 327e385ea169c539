using System.Security.Cryptography;
using System.Text;
using MimeKit;
using Periscolaire.Mail;

namespace Periscolaire.Silo.Mail;

/// <summary>Makes messages: the same mail gives the same bytes and the same Message-ID at every attempt.</summary>
internal static class Mime
{
    /// <summary>A mail as a message.</summary>
    /// <exception cref="ParseException">The recipient's address is not one.</exception>
    public static MimeMessage Of(DueMail due, string from)
    {
        var mail = due.Mail;
        var body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html }.ToMessageBody();
        body.ContentType.Boundary = $"=-{Fingerprint(due)}";
        var sender = MailboxAddress.Parse(from);
        var message = new MimeMessage
        {
            Subject = OneLine(mail.Subject),
            Date = due.CreatedAt,
            MessageId = $"{Fingerprint(due)}@{sender.Domain}",
            Body = body,
        };
        message.From.Add(new MailboxAddress(OneLine(mail.Sender), sender.Address));
        message.To.Add(new MailboxAddress(OneLine(mail.RecipientName), MailboxAddress.Parse(OneLine(mail.Recipient)).Address));

        // No out-of-office answers to a machine (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private static string Fingerprint(DueMail due) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{due.Structure.Value}\n{due.Mail.Id}")))[..32];

    /// <summary>A name with a line break in it must not become a header.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
