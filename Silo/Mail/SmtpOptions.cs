using System.ComponentModel.DataAnnotations;

namespace Periscolaire.Silo.Mail;

/// <summary>How the connection to the mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>Plain first, then encrypted by STARTTLS, which the server must offer: usual on port 587.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte: usual on port 465.</summary>
    Tls,

    /// <summary>Not at all: for a relay on the same machine only.</summary>
    None,
}

/// <summary>Settings of the section <c>Smtp</c>.</summary>
public sealed class SmtpOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Smtp";

    /// <summary>Gets or sets the mail server; without one, mails become .eml files in <see cref="Folder"/>.</summary>
    public string? Host { get; set; }

    /// <summary>Gets or sets its port.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>Gets or sets how the connection is protected.</summary>
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>Gets or sets a value indicating whether the server's certificate is asked of its issuer; false where the issuer cannot be reached, or is the town itself.</summary>
    public bool CheckRevocation { get; set; } = true;

    /// <summary>Gets or sets the login; null for a server that asks for none.</summary>
    public string? Username { get; set; }

    /// <summary>Gets or sets the login's password.</summary>
    public string? Password { get; set; }

    /// <summary>Gets or sets the address that mails come from; the structure's name stands beside it.</summary>
    [Required, EmailAddress]
    public string From { get; set; } = "ne-pas-repondre@periscolaire.invalid";

    /// <summary>Gets or sets how long to wait for the server, in seconds.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>Gets or sets the folder of .eml files, made when missing; relative to the program's content root.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Folder { get; set; } = "data/mails";

    /// <summary>Gets or sets where families find the portal: links in mails begin with it.</summary>
    [Required, Url]
    public string Portal { get; set; } = "http://localhost:5080";
}
