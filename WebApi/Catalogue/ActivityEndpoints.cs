using Periscolaire.Accounts;
using Periscolaire.Catalogue;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Catalogue;

/// <summary>The activities that a structure offers.</summary>
internal static class ActivityEndpoints
{
    private const int LongestGroup = 100;
    private const int MostGroups = 50;

    public static void MapActivities(this IEndpointRouteBuilder staff)
    {
        var activities = staff.MapGroup("/activities").WithTags("Personnel : catalogue");
        activities.MapGet("", List).WithSummary("Les activités, dans l'ordre affiché").Produces<ListBody<ActivityBody>>().ProducesProblem(400).ProducesProblem(503);
        activities.MapGet("/{activityId}", Read).WithSummary("Une activité").Produces<ActivityBody>().ProducesProblem(404).ProducesProblem(503);
        activities.MapPut("/{activityId}", Put).WithSummary("Créer une activité (If-None-Match: *) ou la remplacer (If-Match)").RequireRight(StaffRight.Administrator)
            .Produces<EditBody<ActivityBody>>().Produces<EditBody<ActivityBody>>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .ProducesProblem(412).ProducesProblem(428).ProducesProblem(503);
        activities.MapDelete("/{activityId}", Remove).WithSummary("Retirer une activité (If-Match) ; refusé tant que des enfants y sont inscrits").RequireRight(StaffRight.Administrator)
            .Produces<EditBody<ActivityBody>>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428).ProducesProblem(503);
    }

    private static async Task<IResult> List([AsParameters] PageQuery page, SignedIn caller, IGrainFactory grains) =>
        await caller.Catalogue(grains) is { } catalogue
            ? page.Page([.. catalogue.Activities.Select(ActivityBody.From)], activity => activity.Id!, catalogue.Version)
            : Problem.Of(ProblemKinds.NotFound);

    private static async Task<IResult> Read(string activityId, SignedIn caller, IGrainFactory grains) =>
        await caller.Catalogue(grains) is { } catalogue && ActivityBody.Of(catalogue, activityId) is { } activity
            ? Editions.Tagged(TypedResults.Ok(activity), catalogue.Version)
            : Problem.Of(ProblemKinds.UnknownActivity);

    private static async Task<IResult> Put(string activityId, ActivityBody body, [AsParameters] EditQuery query, SignedIn caller, IGrainFactory grains)
    {
        if (!Input.IsId(activityId) || (body.Id is not null && body.Id != activityId) || !IsReadable(body))
        {
            return Problem.Of(
                ProblemKinds.InvalidRequest,
                $"L'identifiant est fait de minuscules, chiffres et tirets ; label et wallet ont de 1 à 200 caractères ; groups a {MostGroups} noms au plus.");
        }

        return await caller.Edit(grains, query, new EditActivity(body.ToActivity(activityId)), ShownAs(activityId));
    }

    private static async Task<IResult> Remove(string activityId, [AsParameters] EditQuery query, SignedIn caller, IGrainFactory grains) =>
        Input.IsId(activityId)
            ? await caller.Edit(grains, query with { IfNoneMatch = null }, new RemoveActivity(new ActivityId(activityId)), ShownAs(activityId))
            : Problem.Of(ProblemKinds.UnknownActivity);

    private static Shown<ActivityBody> ShownAs(string activityId) => new(catalogue => ActivityBody.Of(catalogue, activityId), ProblemKinds.UnknownActivity);

    private static bool IsReadable(ActivityBody body) =>
        CatalogueEditing.IsLabel(body.Label) && CatalogueEditing.IsLabel(body.Wallet)
        && (body.Groups is null || (body.Groups.Count <= MostGroups && body.Groups.All(group => group is { Length: > 0 and <= LongestGroup } && Text.IsNote(group))));
}

/// <summary>An activity.</summary>
/// <param name="Label">As families read it.</param>
/// <param name="Arrival">When it starts, Europe/Paris.</param>
/// <param name="Departure">When it ends, the same day.</param>
/// <param name="MinimumAge">Whole years on its date, included.</param>
/// <param name="MaximumAge">Whole years on its date, included.</param>
/// <param name="Wallet">The wallet that pays for it.</param>
/// <param name="Groups">The school groups it is for; absent for all.</param>
/// <param name="ResidentsOnly">Whether only families living in the town may book it.</param>
/// <param name="ReviewedByStaff">Whether staff decide on each booking.</param>
/// <param name="WaitingListLimit">The most who may wait on one day; 0 for no waiting list, absent for no limit.</param>
/// <param name="Supervision">Which legal ratio of animators to children it is under: extracurricular, after-school or after-school-with-pedt.</param>
/// <param name="Id">Its id; may be left out when it is sent, as it stands in the address.</param>
internal sealed record ActivityBody(
    string Label,
    TimeOnly Arrival,
    TimeOnly Departure,
    int MinimumAge,
    int MaximumAge,
    string Wallet,
    IReadOnlyList<string>? Groups = null,
    bool ResidentsOnly = false,
    bool ReviewedByStaff = false,
    int? WaitingListLimit = null,
    SupervisionSetting Supervision = SupervisionSetting.Extracurricular,
    string? Id = null)
{
    public static ActivityBody? Of(StructureCatalogue catalogue, string id) =>
        catalogue.Activities.Where(activity => activity.Id.Value == id).Select(From).FirstOrDefault();

    public static ActivityBody From(Activity activity) => new(
        activity.Label,
        activity.Arrival,
        activity.Departure,
        activity.Eligibility.MinimumAge,
        activity.Eligibility.MaximumAge,
        activity.Wallet,
        activity.Eligibility.Groups.IsEmpty ? null : activity.Eligibility.Groups,
        activity.Eligibility.ResidentsOnly,
        activity.ReviewedByStaff,
        activity.WaitingListLimit,
        activity.Supervision,
        activity.Id.Value);

    public Activity ToActivity(string id) => new(
        new ActivityId(id), Label, Arrival, Departure, new Eligibility(MinimumAge, MaximumAge, [.. Groups ?? []], ResidentsOnly), Wallet, ReviewedByStaff, WaitingListLimit, Supervision);
}
