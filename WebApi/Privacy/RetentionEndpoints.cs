using Microsoft.AspNetCore.Mvc;
using Periscolaire.Accounts;
using Periscolaire.Catalogue;
using Periscolaire.Privacy;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Audit;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Privacy;

/// <summary>After how long a structure forgets; its nights apply it.</summary>
internal static class RetentionEndpoints
{
    public static void MapRetention(this IEndpointRouteBuilder staff)
    {
        var rules = staff.MapGroup("/retention-rules").WithTags("Personnel : données personnelles").RequireRight(StaffRight.Administrator);
        rules.MapGet("", Read).WithSummary("Les durées de conservation, appliquées chaque nuit").Produces<RetentionRulesBody>().ProducesProblem(404).ProducesProblem(503);
        rules.MapPut("", Replace).WithSummary("Remplacer les durées de conservation lues (If-Match)")
            .Produces<RetentionRulesBody>().ProducesProblem(400).ProducesProblem(412).ProducesProblem(428).ProducesProblem(503);
    }

    private static async Task<IResult> Read(SignedIn caller, IGrainFactory grains) =>
        await CatalogueOf(caller, grains).Read() is { } catalogue
            ? Editions.Tagged(TypedResults.Ok(RetentionRulesBody.From(catalogue)), catalogue.Version)
            : Problem.Of(ProblemKinds.NotFound);

    private static async Task<IResult> Replace(
        RetentionRulesBody body, [FromHeader(Name = Editions.IfMatch)] string? ifMatch, SignedIn caller, IGrainFactory grains, TownClock clock)
    {
        if (!Editions.TryMatch(ifMatch, out var version, out var stale))
            return stale;
        if (WhyNot(body) is { } flaw)
            return Problem.Of(ProblemKinds.InvalidRequest, flaw);
        var grain = CatalogueOf(caller, grains);
        if (await grain.Read() is not { } before || before.Version != version)
            return Problem.Of(ProblemKinds.ChangedMeanwhile);
        var was = RetentionRulesBody.From(before);
        if (was == body)
            return Editions.Tagged(TypedResults.Ok(was), before.Version);
        var next = before with { Version = version + 1, Settings = before.Settings with { Retention = body.ToRules() } };
        return await grain.Save(next, caller.Entry(clock, "retention-rules-changed", "retention-rules", was, body))
            ? Editions.Tagged(TypedResults.Ok(body), next.Version)
            : Problem.Of(ProblemKinds.ChangedMeanwhile);
    }

    private static string? WhyNot(RetentionRulesBody body)
    {
        if (body is not { Mails: >= 1 and <= RetentionRules.Most, HealthNotes: >= 1 and <= RetentionRules.Most })
            return $"mails et healthNotes vont de 1 à {RetentionRules.Most} mois.";
        if (body.AuditLines is < RetentionRules.FewestForAuditLines or > RetentionRules.Most)
            return $"auditLines va de {RetentionRules.FewestForAuditLines} à {RetentionRules.Most} mois, ou est absent.";
        if (body.Families is < RetentionRules.FewestForFamilies or > RetentionRules.Most)
            return $"families va de {RetentionRules.FewestForFamilies} à {RetentionRules.Most} mois, ou est absent.";

        // The trail tells when a family last signed in: without it, one that still does would be erased.
        return body is { AuditLines: { } lines, Families: { } families } && lines < families ? "auditLines ne peut être inférieur à families." : null;
    }

    private static ICatalogueGrain CatalogueOf(SignedIn caller, IGrainFactory grains) => grains.GetGrain<ICatalogueGrain>(caller.Structure.Value);
}

/// <summary>After how many months a structure forgets.</summary>
/// <param name="Mails">Who sent mails went to and what they said.</param>
/// <param name="HealthNotes">Health notes of children without a live booking.</param>
/// <param name="AuditLines">Lines of the audit trail, 12 months at least; absent to keep them.</param>
/// <param name="Families">Families that gave no sign and owe nothing, 24 months at least; absent to keep them.</param>
internal sealed record RetentionRulesBody(int Mails, int HealthNotes, int? AuditLines = null, int? Families = null)
{
    public static RetentionRulesBody From(StructureCatalogue catalogue)
    {
        var rules = catalogue.Settings.Retention ?? RetentionRules.Default;
        return new(rules.Mails, rules.HealthNotes, rules.AuditLines, rules.Families);
    }

    public RetentionRules ToRules() => new(Mails, HealthNotes, AuditLines, Families);
}
