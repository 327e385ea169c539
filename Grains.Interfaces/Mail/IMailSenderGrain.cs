using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Periscolaire.Mail;

/// <summary>
/// Sends one structure's mails from its outbox, keyed by its <see cref="StructureId"/>. A mail leaves at least once; twice only when the mail
/// server left open whether it took it, and then with the same Message-ID and bytes.
/// </summary>
[Alias("IMailSenderGrain")]
public interface IMailSenderGrain : IGrainWithStringKey
{
    /// <summary>Makes the outbox be looked at every minute from now on; a repeat changes nothing. Called when the structure's catalogue is saved.</summary>
    /// <returns>When the reminder is kept.</returns>
    [Alias("KeepWatch")]
    Task KeepWatch();

    /// <summary>Says that something was queued; may be lost, since the outbox is looked at anyway.</summary>
    /// <returns>At once.</returns>
    [Alias("Nudge"), OneWay]
    Task Nudge();

    /// <summary>Mails, the latest first.</summary>
    /// <param name="status">Only those; null for all.</param>
    /// <param name="before">Only mails written before this one; null for all.</param>
    /// <param name="limit">The most to return, 1 to 200.</param>
    /// <returns>At most that many.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be read; ask again.</exception>
    [Alias("List"), AlwaysInterleave]
    Task<ImmutableArray<MailStanding>> List(MailStatus? status, MailStanding? before, int limit);

    /// <summary>Tries a mail again that was given up.</summary>
    /// <param name="id">The mail.</param>
    /// <returns>False when there is no such mail or it was not given up.</returns>
    /// <exception cref="StoreUnavailableException">The write was not confirmed; ask again.</exception>
    [Alias("Retry")]
    Task<bool> Retry(string id);
}

/// <summary>Where a mail stands.</summary>
public enum MailStatus
{
    /// <summary>Waits for its first or next attempt.</summary>
    Queued,

    /// <summary>A mail server took it.</summary>
    Sent,

    /// <summary>Given up: refused for good, or too many attempts. Staff may have it tried again.</summary>
    Dead,
}

/// <summary>A mail as staff see it, without its text.</summary>
/// <param name="Id">Names its cause, e.g. <c>digest.12.dupont</c>.</param>
/// <param name="Family">The family; null when it goes to none.</param>
/// <param name="Recipient">The address.</param>
/// <param name="Subject">The subject.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Attempts">Attempts made.</param>
/// <param name="DueAt">When the next attempt is due, while queued.</param>
/// <param name="LastError">What the mail server or the network said last.</param>
[GenerateSerializer, Immutable, Alias("MailStanding")]
public sealed record MailStanding(
    [property: Id(0)] string Id,
    [property: Id(1)] FamilyId? Family,
    [property: Id(2)] string Recipient,
    [property: Id(3)] string Subject,
    [property: Id(4)] DateTimeOffset CreatedAt,
    [property: Id(5)] MailStatus Status,
    [property: Id(6)] int Attempts,
    [property: Id(7)] DateTimeOffset DueAt,
    [property: Id(8)] string? LastError)
{
    /// <summary>Leaves address and subject out: a log must not hold them.</summary>
    /// <returns>The id and where it stands.</returns>
    public override string ToString() => $"MailStanding {{ {Id}, {Status} }}";
}
