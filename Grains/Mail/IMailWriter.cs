using Periscolaire.Catalogue.Rules;
using Periscolaire.Transmission;
using Periscolaire.Transmission.Rules;

namespace Periscolaire.Mail;

/// <summary>Writes mails from what they tell of.</summary>
public interface IMailWriter
{
    /// <summary>A family's digest of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="family">The family; it has an address.</param>
    /// <param name="digest">What it is told.</param>
    /// <param name="catalogue">The structure's name, contact and activities.</param>
    /// <returns>The mail.</returns>
    QueuedMail Digest(TransmissionRun run, ConcernedFamily family, Digest digest, CatalogueIndex catalogue);

    /// <summary>A notice.</summary>
    /// <param name="notice">What it says.</param>
    /// <param name="catalogue">The structure's name and contact.</param>
    /// <returns>The mail.</returns>
    QueuedMail Write(Notice notice, CatalogueIndex catalogue);
}
