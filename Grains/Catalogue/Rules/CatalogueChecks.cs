using System.Collections.Immutable;

namespace Periscolaire.Catalogue.Rules;

/// <summary>Whether a catalogue can be used: nothing refers to what does not exist, no date is opened twice, no value is out of its range.</summary>
public static class CatalogueChecks
{
    /// <summary>What a date out of range is told.</summary>
    public const string NotSane = "les dates vont de 2000 à 2100";

    private const int MostActivities = 200;
    private const int MostPeriods = 200;
    private const int MostWallets = 20;
    private const int MostDates = 400;
    private const int MostGroups = 50;
    private const int MostWaiting = 10_000;
    private const int OldestAge = 99;
    private const int HoursOfAYear = 8_784;
    private const int DaysOfAYear = 366;

    /// <summary>What is wrong with a catalogue, its price grids apart.</summary>
    /// <param name="catalogue">The catalogue as it is to be.</param>
    /// <returns>Nothing when it can be used.</returns>
    public static ImmutableArray<CatalogueFlaw> Flaws(StructureCatalogue catalogue)
    {
        var activities = catalogue.Activities.Select(activity => activity.Id).ToHashSet();
        var wallets = catalogue.Wallets.Select(wallet => wallet.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. TooMany("activities", catalogue.Activities.Length, MostActivities),
            .. TooMany("periods", catalogue.Periods.Length, MostPeriods),
            .. TooMany("wallets", catalogue.Wallets.Length, MostWallets),
            .. catalogue.Activities.SelectMany(activity => Flaws(activity, wallets)),
            .. catalogue.Periods.SelectMany(period => Flaws(period, activities)),
            .. DatesInTwoPeriods(catalogue.Periods),
        ];
    }

    /// <summary>Whether a date is one that a town hall may mean.</summary>
    /// <param name="date">The date.</param>
    /// <returns>False for a slip of the keyboard.</returns>
    public static bool IsSane(DateOnly date) => date.Year is >= 2000 and <= 2100;

    private static bool IsSane(DateTimeOffset instant) => instant.Year is >= 2000 and <= 2100;

    private static IEnumerable<CatalogueFlaw> TooMany(string list, int count, int most)
    {
        if (count > most)
            yield return new CatalogueFlaw(list, "", $"{most} au plus");
    }

    private static IEnumerable<CatalogueFlaw> Flaws(Activity activity, HashSet<string> wallets)
    {
        var item = $"activity/{activity.Id}";
        if (activity.Departure <= activity.Arrival)
            yield return new CatalogueFlaw(item, "departure", "le départ suit l'arrivée, le même jour");
        if (activity.Eligibility.MinimumAge < 0 || activity.Eligibility.MaximumAge > OldestAge
            || activity.Eligibility.MaximumAge < activity.Eligibility.MinimumAge)
            yield return new CatalogueFlaw(item, "maximumAge", $"l'âge maximum suit l'âge minimum, entre 0 et {OldestAge} ans");
        if (activity.Eligibility.Groups.Length > MostGroups)
            yield return new CatalogueFlaw(item, "groups", $"{MostGroups} groupes au plus");
        if (!wallets.Contains(activity.Wallet))
            yield return new CatalogueFlaw(item, "wallet", $"le porte-monnaie {activity.Wallet} n'existe pas");
        if (activity.WaitingListLimit is < 0 or > MostWaiting)
            yield return new CatalogueFlaw(item, "waitingListLimit", $"la liste d'attente va de 0 à {MostWaiting}, ou est sans limite");
    }

    private static IEnumerable<CatalogueFlaw> Flaws(Period period, HashSet<ActivityId> activities)
    {
        var item = $"period/{period.Id}";
        foreach (var unknown in period.Activities.Where(activity => !activities.Contains(activity)))
            yield return new CatalogueFlaw(item, "activities", $"l'activité {unknown} n'existe pas");
        if (period.Activities.Distinct().Count() < period.Activities.Length)
            yield return new CatalogueFlaw(item, "activities", "une activité y figure deux fois");
        if (period.Dates.Length > MostDates)
            yield return new CatalogueFlaw(item, "dates", $"{MostDates} dates au plus");
        if (period.Dates.Distinct().Count() < period.Dates.Length)
            yield return new CatalogueFlaw(item, "dates", "une date y figure deux fois");
        if (period.Dates.Any(date => !IsSane(date)))
            yield return new CatalogueFlaw(item, "dates", NotSane);
        foreach (var flaw in OpeningFlaws(period).Concat(DeadlineFlaws(period)))
            yield return flaw with { Item = item };
    }

    private static IEnumerable<CatalogueFlaw> OpeningFlaws(Period period)
    {
        if (!IsSane(period.OpensAt) || !IsSane(period.ClosesAt) || (period.OpensForResidentsAt is { } residents && !IsSane(residents)))
            yield return new CatalogueFlaw("", "opensAt", NotSane);
        if (period.ClosesAt <= period.OpensAt)
            yield return new CatalogueFlaw("", "closesAt", "la fermeture suit l'ouverture");
        if (period.OpensForResidentsAt > period.OpensAt)
            yield return new CatalogueFlaw("", "opensForResidentsAt", "les habitants réservent avant les autres, ou en même temps");
        if (period.Debit is DebitOnDate fixedDate && !IsSane(fixedDate.Date))
            yield return new CatalogueFlaw("", "debit", NotSane);
    }

    private static IEnumerable<CatalogueFlaw> DeadlineFlaws(Period period)
    {
        (string Field, Deadline? Deadline)[] deadlines = [("toBook", period.ToBook), ("toCancel", period.ToCancel), ("toPromote", period.ToPromote)];
        foreach (var (field, deadline) in deadlines)
        {
            var what = deadline switch
            {
                HoursBefore hours when hours.Hours is < 0 or > HoursOfAYear => $"de 0 à {HoursOfAYear} heures avant",
                DaysBefore days when days.Days is < 0 or > DaysOfAYear => $"de 0 à {DaysOfAYear} jours avant",
                WorkingDaysBefore days when days.Days is < 1 or > DaysOfAYear => $"de 1 à {DaysOfAYear} jours ouvrés avant",
                FixedInstant instant when !IsSane(instant.At) => NotSane,
                _ => null,
            };
            if (what is not null)
                yield return new CatalogueFlaw("", field, what);
        }
    }

    /// <summary>One flaw for each pair of periods, with the first date that both open.</summary>
    private static IEnumerable<CatalogueFlaw> DatesInTwoPeriods(ImmutableArray<Period> periods)
    {
        var opened = new Dictionary<(ActivityId Activity, DateOnly Date), string>();
        var told = new HashSet<(string Period, string Earlier)>();
        foreach (var period in periods)
        {
            foreach (var (activity, date) in period.Days())
            {
                if (!opened.TryAdd((activity, date), period.Id) && opened[(activity, date)] is var earlier && earlier != period.Id && told.Add((period.Id, earlier)))
                    yield return new CatalogueFlaw($"period/{period.Id}", "dates", $"la période {earlier} ouvre déjà {activity} le {date:dd/MM/yyyy}");
            }
        }
    }

    /// <summary>The activity-days that a period offers, closed ones too.</summary>
    /// <param name="period">The period.</param>
    /// <returns>In its own order.</returns>
    public static IEnumerable<(ActivityId Activity, DateOnly Date)> Days(this Period period) =>
        from activity in period.Activities
        from date in period.Dates
        select (activity, date);
}
