using System.Globalization;
using Periscolaire.Attendance;
using Periscolaire.Catalogue;

namespace Periscolaire.WebApi.Attendance;

/// <summary>Hours realised.</summary>
/// <param name="From">The first month.</param>
/// <param name="To">The last month, included.</param>
/// <param name="Lines">By month, activity and age band; nothing where nobody was there.</param>
/// <param name="Presences">All presences.</param>
/// <param name="Hours">All hours.</param>
internal sealed record CafHoursBody(string From, string To, IReadOnlyList<CafLineBody> Lines, long Presences, decimal Hours)
{
    public static CafHoursBody Of(string from, string to, CafReport report) => new(
        from,
        to,
        [.. report.Lines.Select(line => CafLineBody.From(line, report.Rules))],
        report.Lines.Sum(line => line.Presences),
        CafLineBody.HoursOf(report.Lines.Sum(line => line.Minutes)));
}

/// <summary>Hours realised in an activity and month by children of an age band.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Activity">As families read it.</param>
/// <param name="Month">The month.</param>
/// <param name="AgeBand">The age band, in French.</param>
/// <param name="Children">How many children; one who had a birthday may count in two bands.</param>
/// <param name="Presences">How often one was there.</param>
/// <param name="Hours">Hours, to the hundredth.</param>
internal sealed record CafLineBody(string ActivityId, string Activity, string Month, string AgeBand, int Children, long Presences, decimal Hours)
{
    private const int MinutesAnHour = 60;

    public static CafLineBody From(CafLine line, CafRules rules) => new(
        line.Activity.Value,
        line.Label,
        line.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        CafDocuments.BandOf(line.Band, rules),
        line.Children,
        line.Presences,
        HoursOf(line.Minutes));

    public static decimal HoursOf(long minutes) => decimal.Round((decimal)minutes / MinutesAnHour, 2, MidpointRounding.AwayFromZero);
}

/// <summary>How hours are counted for the CAF.</summary>
/// <param name="AgeBounds">The ages at which bands begin, rising: 6 and 12 make under 6, 6 to 11, 12 and over.</param>
/// <param name="Slots">Hours that a presence counts, where it is not the activity's whole duration.</param>
/// <param name="MostHoursPerDay">The most counted of a child and day; absent for no limit.</param>
internal sealed record CafRulesBody(IReadOnlyList<int> AgeBounds, IReadOnlyList<CafSlotBody> Slots, decimal? MostHoursPerDay = null)
{
    public const string Form = "ageBounds : de 0 à 6 âges de 1 à 25, en ordre croissant ; slots : une ligne par activité de la structure, hours de 0 à 24 ; "
        + "mostHoursPerDay de 0 à 24.";

    private const int MostBounds = 6;
    private const int OldestBound = 25;
    private const int MinutesAnHour = 60;
    private const int HoursADay = 24;

    public static CafRulesBody From(CafRules rules) => new(
        rules.AgeBounds,
        [.. rules.Slots.Select(slot => new CafSlotBody(slot.Activity.Value, CafLineBody.HoursOf(slot.Minutes)))],
        rules.MostMinutesADay is { } most ? CafLineBody.HoursOf(most) : null);

    public CafRules ToRules() => new(
        [.. AgeBounds],
        MostHoursPerDay is { } most ? Minutes(most) : null,
        [.. Slots.Select(slot => new CafSlot(new ActivityId(slot.ActivityId), Minutes(slot.Hours)))]);

    public bool IsGood(StructureCatalogue catalogue) =>
        AgeBounds.Count <= MostBounds
        && AgeBounds.All(bound => bound is >= 1 and <= OldestBound)
        && AgeBounds.Zip(AgeBounds.Skip(1)).All(pair => pair.First < pair.Second)
        && (MostHoursPerDay is not { } most || IsDuration(most))
        && Slots.All(slot => slot is not null && IsDuration(slot.Hours) && catalogue.Activities.Any(activity => activity.Id.Value == slot.ActivityId))
        && Slots.Select(slot => slot.ActivityId).Distinct(StringComparer.Ordinal).Count() == Slots.Count;

    private static bool IsDuration(decimal hours) => hours is > 0 and <= HoursADay && Minutes(hours) > 0;

    /// <summary>A third of an hour, written 0.33, is 20 minutes.</summary>
    private static int Minutes(decimal hours) => (int)decimal.Round(hours * MinutesAnHour, MidpointRounding.AwayFromZero);
}

/// <summary>What a presence counts.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Hours">Hours, e.g. 4.5.</param>
internal sealed record CafSlotBody(string ActivityId, decimal Hours);
