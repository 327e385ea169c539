using Periscolaire.Transmission;

namespace Periscolaire.WebApi.Transmission;

/// <summary>A page of transmissions, the latest first.</summary>
/// <param name="Items">The transmissions.</param>
/// <param name="NextCursor">Asks for the next page; absent on the last.</param>
internal sealed record TransmissionPageBody(IReadOnlyList<TransmissionBody> Items, string? NextCursor);

/// <summary>A transmission.</summary>
/// <param name="Id">Its number in the structure.</param>
/// <param name="Night">The day whose night it is; absent when it was started by hand.</param>
/// <param name="StartedBy">system, or staff:identifier.</param>
/// <param name="StartedAt">When.</param>
/// <param name="Phase">expiring, marking, settling, digests, forgetting or completed.</param>
/// <param name="CompletedAt">When it was done; absent while it is not.</param>
/// <param name="Movements">Movements made definitive.</param>
/// <param name="Families">Families concerned.</param>
/// <param name="Debits">Bookings debited.</param>
/// <param name="Credits">Bookings credited back.</param>
/// <param name="Unpriced">Bookings due for which no price grid gives a price: they are debited by the first night after one does.</param>
/// <param name="Forgotten">What was forgotten, since it was kept long enough.</param>
internal sealed record TransmissionBody(
    long Id,
    DateOnly? Night,
    string StartedBy,
    DateTimeOffset StartedAt,
    RunPhase Phase,
    DateTimeOffset? CompletedAt,
    long Movements,
    long Families,
    long Debits,
    long Credits,
    long Unpriced,
    ForgottenBody Forgotten)
{
    public static TransmissionBody From(TransmissionRun run) => new(
        run.Number,
        run.Night,
        run.StartedBy.Value,
        run.StartedAt,
        run.Phase,
        run.CompletedAt,
        run.Movements,
        run.Families,
        run.Debits,
        run.Credits,
        run.Unpriced,
        new ForgottenBody(run.Forgotten.Mails, run.Forgotten.HealthNotes, run.Forgotten.AuditLines, run.Forgotten.Families));
}

/// <summary>What a transmission has forgotten by the retention rules.</summary>
/// <param name="Mails">Mails whose recipient and text were blanked.</param>
/// <param name="HealthNotes">Children whose health notes were deleted.</param>
/// <param name="AuditLines">Lines of the audit trail that were deleted.</param>
/// <param name="Families">Families that were erased.</param>
internal sealed record ForgottenBody(long Mails, long HealthNotes, long AuditLines, long Families);

/// <summary>A movement in a manifest.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Date">The date.</param>
/// <param name="Number">Its number on the day.</param>
/// <param name="BookingId">The booking.</param>
/// <param name="FamilyId">The family.</param>
/// <param name="ChildId">The child.</param>
/// <param name="Kind">asked, cancelled, promoted, accepted, refused or expired.</param>
/// <param name="Status">Where the booking stood since.</param>
/// <param name="Author">Who.</param>
/// <param name="At">When, UTC.</param>
internal sealed record ManifestLineBody(
    string ActivityId, DateOnly Date, long Number, string BookingId, string FamilyId, string ChildId, string Kind, string Status, string Author, DateTimeOffset At)
{
    public static ManifestLineBody From(ManifestLine line) => new(
        line.Activity.Value,
        line.Date,
        line.Number,
        new Periscolaire.Booking.BookingId(line.Activity, line.Date, line.Booking).ToString(),
        line.Family.Value,
        line.Child.Value,
        line.Kind,
        line.Status,
        line.Author.Value,
        line.At.ToUniversalTime());
}
