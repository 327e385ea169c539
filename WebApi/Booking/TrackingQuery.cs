using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Periscolaire.Booking;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Booking;

/// <summary>The filters of tracking, as they come in an address.</summary>
/// <param name="From">The first date.</param>
/// <param name="To">The last date, included.</param>
/// <param name="ChildId">One child.</param>
/// <param name="Status">not-transmitted, accepted, under-review, waitlisted, refused or cancelled.</param>
/// <param name="Cursor">The nextCursor of the page before.</param>
/// <param name="Limit">Items a page, 1 to 200; 50 when absent.</param>
internal sealed record TrackingQuery(
    [FromQuery(Name = "from")] string? From,
    [FromQuery(Name = "to")] string? To,
    [FromQuery(Name = "childId")] string? ChildId,
    [FromQuery(Name = "status")] string? Status,
    [FromQuery(Name = "cursor")] string? Cursor,
    [FromQuery(Name = "limit")] string? Limit)
{
    private const string NotTransmitted = "not-transmitted";

    /// <summary>The filter that this asks for, or why it cannot be.</summary>
    public (TrackingFilter? Filter, IResult? Refusal) Parse()
    {
        var filter = new TrackingFilter(Limit: PageQuery.DefaultLimit);
        if (From is not null)
        {
            if (!Input.TryDate(From, out var from))
                return Refuse("from s'écrit aaaa-MM-jj.");
            filter = filter with { From = from };
        }

        if (To is not null)
        {
            if (!Input.TryDate(To, out var to) || to < filter.From)
                return Refuse("to s'écrit aaaa-MM-jj et ne précède pas from.");
            filter = filter with { To = to };
        }

        if (ChildId is not null)
        {
            if (!Input.IsId(ChildId))
                return Refuse("childId n'est pas un identifiant.");
            filter = filter with { Child = new ChildId(ChildId) };
        }

        if (Status == NotTransmitted)
            filter = filter with { Transmitted = false };
        else if (Status is not null && !StatusCodes.TryGetValue(Status, out var status))
            return Refuse($"status vaut {NotTransmitted}, {string.Join(", ", StatusCodes.Keys)}.");
        else if (Status is not null)
            filter = filter with { Status = StatusCodes[Status] };

        if (Limit is not null)
        {
            if (!PageQuery.TryLimit(Limit, out var limit))
                return Refuse($"limit va de 1 à {PageQuery.MostItems}.");
            filter = filter with { Limit = limit };
        }

        if (Cursor is null)
            return (filter, null);
        return TryReadCursor(Cursor, out var after) ? (filter with { After = after }, null) : (null, Problem.Of(ProblemKinds.InvalidCursor));
    }

    /// <summary>The cursor of the page after a booking.</summary>
    public static string CursorAfter(BookingId booking) => PageQuery.CursorAfter(booking.ToString());

    private static readonly Dictionary<string, BookingStatus> StatusCodes = Enum.GetValues<BookingStatus>()
        .ToDictionary(status => JsonNamingPolicy.KebabCaseLower.ConvertName(status.ToString()), status => status, StringComparer.Ordinal);

    private static bool TryReadCursor(string cursor, out BookingId after)
    {
        after = default;
        return PageQuery.TryReadCursor(cursor, out var last)
            && BookingId.TryParse(last, out after)
            && Input.IsId(after.Activity.Value);
    }

    private static (TrackingFilter? Filter, IResult? Refusal) Refuse(string detail) => (null, Problem.Of(ProblemKinds.InvalidRequest, detail));
}
