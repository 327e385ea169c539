using Periscolaire.Catalogue;
using Periscolaire.Transmission;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Home;

/// <summary>What is shown on every page, and the structure's announcements.</summary>
internal static class HomeEndpoints
{
    public static void MapHome(this IEndpointRouteBuilder api) =>
        api.MapGet("/home", Home).WithTags("Accueil").WithSummary("Accueil").RequireAuthorization()
            .Produces<HomeBody>().ProducesProblem(401);

    private static async Task<IResult> Home(SignedIn caller, IGrainFactory grains, TownClock clock)
    {
        if (await grains.GetGrain<ICatalogueGrain>(caller.Structure.Value).Read() is not { } catalogue)
            return Problem.Of(ProblemKinds.NotFound);
        var today = ParisDay.Of(clock.GetUtcNow());
        return TypedResults.Ok(new HomeBody(
            caller.DisplayName,
            new StructureBody(caller.Structure.Value, catalogue.Settings.Name),
            await grains.GetGrain<ITransmissionGrain>(caller.Structure.Value).LastUpdate(),
            [.. catalogue.Settings.Announcements
                .Where(announcement => announcement.From <= today && today <= announcement.To)
                .Select(announcement => new AnnouncementBody(announcement.Title, announcement.Text, Markdown.ToHtml(announcement.Text)))]));
    }
}

/// <summary>What is shown on every page.</summary>
/// <param name="DisplayName">Who signed in.</param>
/// <param name="Structure">Where.</param>
/// <param name="LastUpdate">The last transmission; absent before the first.</param>
/// <param name="Announcements">What the structure tells its families today.</param>
internal sealed record HomeBody(string DisplayName, StructureBody Structure, DateTimeOffset? LastUpdate, IReadOnlyList<AnnouncementBody> Announcements);

/// <summary>An announcement.</summary>
/// <param name="Title">In French.</param>
/// <param name="Text">In French, Markdown.</param>
/// <param name="Html">The same as safe HTML.</param>
internal sealed record AnnouncementBody(string Title, string Text, string Html);
