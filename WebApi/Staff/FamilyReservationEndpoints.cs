using Periscolaire.Accounts;
using Periscolaire.Booking;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Booking;
using Periscolaire.WebApi.Families;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Staff;

/// <summary>Booking and cancelling in a family's place: by the same rules, time and debt set aside.</summary>
internal static class FamilyReservationEndpoints
{
    public static void MapFamilyReservations(this IEndpointRouteBuilder staff)
    {
        var reservations = staff.MapGroup("/families/{familyId}/reservations").WithTags("Personnel : réservations")
            .RequireRight(StaffRight.Counter);
        reservations.MapGet("", Track).WithSummary("Le suivi des réservations d'une famille, périodes passées comprises")
            .Produces<TrackingBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
        reservations.MapPost("/recap", Recap).WithSummary("Récapitulatif pour une famille : vérifie sans rien enregistrer")
            .Produces<ReservationAnswerBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
        reservations.MapPost("", Validate)
            .WithSummary("Réserver et annuler pour une famille, hors délais et jusqu'à 60 jours en arrière, avec un motif ; jamais au-delà des places")
            .Produces<ReservationAnswerBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<IResult> Track(string familyId, [AsParameters] TrackingQuery query, SignedIn caller, IGrainFactory grains) =>
        await StaffFamilies.Find(familyId, caller, grains) is { } found
            ? await TrackingEndpoints.PageOf(query, found.Grain)
            : Problem.Of(ProblemKinds.UnknownFamily);

    private static Task<IResult> Recap(string familyId, StaffReservationBody body, SignedIn caller, IGrainFactory grains) =>
        Carry(familyId, body, caller, grains, (family, draft, errand) => family.RecapFor(draft, errand));

    private static Task<IResult> Validate(string familyId, StaffReservationBody body, SignedIn caller, IGrainFactory grains) =>
        Carry(familyId, body, caller, grains, (family, draft, errand) => family.ValidateFor(draft, errand));

    private static async Task<IResult> Carry(
        string familyId,
        StaffReservationBody body,
        SignedIn caller,
        IGrainFactory grains,
        Func<IFamilyBookings, ReservationDraft, Errand, Task<ReservationAnswer>> carry)
    {
        if (string.IsNullOrWhiteSpace(body.Reason) || !Text.IsNote(body.Reason))
            return Problem.Of(ProblemKinds.InvalidRequest, "Donnez une raison de 1 à 500 caractères dans reason.");
        if (await StaffFamilies.Find(familyId, caller, grains) is not { } found)
            return Problem.Of(ProblemKinds.UnknownFamily);
        var errand = new Errand(caller.Author, body.Reason);
        return await ReservationEndpoints.Carry(new ReservationBody(body.Requests, body.Cancellations), draft => carry(found.Grain, draft, errand));
    }
}

/// <summary>What staff book and cancel for a family; cancellations are done first.</summary>
/// <param name="Reason">Why; shown to the family. 1 to 500 characters.</param>
/// <param name="Requests">Places asked for.</param>
/// <param name="Cancellations">Bookings to cancel.</param>
internal sealed record StaffReservationBody(
    string Reason, IReadOnlyList<RequestBody>? Requests = null, IReadOnlyList<CancellationBody>? Cancellations = null);
