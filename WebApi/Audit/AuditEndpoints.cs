using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Periscolaire.Accounts;
using Periscolaire.Audit;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Audit;

/// <summary>The audit trail, for administrators; nothing changes it.</summary>
internal static class AuditEndpoints
{
    public static void MapAuditTrail(this IEndpointRouteBuilder staff) =>
        staff.MapGet("/audit-trail", Read).WithTags("Personnel : contrôle").RequireRight(StaffRight.Administrator)
            .WithSummary("Le journal d'audit, le plus récent d'abord : qui a fait quoi, quand, pourquoi")
            .Produces<AuditPageBody>().ProducesProblem(400).ProducesProblem(503);

    private static async Task<IResult> Read([AsParameters] AuditQuery query, [AsParameters] PageQuery page, SignedIn caller, IGrainFactory grains)
    {
        if (!page.TryParse(out var after, out var limit, out var refusal) || !query.TryParse(out var filter, out refusal))
            return refusal;
        var older = 0L;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out older))
            return Problem.Of(ProblemKinds.InvalidCursor);
        var found = await grains.GetGrain<IAuditTrailGrain>(caller.Structure.Value).Read(
            filter with { Older = after is null ? null : older, Limit = limit + 1 });
        return TypedResults.Ok(new AuditPageBody(
            [.. found.Take(limit).Select(AuditEntryBody.From)],
            found.Length > limit ? PageQuery.CursorAfter(found[limit - 1].Number.ToString(CultureInfo.InvariantCulture)) : null));
    }
}

/// <summary>Which lines of the audit trail.</summary>
/// <param name="From">The first day, Europe/Paris.</param>
/// <param name="To">The last day, included, Europe/Paris.</param>
/// <param name="By">One author, e.g. <c>staff:accueil</c>.</param>
/// <param name="Act">One act, e.g. <c>capacity-changed</c>.</param>
/// <param name="Subject">One subject and all below it, e.g. <c>family/dupont</c>.</param>
/// <param name="FamilyId">One family.</param>
internal sealed record AuditQuery(
    [FromQuery(Name = "from")] string? From,
    [FromQuery(Name = "to")] string? To,
    [FromQuery(Name = "by")] string? By,
    [FromQuery(Name = "act")] string? Act,
    [FromQuery(Name = "subject")] string? Subject,
    [FromQuery(Name = "familyId")] string? FamilyId)
{
    public bool TryParse(out AuditFilter filter, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out IResult? refusal)
    {
        filter = new AuditFilter();
        refusal = null;
        DateOnly from = default, to = default;
        if ((From is not null && !Input.TryDate(From, out from)) || (To is not null && (!Input.TryDate(To, out to) || to == DateOnly.MaxValue)))
            refusal = Problem.Of(ProblemKinds.InvalidRequest, "from et to s'écrivent aaaa-MM-jj.");
        else if (!Text.IsNote(By) || !Text.IsNote(Act) || !Text.IsNote(Subject) || (FamilyId is not null && !Input.IsId(FamilyId)))
            refusal = Problem.Of(ProblemKinds.InvalidRequest, "by, act, subject et familyId reprennent ce que donne le journal.");
        else
        {
            filter = new AuditFilter(
                From is null ? null : ParisDay.Start(from),
                To is null ? null : ParisDay.Start(to.AddDays(1)),
                By is null ? null : new Author(By),
                Act,
                Subject,
                FamilyId is null ? null : new FamilyId(FamilyId));
        }

        return refusal is null;
    }
}

/// <summary>A page of the audit trail.</summary>
/// <param name="Items">Its lines, the latest first.</param>
/// <param name="NextCursor">Gives the next page; absent on the last.</param>
internal sealed record AuditPageBody(IReadOnlyList<AuditEntryBody> Items, string? NextCursor);

/// <summary>A line of the audit trail.</summary>
/// <param name="Number">Its number.</param>
/// <param name="By">Who: <c>staff:…</c>, <c>operator:…</c>, <c>family:…</c> or <c>system</c>.</param>
/// <param name="At">When.</param>
/// <param name="Act">What was done.</param>
/// <param name="Subject">To what.</param>
/// <param name="FamilyId">The family concerned.</param>
/// <param name="Before">What it was.</param>
/// <param name="After">What it is since.</param>
/// <param name="Reason">Why.</param>
internal sealed record AuditEntryBody(
    long Number, string By, DateTimeOffset At, string Act, string Subject, string? FamilyId, JsonNode? Before, JsonNode? After, string? Reason)
{
    public static AuditEntryBody From(NumberedAuditEntry line) => new(
        line.Number,
        line.Entry.By.Value,
        line.Entry.At,
        line.Entry.Act,
        line.Entry.Subject,
        line.Entry.Family?.Value,
        line.Entry.Before is { } before ? JsonNode.Parse(before) : null,
        line.Entry.After is { } after ? JsonNode.Parse(after) : null,
        line.Entry.Reason);
}
