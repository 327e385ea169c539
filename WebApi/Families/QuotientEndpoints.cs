using Periscolaire.Accounts;
using Periscolaire.Families;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Families;

/// <summary>A family's quotient familial (QF) by date: a price follows the one in force on the activity's date.</summary>
internal static class QuotientEndpoints
{
    private const decimal Most = 100_000m;

    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2100, 1, 1);

    public static void MapQuotients(this IEndpointRouteBuilder staff)
    {
        var quotients = staff.MapGroup("/families/{familyId}/quotients").WithTags("Personnel : familles").RequireRight(StaffRight.Accountant);
        quotients.MapGet("", List).WithSummary("Les quotients familiaux d'une famille, par date d'effet")
            .Produces<QuotientsBody>().ProducesProblem(404).ProducesProblem(503);
        quotients.MapPut("/{from}", Set).WithSummary("Fixer le quotient familial à partir d'une date ; ce qui est déjà débité ne change pas")
            .Produces<QuotientsBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<IResult> List(string familyId, SignedIn caller, IGrainFactory grains) =>
        await StaffFamilies.Find(familyId, caller, grains) is { } found
            ? TypedResults.Ok(QuotientsBody.From(found.Family))
            : Problem.Of(ProblemKinds.UnknownFamily);

    private static async Task<IResult> Set(string familyId, string from, QuotientBody body, SignedIn caller, IGrainFactory grains)
    {
        if (!Input.TryDate(from, out var date) || date < Earliest || date > Latest)
            return Problem.Of(ProblemKinds.InvalidRequest, "La date d'effet s'écrit aaaa-MM-jj.");
        if (body.Value is { } value && (value is < 0 or > Most || decimal.Round(value, 2) != value))
            return Problem.Of(ProblemKinds.InvalidRequest, "value va de 0 à 100 000, au centième ; absent quand le quotient n'est plus connu.");
        if (await StaffFamilies.Find(familyId, caller, grains) is not { } found)
            return Problem.Of(ProblemKinds.UnknownFamily);
        return await found.Grain.SetQuotient(new DatedQuotient(date, body.Value), caller.Author)
            ? TypedResults.Ok(QuotientsBody.From((await found.Grain.Read())!))
            : Problem.Of(ProblemKinds.UnknownFamily);
    }
}

/// <summary>A quotient familial.</summary>
/// <param name="Value">0 or more, to the hundredth; absent when it is no longer known: the highest price then applies.</param>
internal sealed record QuotientBody(decimal? Value = null);

/// <summary>What is known of a family's quotient familial.</summary>
/// <param name="Quotients">By date, each in force until the next.</param>
internal sealed record QuotientsBody(IReadOnlyList<DatedQuotientBody> Quotients)
{
    public static QuotientsBody From(Family family) =>
        new([.. family.Quotients.OrderBy(quotient => quotient.From).Select(quotient => new DatedQuotientBody(quotient.From, quotient.Value))]);
}

/// <summary>A quotient familial.</summary>
/// <param name="From">First date on which it is in force.</param>
/// <param name="Value">The quotient; absent when it is not known.</param>
internal sealed record DatedQuotientBody(DateOnly From, decimal? Value);
