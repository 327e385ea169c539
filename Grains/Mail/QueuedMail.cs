namespace Periscolaire.Mail;

/// <summary>A mail as it waits in the outbox, written in the same transaction as what it tells of.</summary>
/// <param name="Id">Names its one cause in the structure, e.g. <c>digest.12.dupont</c>: the same cause never queues two, and the Message-ID follows from it.</param>
/// <param name="Family">The family that it goes to; null when it goes to nobody's family.</param>
/// <param name="Sender">The name that it comes from: the structure's.</param>
/// <param name="Recipient">The address.</param>
/// <param name="RecipientName">The name beside the address.</param>
/// <param name="Subject">In French.</param>
/// <param name="Text">The plain text part.</param>
/// <param name="Html">The HTML part.</param>
public sealed record QueuedMail(string Id, FamilyId? Family, string Sender, string Recipient, string RecipientName, string Subject, string Text, string Html)
{
    /// <summary>Leaves names, address and text out: a log must not hold them.</summary>
    /// <returns>The id only.</returns>
    public override string ToString() => $"QueuedMail {{ {Id} }}";
}
