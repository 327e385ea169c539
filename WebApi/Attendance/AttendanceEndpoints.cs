using Periscolaire.Accounts;
using Periscolaire.Attendance;
using Periscolaire.Booking;
using Periscolaire.Families;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Problems;
using Periscolaire.WebApi.Staff;

namespace Periscolaire.WebApi.Attendance;

/// <summary>Recording attendance (pointage): of a booking, or of a whole day at once. Money follows: credits, debits anew, penalties.</summary>
internal static class AttendanceEndpoints
{
    private const int MostLines = 500;
    private const int FamiliesAtOnce = 20;

    public static void MapAttendance(this IEndpointRouteBuilder staff)
    {
        var attendance = staff.MapGroup("").WithTags("Personnel : présences").RequireRight(StaffRight.Counter, StaffRight.Director)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
        attendance.MapPut("/reservations/{bookingId}/attendance", Record)
            .WithSummary("Pointer une réservation, ou corriger son pointage ; l'argent suit par de nouvelles écritures")
            .Produces<AttendanceAnswerBody>().ProducesProblem(409);
        attendance.MapPut("/activity-days/{activityId}/{date}/attendance", RecordAll).WithSummary("Pointer une journée : chaque ligne a son propre résultat")
            .Produces<AttendanceAnswersBody>();
    }

    private static async Task<IResult> Record(string bookingId, AttendanceBody body, SignedIn caller, IGrainFactory grains)
    {
        if (!body.IsGood())
            return Problem.Of(ProblemKinds.InvalidRequest, AttendanceBody.Form);
        if (!BookingId.TryParse(bookingId, out var booking)
            || await ActivityDayEndpoints.Find(booking.Activity.Value, $"{booking.Date:yyyy-MM-dd}", caller, grains) is not { } day
            || (await day.Grain.Read()).Bookings.FirstOrDefault(line => line.Number == booking.Number) is not { } line)
        {
            return Problem.Of(ProblemKinds.UnknownBooking);
        }

        var answer = await FamilyOf(line.Family, caller, grains).RecordAttendance(booking, body.ToRecord(), caller.Author);
        return answer.Outcome switch
        {
            AttendanceOutcome.Recorded or AttendanceOutcome.Unchanged => TypedResults.Ok(AttendanceAnswerBody.From(bookingId, answer)),
            AttendanceOutcome.NotAccepted => Problem.Of(ProblemKinds.BookingNotAccepted),
            AttendanceOutcome.TooEarly => Problem.Of(ProblemKinds.AttendanceTooEarly),
            AttendanceOutcome.ReasonMissing => Problem.Of(ProblemKinds.InvalidRequest, "Une absence justifiée et une correction se motivent : donnez une raison dans reason."),
            AttendanceOutcome.LatenessMissing => Problem.Of(ProblemKinds.InvalidRequest, "Un retard donne minutesLate, ou leftAt après la fin de l'activité."),
            _ => Problem.Of(ProblemKinds.UnknownBooking),
        };
    }

    private static async Task<IResult> RecordAll(string activityId, string date, AttendanceListBody body, SignedIn caller, IGrainFactory grains)
    {
        if (body.Lines.Count is 0 or > MostLines
            || body.Lines.Any(line => line?.ToAttendance().IsGood() != true)
            || body.Lines.Select(line => line.BookingId).Distinct(StringComparer.Ordinal).Count() != body.Lines.Count)
        {
            return Problem.Of(ProblemKinds.InvalidRequest, $"De 1 à {MostLines} lignes, une par réservation. {AttendanceBody.Form}");
        }

        if (await ActivityDayEndpoints.Find(activityId, date, caller, grains) is not { } day)
            return Problem.Of(ProblemKinds.UnknownActivityDay);
        var owners = (await day.Grain.Read()).Bookings.ToDictionary(
            line => new BookingId(day.Key.Activity, day.Key.Date, line.Number).ToString(), line => line.Family, StringComparer.Ordinal);
        var answers = new Dictionary<string, AttendanceAnswer>(StringComparer.Ordinal);
        foreach (var families in body.Lines.Where(line => owners.ContainsKey(line.BookingId)).GroupBy(line => owners[line.BookingId]).Chunk(FamiliesAtOnce))
        {
            foreach (var (bookingId, answer) in (await Task.WhenAll(families.Select(family => RecordEach(family, FamilyOf(family.Key, caller, grains), caller)))).SelectMany(of => of))
                answers.Add(bookingId, answer);
        }

        return TypedResults.Ok(new AttendanceAnswersBody([.. body.Lines.Select(line => AttendanceAnswerBody.From(
            line.BookingId, answers.GetValueOrDefault(line.BookingId) ?? new AttendanceAnswer(AttendanceOutcome.UnknownBooking, Record: null, [])))]));
    }

    /// <summary>A family's lines one after the other: its grain would have them wait for each other all the same.</summary>
    private static async Task<List<(string BookingId, AttendanceAnswer Answer)>> RecordEach(
        IEnumerable<AttendanceListLineBody> lines, IFamilyGrain family, SignedIn caller)
    {
        var answers = new List<(string, AttendanceAnswer)>();
        foreach (var line in lines)
        {
            _ = BookingId.TryParse(line.BookingId, out var booking);
            answers.Add((line.BookingId, await family.RecordAttendance(booking, line.ToAttendance().ToRecord(), caller.Author)));
        }

        return answers;
    }

    private static IFamilyGrain FamilyOf(FamilyId family, SignedIn caller, IGrainFactory grains) =>
        grains.GetGrain<IFamilyGrain>(new FamilyKey(caller.Structure, family).ToString());
}
