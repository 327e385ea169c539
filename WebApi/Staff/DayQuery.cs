using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Mvc;
using Periscolaire.Staff;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Staff;

/// <summary>Which days, as they come in an address.</summary>
/// <param name="Activity">One activity.</param>
/// <param name="From">The first date.</param>
/// <param name="To">The last date, included.</param>
internal sealed record DayQuery(
    [FromQuery(Name = "activity")] string? Activity, [FromQuery(Name = "from")] string? From, [FromQuery(Name = "to")] string? To)
{
    public bool TryParse(out DayFilter filter, [NotNullWhen(false)] out IResult? refusal)
    {
        filter = new DayFilter();
        refusal = null;
        DateOnly from = default, to = default;
        if ((From is not null && !Input.TryDate(From, out from)) || (To is not null && (!Input.TryDate(To, out to) || to < from || to == DateOnly.MaxValue)))
            refusal = Problem.Of(ProblemKinds.InvalidRequest, "from et to s'écrivent aaaa-MM-jj ; to ne précède pas from.");
        else if (Activity is not null && !Input.IsId(Activity))
            refusal = Problem.Of(ProblemKinds.InvalidRequest, "activity n'est pas un identifiant.");
        else
            filter = new DayFilter(Activity is null ? null : new ActivityId(Activity), From is null ? null : from, To is null ? null : to);
        return refusal is null;
    }
}
