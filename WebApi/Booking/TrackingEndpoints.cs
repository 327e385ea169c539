using System.Runtime.CompilerServices;
using Periscolaire.Booking;
using Periscolaire.Families;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Documents;
using Periscolaire.WebApi.Hosting;

namespace Periscolaire.WebApi.Booking;

/// <summary>Tracking (suivi): every booking of the family, as a page, a spreadsheet or a calendar feed.</summary>
internal static class TrackingEndpoints
{
    private const int ExportPage = 500;

    public static void MapTracking(this IEndpointRouteBuilder family)
    {
        var tracking = family.MapGroup("").WithTags("Suivi");
        tracking.MapGet("/reservations", Page).WithSummary("Le suivi des réservations")
            .Produces<TrackingBody>().ProducesProblem(400).ProducesProblem(503);
        tracking.MapGet("/reservations.csv", Csv).WithSummary("Le suivi, en CSV (séparateur point-virgule)")
            .Produces<string>(200, FrenchCsv.MediaType).ProducesProblem(400).ProducesProblem(503);
        tracking.MapGet("/reservations.ics", ICalendar).WithSummary("Les réservations, au format iCalendar")
            .Produces<string>(200, ReservationCalendar.MediaType).ProducesProblem(400).ProducesProblem(503);
    }

    private static Task<IResult> Page([AsParameters] TrackingQuery query, SignedIn caller, IGrainFactory grains) => PageOf(query, caller.OwnFamily(grains));

    /// <summary>A page of a family's tracking: for itself, and for staff.</summary>
    public static async Task<IResult> PageOf(TrackingQuery query, IFamilyBookings family)
    {
        var (filter, refusal) = query.Parse();
        if (filter is null)
            return refusal!;

        // One more than asked for tells whether there is a next page.
        var found = await family.Track(filter with { Limit = filter.Limit + 1 });
        var items = found.Take(filter.Limit).ToList();
        return TypedResults.Ok(new TrackingBody(
            [.. items.Select(TrackedBody.From)],
            found.Length > items.Count ? TrackingQuery.CursorAfter(items[^1].Id) : null));
    }

    private static async Task<IResult> Csv([AsParameters] TrackingQuery query, SignedIn caller, IGrainFactory grains)
    {
        var (filter, refusal) = query.Parse();
        if (filter is null)
            return refusal!;
        var bookings = await All(caller.OwnFamily(grains), filter).ToListAsync();
        return TypedResults.File(ReservationCsv.Write(bookings), FrenchCsv.MediaType, "reservations.csv");
    }

    private static async Task<IResult> ICalendar([AsParameters] TrackingQuery query, SignedIn caller, IGrainFactory grains, TownClock clock)
    {
        var (filter, refusal) = query.Parse();
        if (filter is null)
            return refusal!;
        var bookings = await All(caller.OwnFamily(grains), filter).ToListAsync();
        return TypedResults.File(ReservationCalendar.Write(caller.Structure, bookings, clock.GetUtcNow()), ReservationCalendar.MediaType, "reservations.ics");
    }

    private static async IAsyncEnumerable<TrackedBooking> All(
        IFamilyGrain family, TrackingFilter filter, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var next = filter with { Limit = ExportPage };
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var page = await family.Track(next);
            foreach (var booking in page)
                yield return booking;
            if (page.Length < ExportPage)
                yield break;
            next = next with { After = page[^1].Id };
        }
    }
}
