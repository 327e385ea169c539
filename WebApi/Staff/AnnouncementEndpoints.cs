using Microsoft.AspNetCore.Mvc;
using Periscolaire.Accounts;
using Periscolaire.Catalogue;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Audit;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Staff;

/// <summary>What a structure tells its families, with the days on which it is shown.</summary>
internal static class AnnouncementEndpoints
{
    private const int Most = 20;
    private const int LongestTitle = 200;
    private const int LongestText = 10_000;

    public static void MapAnnouncements(this IEndpointRouteBuilder staff)
    {
        var announcements = staff.MapGroup("/announcements").WithTags("Personnel : annonces");
        announcements.MapGet("", Read).WithSummary("Les annonces, passées et à venir").Produces<AnnouncementsBody>().ProducesProblem(404);
        announcements.MapPut("", Replace).WithSummary("Remplacer les annonces lues (If-Match)").RequireRight(StaffRight.Director)
            .Produces<AnnouncementsBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(412).ProducesProblem(428).ProducesProblem(503);
    }

    private static async Task<IResult> Read(SignedIn caller, IGrainFactory grains) =>
        await grains.GetGrain<ICatalogueGrain>(caller.Structure.Value).Read() is { } catalogue
            ? Editions.Tagged(TypedResults.Ok(AnnouncementsBody.From(catalogue)), catalogue.Version)
            : Problem.Of(ProblemKinds.NotFound);

    private static async Task<IResult> Replace(
        AnnouncementsBody body, [FromHeader(Name = Editions.IfMatch)] string? ifMatch, SignedIn caller, IGrainFactory grains, TownClock clock)
    {
        if (!Editions.TryMatch(ifMatch, out var version, out var refusal))
            return refusal;
        if (body.Announcements.Count > Most || body.Announcements.Any(announcement => announcement is null || !IsGood(announcement)))
        {
            return Problem.Of(
                ProblemKinds.InvalidRequest,
                $"{Most} annonces au plus ; title de 1 à {LongestTitle} caractères, text jusqu'à {LongestText}, from ne suit pas to.");
        }

        var grain = grains.GetGrain<ICatalogueGrain>(caller.Structure.Value);
        if (await grain.Read() is not { } catalogue)
            return Problem.Of(ProblemKinds.NotFound);
        var next = catalogue with
        {
            Version = catalogue.Version + 1,
            Settings = catalogue.Settings with
            {
                Announcements = [.. body.Announcements.Select(announcement => new Announcement(announcement.Title, announcement.Text, announcement.From, announcement.To))],
            },
        };
        if (catalogue.Version != version)
            return Problem.Of(ProblemKinds.ChangedMeanwhile);
        var audit = caller.Entry(clock, "announcements-changed", "announcements", AnnouncementsBody.From(catalogue), AnnouncementsBody.From(next));
        return await grain.Save(next, audit)
            ? Editions.Tagged(TypedResults.Ok(AnnouncementsBody.From(next)), next.Version)
            : Problem.Of(ProblemKinds.ChangedMeanwhile);
    }

    private static bool IsGood(StaffAnnouncementBody announcement) =>
        announcement.Title.Length is > 0 and <= LongestTitle && Text.IsNote(announcement.Title)
        && announcement.Text.Length <= LongestText && Text.IsWellFormed(announcement.Text) && !announcement.Text.Contains('\0')
        && announcement.From <= announcement.To;
}

/// <summary>A structure's announcements.</summary>
/// <param name="Announcements">In the order in which they are shown.</param>
internal sealed record AnnouncementsBody(IReadOnlyList<StaffAnnouncementBody> Announcements)
{
    public static AnnouncementsBody From(StructureCatalogue catalogue) => new(
        [.. catalogue.Settings.Announcements.Select(announcement => new StaffAnnouncementBody(announcement.Title, announcement.Text, announcement.From, announcement.To))]);
}

/// <summary>An announcement.</summary>
/// <param name="Title">In French.</param>
/// <param name="Text">In French, Markdown.</param>
/// <param name="From">First day shown.</param>
/// <param name="To">Last day shown, included.</param>
internal sealed record StaffAnnouncementBody(string Title, string Text, DateOnly From, DateOnly To);
