using System.Globalization;
using Periscolaire.Accounts;
using Periscolaire.Booking;
using Periscolaire.Staff;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Staff;

/// <summary>The review queue: what staff have to accept or refuse, one or many at a time.</summary>
internal static class ReviewEndpoints
{
    private const int MostDecisions = 200;

    public static void MapReviews(this IEndpointRouteBuilder staff)
    {
        var reviews = staff.MapGroup("/reviews").WithTags("Personnel : demandes à traiter").RequireRight(StaffRight.Director);
        reviews.MapGet("", List).WithSummary("Les réservations en attente de traitement, dans l'ordre d'arrivée")
            .Produces<ReviewPageBody>().ProducesProblem(400).ProducesProblem(503);
        reviews.MapPost("/decisions", Decide).WithSummary("Accepter ou refuser jusqu'à 200 réservations ; chacune a sa réponse, un refus se motive")
            .Produces<DecisionAnswersBody>().ProducesProblem(400).ProducesProblem(503);
    }

    private static async Task<IResult> List(
        [AsParameters] DayQuery days, string? familyId, [AsParameters] PageQuery page, SignedIn caller, IGrainFactory grains)
    {
        if (!page.TryParse(out var cursor, out var limit, out var refusal) || !days.TryParse(out var filter, out refusal))
            return refusal;
        if (familyId is not null && !Input.IsId(familyId))
            return Problem.Of(ProblemKinds.InvalidRequest, "familyId n'est pas un identifiant.");
        QueuePosition? after = null;
        if (cursor is not null)
        {
            if (!TryReadPosition(cursor, out var position))
                return Problem.Of(ProblemKinds.InvalidCursor);
            after = position;
        }

        var review = new ReviewFilter(filter, familyId is null ? null : new FamilyId(familyId));
        var found = await grains.GetGrain<IQueuesGrain>(caller.Structure.Value).Reviews(review, after, limit + 1);
        return TypedResults.Ok(new ReviewPageBody(
            [.. found.Take(limit).Select(QueuedBody.From)],
            found.Length > limit ? PageQuery.CursorAfter(string.Create(CultureInfo.InvariantCulture, $"{found[limit - 1].AskedAt.UtcTicks} {found[limit - 1].Id}")) : null));
    }

    private static async Task<IResult> Decide(DecisionsBody body, SignedIn caller, IGrainFactory grains)
    {
        if (body.Decisions.Count is 0 or > MostDecisions)
            return Problem.Of(ProblemKinds.TooManyItems, $"De 1 à {MostDecisions} décisions par demande.");
        if (body.Decisions.Any(decision => decision is null || WhyNot(decision.Decision, decision.Reason) is not null))
            return Problem.Of(ProblemKinds.InvalidRequest, "Un refus se motive : donnez une raison de 1 à 500 caractères dans reason.");

        // The second of two decisions on one booking would be answered otherwise when it is sent again.
        if (body.Decisions.DistinctBy(decision => decision.BookingId, StringComparer.Ordinal).Count() != body.Decisions.Count)
            return Problem.Of(ProblemKinds.InvalidRequest, "Chaque réservation ne figure qu'une fois.");
        var answers = await StaffDecisions.Put(
            [.. body.Decisions.Select(decision => (decision.BookingId, CommandOf(decision.Decision, decision.Reason)))], caller, grains);
        return TypedResults.Ok(new DecisionAnswersBody(
            [.. body.Decisions.Zip(answers, (decision, answer) => new DecisionItemBody(decision.BookingId, answer.Outcome, answer.Code, DetailOf(answer)))]));
    }

    /// <summary>What is wrong with a decision's form.</summary>
    public static string? WhyNot(StaffDecision decision, string? reason)
    {
        if (!Text.IsNote(reason))
            return "reason a 500 caractères au plus.";
        return decision is StaffDecision.Refuse && string.IsNullOrWhiteSpace(reason) ? "Un refus se motive : donnez une raison dans reason." : null;
    }

    public static Func<long, DayCommand> CommandOf(StaffDecision decision, string? reason) =>
        number => decision is StaffDecision.Accept ? new Accept(number, reason) : new Refuse(number, reason);

    /// <summary>Why a decision came to nothing, in French.</summary>
    public static string? DetailOf(DayAnswer answer) => answer.Code switch
    {
        null => null,
        RejectionCode.UnknownBooking => "Cette réservation n'existe pas.",
        RejectionCode.AlreadyEnded => "La réservation est déjà annulée ou refusée.",
        _ => "La réservation n'attend pas de décision.",
    };

    private static bool TryReadPosition(string cursor, out QueuePosition position)
    {
        position = default;
        if (cursor.Split(' ', 2) is not [var ticks, var booking]
            || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || at > DateTimeOffset.MaxValue.UtcTicks
            || !BookingId.TryParse(booking, out var id)
            || !Input.IsId(id.Activity.Value))
            return false;
        position = new QueuePosition(new DateTimeOffset(at, TimeSpan.Zero), id);
        return true;
    }
}
