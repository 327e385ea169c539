using System.Globalization;
using Periscolaire.Accounts;
using Periscolaire.Mail;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Audit;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Mail;

/// <summary>The outbox as staff see it.</summary>
internal static class MailEndpoints
{
    /// <summary>By name only: an enumeration's own parser takes numbers and lists too.</summary>
    private static readonly Dictionary<string, MailStatus> Statuses = Enum.GetValues<MailStatus>().ToDictionary(status => status.ToString(), StringComparer.OrdinalIgnoreCase);

    public static void MapMails(this IEndpointRouteBuilder staff)
    {
        var mails = staff.MapGroup("/mails").WithTags("Personnel : courriels").RequireRight(StaffRight.Counter, StaffRight.Director);
        mails.MapGet("", List).WithSummary("Les courriels, le dernier d'abord ; status=dead montre ceux en échec")
            .Produces<MailPageBody>().ProducesProblem(400).ProducesProblem(503);
        mails.MapPost("/{mailId}/retry", Retry).WithSummary("Renvoyer un courriel en échec").Produces(202).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<IResult> List([AsParameters] PageQuery page, string? status, SignedIn caller, IGrainFactory grains)
    {
        if (!page.TryParse(out var after, out var limit, out var refusal))
            return refusal;
        MailStatus? wanted = null;
        if (status is not null)
        {
            if (!Statuses.TryGetValue(status, out var known))
                return Problem.Of(ProblemKinds.InvalidRequest, "status vaut queued, sent ou dead.");
            wanted = known;
        }

        MailStanding? before = null;
        if (after is not null && !TryReadPosition(after, out before))
            return Problem.Of(ProblemKinds.InvalidCursor);
        var found = await GrainOf(caller, grains).List(wanted, before, limit + 1);
        return TypedResults.Ok(new MailPageBody(
            [.. found.Take(limit).Select(MailBody.From)],
            found.Length > limit ? PageQuery.CursorAfter(string.Create(CultureInfo.InvariantCulture, $"{found[limit - 1].CreatedAt.UtcTicks} {found[limit - 1].Id}")) : null));
    }

    private static async Task<IResult> Retry(string mailId, SignedIn caller, IGrainFactory grains, TownClock clock)
    {
        if (!Text.IsNote(mailId) || !await GrainOf(caller, grains).Retry(mailId))
            return Problem.Of(ProblemKinds.UnknownMail);
        await caller.Append(grains, caller.Entry(clock, "mail-retried", $"mail/{mailId}"));
        return TypedResults.Accepted((string?)null);
    }

    private static bool TryReadPosition(string after, out MailStanding? before)
    {
        before = null;
        if (after.Split(' ', 2) is not [var ticks, var id]
            || !Text.IsNote(id)
            || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || at > DateTimeOffset.MaxValue.UtcTicks)
            return false;
        before = new MailStanding(id, Family: null, "", "", new DateTimeOffset(at, TimeSpan.Zero), default, 0, default, LastError: null);
        return true;
    }

    private static IMailSenderGrain GrainOf(SignedIn caller, IGrainFactory grains) => grains.GetGrain<IMailSenderGrain>(caller.Structure.Value);
}

/// <summary>A page of mails, the latest first.</summary>
/// <param name="Items">The mails.</param>
/// <param name="NextCursor">Asks for the next page; absent on the last.</param>
internal sealed record MailPageBody(IReadOnlyList<MailBody> Items, string? NextCursor);

/// <summary>A mail, without its text.</summary>
/// <param name="Id">Names its cause.</param>
/// <param name="FamilyId">The family.</param>
/// <param name="Recipient">The address.</param>
/// <param name="Subject">The subject.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="Status">queued, sent or dead.</param>
/// <param name="Attempts">Attempts made.</param>
/// <param name="NextAttemptAt">When the next attempt is due, while queued.</param>
/// <param name="LastError">What the mail server or the network said last.</param>
internal sealed record MailBody(
    string Id,
    string? FamilyId,
    string Recipient,
    string Subject,
    DateTimeOffset CreatedAt,
    MailStatus Status,
    int Attempts,
    DateTimeOffset? NextAttemptAt,
    string? LastError)
{
    public static MailBody From(MailStanding mail) => new(
        mail.Id,
        mail.Family?.Value,
        mail.Recipient,
        mail.Subject,
        mail.CreatedAt,
        mail.Status,
        mail.Attempts,
        mail.Status is MailStatus.Queued ? mail.DueAt : null,
        mail.LastError);
}
