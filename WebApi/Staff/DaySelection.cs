using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Staff;

/// <summary>Activity-days that staff name by activities and dates.</summary>
/// <param name="Activities">The activities.</param>
/// <param name="Dates">The dates.</param>
internal sealed record DaySelection(ImmutableArray<ActivityId> Activities, ImmutableArray<DateOnly> Dates)
{
    private const int MostActivities = 200;
    private const int MostDates = 400;
    private const int MostDays = 3_000;

    /// <summary>Reads activities, and dates given one by one or as a range.</summary>
    public static bool TryRead(
        IReadOnlyList<string> activities,
        DateOnly? from,
        DateOnly? to,
        IReadOnlyList<DateOnly>? dates,
        [NotNullWhen(true)] out DaySelection? selection,
        [NotNullWhen(false)] out IResult? refusal)
    {
        selection = null;
        refusal = null;
        var isRange = from is not null && to is not null && dates is null;
        if (activities.Count is 0 or > MostActivities || !activities.All(Input.IsId))
            refusal = Problem.Of(ProblemKinds.InvalidRequest, $"activities a de 1 à {MostActivities} identifiants.");
        else if (!isRange && (dates is null || from is not null || to is not null))
            refusal = Problem.Of(ProblemKinds.InvalidRequest, "Donnez soit dates, soit from et to.");
        else if (isRange ? to < from || to!.Value.DayNumber - from!.Value.DayNumber >= MostDates : dates!.Count is 0 or > MostDates)
            refusal = Problem.Of(ProblemKinds.InvalidRequest, $"De 1 à {MostDates} dates, from avant to.");
        else
            selection = new DaySelection(
                [.. activities.Distinct(StringComparer.Ordinal).Select(activity => new ActivityId(activity))],
                [.. isRange ? Enumerable.Range(0, to!.Value.DayNumber - from!.Value.DayNumber + 1).Select(from.Value.AddDays) : dates!.Distinct()]);
        if (selection is { Activities.Length: var some, Dates.Length: var days } && some * days > MostDays)
            refusal = Problem.Of(ProblemKinds.TooManyItems, $"{MostDays} journées au plus à la fois.");
        return refusal is null;
    }
}
