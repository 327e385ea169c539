using Periscolaire.Catalogue;

namespace Periscolaire.Attendance.Rules;

/// <summary>How many children an animator may have in charge.</summary>
/// <param name="UnderSix">Children under six.</param>
/// <param name="FromSix">Children of six or older.</param>
public readonly record struct LegalRatio(int UnderSix, int FromSix);

/// <summary>
/// The legal ratios (SPEC, Staff): Code de l'action sociale et des familles, R. 227-15 for leisure centres; R. 227-16, I for after-school care and
/// II where a PEDT lowers it, both of which depend on whether it lasts more than five hours on end.
/// </summary>
public static class Ratios
{
    private const int ChangeOfRatio = 6;

    private static readonly TimeSpan ShortStay = TimeSpan.FromHours(5);

    /// <summary>The ratio that an activity is under.</summary>
    /// <param name="activity">The activity.</param>
    /// <returns>Children an animator.</returns>
    public static LegalRatio Of(Activity activity) => (activity.Supervision, IsShort: activity.Departure - activity.Arrival <= ShortStay) switch
    {
        (SupervisionSetting.Extracurricular, _) or (SupervisionSetting.AfterSchool, false) => new LegalRatio(8, 12),
        (SupervisionSetting.AfterSchool, true) or (SupervisionSetting.AfterSchoolWithPedt, false) => new LegalRatio(10, 14),
        (SupervisionSetting.AfterSchoolWithPedt, true) => new LegalRatio(14, 18),
        _ => throw new ArgumentException($"No ratio for {activity.Supervision}.", nameof(activity)),
    };

    /// <summary>The places that an animator gives an activity, whoever comes: one that children under six may come to has their ratio.</summary>
    /// <param name="activity">The activity.</param>
    /// <returns>Places.</returns>
    public static int PlacesPerAnimator(Activity activity) =>
        activity.Eligibility.MinimumAge >= ChangeOfRatio ? Of(activity).FromSix : Of(activity).UnderSix;

    /// <summary>Why some children need more animators than there are.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="animators">How many there are.</param>
    /// <param name="ages">The children's ages in whole years on the date.</param>
    /// <param name="concern">Which children they are.</param>
    /// <returns>Null when there are enough.</returns>
    public static RatioWarning? Warn(Activity activity, int animators, IEnumerable<int> ages, RatioConcern concern)
    {
        var (underSix, fromSix) = (0, 0);
        foreach (var age in ages)
            (underSix, fromSix) = age < ChangeOfRatio ? (underSix + 1, fromSix) : (underSix, fromSix + 1);
        var ratio = Of(activity);
        var needed = Started(underSix, ratio.UnderSix) + Started(fromSix, ratio.FromSix);
        return needed > animators ? new RatioWarning(concern, underSix, fromSix, needed, animators) : null;
    }

    private static int Started(int children, int ratio) => (children + ratio - 1) / ratio;
}
