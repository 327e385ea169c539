using Periscolaire.Accounts;
using Periscolaire.Booking;
using Periscolaire.Families;
using Periscolaire.Wallets;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Staff;

/// <summary>
/// A child that did not come (SPEC, Money 3): justified, its booking is credited back; not justified, it stays debited. An older name for attendance,
/// which it does not correct once it was credited.
/// </summary>
internal static class AbsenceEndpoints
{
    public static void MapAbsences(this IEndpointRouteBuilder staff) =>
        staff.MapPut("/reservations/{bookingId}/absence", Record).RequireRight(StaffRight.Counter, StaffRight.Director).WithTags("Personnel : journées")
            .WithSummary("Noter une absence : justifiée, elle est recréditée ; sinon elle reste due")
            .Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);

    private static async Task<IResult> Record(string bookingId, AbsenceBody body, SignedIn caller, IGrainFactory grains)
    {
        if (!Text.IsNote(body.Reason) || (body.Justified && string.IsNullOrWhiteSpace(body.Reason)))
            return Problem.Of(ProblemKinds.InvalidRequest, "Une absence justifiée se motive : donnez une raison de 500 caractères au plus dans reason.");
        if (!BookingId.TryParse(bookingId, out var booking)
            || await ActivityDayEndpoints.Find(booking.Activity.Value, $"{booking.Date:yyyy-MM-dd}", caller, grains) is not { } day
            || (await day.Grain.Read()).Bookings.FirstOrDefault(line => line.Number == booking.Number) is not { } line)
        {
            return Problem.Of(ProblemKinds.UnknownBooking);
        }

        var family = grains.GetGrain<IFamilyGrain>(new FamilyKey(caller.Structure, line.Family).ToString());
        return await family.RecordAbsence(booking, body.Justified, body.Reason, caller.Author) switch
        {
            AbsenceOutcome.Recorded => TypedResults.NoContent(),
            AbsenceOutcome.AlreadyCredited => Problem.Of(ProblemKinds.AlreadyCredited),
            AbsenceOutcome.ReasonMissing => Problem.Of(ProblemKinds.InvalidRequest, "Une correction se motive : donnez une raison dans reason."),
            _ => Problem.Of(ProblemKinds.UnknownBooking, "Seule une réservation acceptée peut être notée absente."),
        };
    }
}

/// <summary>An absence.</summary>
/// <param name="Justified">Whether it is credited back.</param>
/// <param name="Reason">Why; a justified one must have one.</param>
internal sealed record AbsenceBody(bool Justified, string? Reason = null);
