using Periscolaire.Journal;

namespace Periscolaire.Mail;

/// <summary>A mail queued in the same transaction as what it tells of; only ever added.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Mail">The mail; its id completes the key.</param>
/// <param name="At">When it was written.</param>
public sealed record MailRow(StructureId Structure, QueuedMail Mail, DateTimeOffset At) : Row;
