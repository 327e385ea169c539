using Periscolaire.Booking;
using Periscolaire.Families;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Booking;

/// <summary>Recap and validation of a draft.</summary>
internal static class ReservationEndpoints
{
    /// <summary>The most items of one draft: a year of Wednesdays and holidays for several children fits.</summary>
    public const int MostItems = 500;

    public static void MapReservations(this IEndpointRouteBuilder family)
    {
        var reservations = family.MapGroup("/reservations").WithTags("Réservations").RequireRateLimiting(RateLimits.PerFamily);
        reservations.MapPost("/recap", Recap)
            .WithSummary("Récapitulatif : vérifie les demandes sans rien enregistrer")
            .Produces<ReservationAnswerBody>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(429).ProducesProblem(503);
        reservations.MapPost("", Validate)
            .WithSummary("Valider : vérifie à nouveau et enregistre ; renvoyer la même demande est sans risque")
            .Produces<ReservationAnswerBody>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(429).ProducesProblem(503);
    }

    private static Task<IResult> Recap(SignedIn caller, ReservationBody body, IGrainFactory grains) =>
        Carry(body, draft => caller.OwnFamily(grains).Recap(draft));

    private static Task<IResult> Validate(SignedIn caller, ReservationBody body, IGrainFactory grains) =>
        Carry(body, draft => caller.OwnFamily(grains).Validate(draft));

    /// <summary>Checks a draft's form, has it carried, and answers item by item: for a family, and for staff in its place.</summary>
    public static async Task<IResult> Carry(ReservationBody body, Func<ReservationDraft, Task<ReservationAnswer>> carry)
    {
        var requests = body.Requests ?? [];
        var cancellations = body.Cancellations ?? [];
        if (requests.Count + cancellations.Count == 0)
            return Problem.Of(ProblemKinds.EmptyDraft);
        if (requests.Count + cancellations.Count > MostItems)
            return Problem.Of(ProblemKinds.TooManyItems, $"{MostItems} lignes au plus par demande.");
        if (requests.Any(request => request is null) || cancellations.Any(cancellation => cancellation is null))
            return Problem.Of(ProblemKinds.InvalidRequest);

        var bookings = cancellations.Select(cancellation =>
            (Text: cancellation.BookingId, IsBooking: BookingId.TryParse(cancellation.BookingId, out var id), Id: id)).ToList();
        var draft = new ReservationDraft(
            [.. requests.Select(request => new ReservationRequest(new(request.ChildId), new(request.ActivityId), request.Date))],
            [.. bookings.Where(booking => booking.IsBooking).Select(booking => booking.Id)]);
        var answer = draft.Requests.IsEmpty && draft.Cancellations.IsEmpty ? new ReservationAnswer(AmountDue: null, []) : await carry(draft);
        if (answer.RetryAfter is { } wait)
            return Problem.Of(ProblemKinds.TooManyRequests).WithRetryAfter(wait);
        if (answer.AmountDue is { } due)
            return Problem.Of(ProblemKinds.FamilyInDebt, $"Montant dû : {Wording.Euros(due)}. Vous pouvez toujours annuler.", ("amountDue", due));

        // The grain answers cancellations first; those that it was not asked about go back where they were.
        var cancelled = new Queue<ReservationItem>(answer.Items.Take(draft.Cancellations.Length));
        return TypedResults.Ok(new ReservationAnswerBody(
            [
                .. bookings.Select(booking => booking.IsBooking ? ReservationItemBody.From(cancelled.Dequeue()) : ReservationItemBody.NoSuchBooking(booking.Text)),
                .. answer.Items.Skip(draft.Cancellations.Length).Select(ReservationItemBody.From),
            ],
            answer.DebtSetAside));
    }
}
