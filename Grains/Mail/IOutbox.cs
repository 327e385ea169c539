using System.Collections.Immutable;

namespace Periscolaire.Mail;

/// <summary>The mails that wait, in the store. A failing store is a <see cref="StoreUnavailableException"/>.</summary>
public interface IOutbox
{
    /// <summary>Queues a mail that tells of something kept elsewhere; one queued before is left as it is.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="mail">The mail.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>When it is durable.</returns>
    Task Queue(StructureId structure, QueuedMail mail, DateTimeOffset now);

    /// <summary>Whether a mail was ever queued.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="id">The mail.</param>
    /// <returns>True also once it was sent.</returns>
    Task<bool> Has(StructureId structure, string id);

    /// <summary>Takes mails that are due: they are due again only after the lease, should whoever took them die.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="lease">Until when nobody else takes them.</param>
    /// <param name="limit">The most to take.</param>
    /// <returns>The oldest first; attempts count this one.</returns>
    Task<ImmutableArray<DueMail>> Take(StructureId structure, DateTimeOffset now, DateTimeOffset lease, int limit);

    /// <summary>Keeps what became of an attempt.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="id">The mail.</param>
    /// <param name="status">Where it stands now.</param>
    /// <param name="dueAt">When it is tried again, when queued; otherwise when it was settled.</param>
    /// <param name="error">What went wrong; null when nothing did.</param>
    /// <returns>When it is durable.</returns>
    Task Settle(StructureId structure, string id, MailStatus status, DateTimeOffset dueAt, string? error);

    /// <summary>Mails, the latest first.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="status">Only those; null for all.</param>
    /// <param name="before">Only mails written before this one; null for all.</param>
    /// <param name="limit">The most to return.</param>
    /// <returns>At most that many.</returns>
    Task<ImmutableArray<MailStanding>> List(StructureId structure, MailStatus? status, MailStanding? before, int limit);

    /// <summary>Queues a mail again that was given up.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="id">The mail.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>Whether there was such a mail.</returns>
    Task<bool> Requeue(StructureId structure, string id, DateTimeOffset now);
}

/// <summary>A mail to send now.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Mail">The mail.</param>
/// <param name="CreatedAt">When it was written: its Date.</param>
/// <param name="Attempts">Attempts, with this one.</param>
public sealed record DueMail(StructureId Structure, QueuedMail Mail, DateTimeOffset CreatedAt, int Attempts);
