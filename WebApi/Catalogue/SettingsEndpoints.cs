using Periscolaire.Accounts;
using Periscolaire.Catalogue;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Catalogue;

/// <summary>What a structure says of itself.</summary>
internal static class SettingsEndpoints
{
    public static void MapSettings(this IEndpointRouteBuilder staff)
    {
        var settings = staff.MapGroup("/settings").WithTags("Personnel : réglages");
        settings.MapGet("", Read).WithSummary("Les réglages de la structure").Produces<SettingsBody>().ProducesProblem(404).ProducesProblem(503);
        settings.MapPut("", Replace).WithSummary("Remplacer les réglages lus (If-Match)").RequireRight(StaffRight.Administrator)
            .Produces<EditBody<SettingsBody>>().ProducesProblem(400).ProducesProblem(412).ProducesProblem(428).ProducesProblem(503);
    }

    private static async Task<IResult> Read(SignedIn caller, IGrainFactory grains) =>
        await caller.Catalogue(grains) is { } catalogue
            ? Editions.Tagged(TypedResults.Ok(SettingsBody.From(catalogue)), catalogue.Version)
            : Problem.Of(ProblemKinds.NotFound);

    private static async Task<IResult> Replace(SettingsBody body, [AsParameters] EditQuery query, SignedIn caller, IGrainFactory grains)
    {
        if (!CatalogueEditing.IsLabel(body.Name) || !Text.IsNote(body.Contact))
            return Problem.Of(ProblemKinds.InvalidRequest, "name a de 1 à 200 caractères, contact 500 au plus.");
        return await caller.Edit(
            grains, query with { IfNoneMatch = null }, new EditSettings(body.ToSettings()), new Shown<SettingsBody>(SettingsBody.From, ProblemKinds.NotFound));
    }
}

/// <summary>A structure's settings.</summary>
/// <param name="Name">As families read it.</param>
/// <param name="Zone">Its school-holiday zone: a, b or c.</param>
/// <param name="NightAt">When the nightly transmission starts, Europe/Paris; 02:00 when absent.</param>
/// <param name="Contact">Whom families ask, as written in mails.</param>
/// <param name="ProfileChanges">When changes of a profile take effect: password-at-once, next-update or at-once.</param>
internal sealed record SettingsBody(
    string Name, SchoolZone Zone, TimeOnly? NightAt = null, string? Contact = null, ProfileChanges ProfileChanges = ProfileChanges.PasswordAtOnce)
{
    public static SettingsBody From(StructureCatalogue catalogue) => new(
        catalogue.Settings.Name, catalogue.Settings.Zone, catalogue.Settings.NightAt, catalogue.Settings.Contact, catalogue.Settings.ProfileChanges);

    public StructureSettings ToSettings() => new(Name, Zone, IsDemo: false, [], NightAt, string.IsNullOrWhiteSpace(Contact) ? null : Contact, ProfileChanges);
}
