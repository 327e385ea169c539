using System.Collections.Immutable;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Catalogue.Rules;

/// <summary>What an edit makes of a catalogue.</summary>
public static class CatalogueChanges
{
    /// <summary>Whether what an edit changes or adds is there.</summary>
    /// <param name="catalogue">The catalogue in force.</param>
    /// <param name="edit">The edit.</param>
    /// <returns>True also for what is always there.</returns>
    public static bool Has(this StructureCatalogue catalogue, CatalogueEdit edit) => edit switch
    {
        EditActivity put => catalogue.Activities.Any(activity => activity.Id == put.Activity.Id),
        RemoveActivity removed => catalogue.Activities.Any(activity => activity.Id == removed.Activity),
        EditPeriod put => catalogue.Periods.Any(period => period.Id == put.Period.Id),
        RemovePeriod removed => catalogue.Periods.Any(period => period.Id == removed.Period),
        GenerateDates dates => catalogue.Periods.Any(period => period.Id == dates.Period),
        EditWallet put => catalogue.Wallets.Any(wallet => wallet.Id == put.Wallet.Id),
        RemoveWallet removed => catalogue.Wallets.Any(wallet => wallet.Id == removed.Wallet),
        _ => true,
    };

    /// <summary>The catalogue after an edit.</summary>
    /// <param name="catalogue">The catalogue in force.</param>
    /// <param name="edit">The edit.</param>
    /// <param name="holidays">The school calendar.</param>
    /// <returns>The next version.</returns>
    public static StructureCatalogue After(this StructureCatalogue catalogue, CatalogueEdit edit, SchoolHolidays holidays)
    {
        var next = catalogue with { Version = catalogue.Version + 1 };
        return edit switch
        {
            EditSettings put => next with
            {
                // What is edited elsewhere (announcements, penalties…) stays as it is.
                Settings = catalogue.Settings with
                {
                    Name = put.Settings.Name,
                    Zone = put.Settings.Zone,
                    NightAt = put.Settings.NightAt,
                    Contact = put.Settings.Contact,
                    ProfileChanges = put.Settings.ProfileChanges,
                },
            },
            EditActivity put => next with { Activities = Put(catalogue.Activities, put.Activity, activity => activity.Id == put.Activity.Id) },
            RemoveActivity removed => next with { Activities = catalogue.Activities.RemoveAll(activity => activity.Id == removed.Activity) },
            EditPeriod put => next with { Periods = Put(catalogue.Periods, Kept(catalogue, put.Period), period => period.Id == put.Period.Id) },
            RemovePeriod removed => next with { Periods = catalogue.Periods.RemoveAll(period => period.Id == removed.Period) },
            GenerateDates dates => next with { Periods = [.. catalogue.Periods.Select(period => period.Id == dates.Period ? period.With(dates.Rule, holidays) : period)] },
            EditWallet put => next with { Wallets = Put(catalogue.Wallets, put.Wallet, wallet => wallet.Id == put.Wallet.Id) },
            RemoveWallet removed => next with { Wallets = catalogue.Wallets.RemoveAll(wallet => wallet.Id == removed.Wallet) },
            EditGrids put => next with { Grids = [.. put.Grids.Select(grid => grid.WithBoundaries())] },
            CopySchoolYear copy => next.WithYear(copy, holidays),
            _ => throw new ArgumentException($"No rule for an edit of kind {edit.GetType().Name}.", nameof(edit)),
        };
    }

    /// <summary>A period with the dates of a rule; closures of days that it opens no longer go.</summary>
    private static Period With(this Period period, DateRule rule, SchoolHolidays holidays) =>
        (period with { Dates = rule.Dates(holidays), Rule = rule }).WithoutStrayClosures();

    /// <summary>What a period's own edit does not tell: closures, and the rule while the dates are still its.</summary>
    private static Period Kept(StructureCatalogue catalogue, Period put)
    {
        var before = catalogue.Periods.FirstOrDefault(period => period.Id == put.Id);
        return before is null ? put : (put with
        {
            Closures = before.Closures,
            Rule = before.Dates.SequenceEqual(put.Dates) ? before.Rule : null,
        }).WithoutStrayClosures();
    }

    private static Period WithoutStrayClosures(this Period period)
    {
        var days = period.Days().ToHashSet();
        return period with { Closures = [.. period.Closures.Where(closure => days.Contains((closure.Activity, closure.Date)))] };
    }

    /// <summary>In place of what it replaces, so that the order of display stays; otherwise last.</summary>
    private static ImmutableArray<T> Put<T>(ImmutableArray<T> items, T item, Func<T, bool> isSame) =>
        items.Any(isSame) ? [.. items.Select(known => isSame(known) ? item : known)] : items.Add(item);
}
