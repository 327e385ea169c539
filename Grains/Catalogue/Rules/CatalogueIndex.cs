using System.Collections.Frozen;
using System.Collections.Immutable;
using Periscolaire.Attendance.Rules;
using Periscolaire.Booking.Rules;

namespace Periscolaire.Catalogue.Rules;

/// <summary>A structure's catalogue, arranged for looking things up on every request. Immutable: a change makes another one.</summary>
public sealed class CatalogueIndex
{
    private readonly FrozenDictionary<ActivityId, Activity> _activities;
    private readonly FrozenDictionary<(ActivityId Activity, DateOnly Date), Period> _periods;
    private readonly FrozenDictionary<(ActivityId Activity, DateOnly Date), Closure> _closures;
    private readonly FrozenDictionary<ActivityId, ImmutableArray<PriceGrid>> _grids;

    /// <summary>Initializes a new instance of the <see cref="CatalogueIndex"/> class.</summary>
    /// <param name="catalogue">The catalogue in force.</param>
    public CatalogueIndex(StructureCatalogue catalogue)
    {
        Catalogue = catalogue;
        _activities = catalogue.Activities.ToFrozenDictionary(activity => activity.Id);
        _closures = catalogue.Periods.SelectMany(period => period.Closures).ToFrozenDictionary(closure => (closure.Activity, closure.Date));
        _periods = (
            from period in catalogue.Periods
            from activity in period.Activities
            from date in period.Dates
            where !_closures.ContainsKey((activity, date))
            select KeyValuePair.Create((activity, date), period)).ToFrozenDictionary();
        _grids = catalogue.Grids.SelectMany(grid => grid.Activities, (grid, activity) => (activity, grid))
            .GroupBy(priced => priced.activity, priced => priced.grid)
            .ToFrozenDictionary(priced => priced.Key, priced => priced.ToImmutableArray());
    }

    /// <summary>The catalogue as it was saved.</summary>
    public StructureCatalogue Catalogue { get; }

    /// <summary>The wallets, in display order.</summary>
    public ImmutableArray<WalletOffer> Wallets => Catalogue.Wallets;

    /// <summary>How families read a wallet's name.</summary>
    /// <param name="wallet">Its id.</param>
    /// <returns>The id itself for one that is no longer offered.</returns>
    public string LabelOf(string wallet) => Wallets.FirstOrDefault(offer => offer.Id == wallet)?.Label ?? wallet;

    /// <summary>Finds an activity.</summary>
    /// <param name="activity">Its id.</param>
    /// <returns>Null when the structure has no such activity.</returns>
    public Activity? Find(ActivityId activity) => activity.Value is null ? null : _activities.GetValueOrDefault(activity);

    /// <summary>Finds the period that opens a date of an activity.</summary>
    /// <param name="activity">The activity's id.</param>
    /// <param name="date">The civil date, Europe/Paris.</param>
    /// <returns>Null when the date is not open to booking, or was closed.</returns>
    public Period? PeriodOf(ActivityId activity, DateOnly date) => activity.Value is null ? null : _periods.GetValueOrDefault((activity, date));

    /// <summary>Finds out why staff closed an activity-day.</summary>
    /// <param name="activity">The activity's id.</param>
    /// <param name="date">The civil date, Europe/Paris.</param>
    /// <returns>Null when they did not.</returns>
    public Closure? ClosureOf(ActivityId activity, DateOnly date) => activity.Value is null ? null : _closures.GetValueOrDefault((activity, date));

    /// <summary>Finds the price grid of an activity on a date.</summary>
    /// <param name="activity">The activity's id.</param>
    /// <param name="date">The civil date, Europe/Paris.</param>
    /// <returns>Null when it has no price there.</returns>
    public PriceGrid? GridOf(ActivityId activity, DateOnly date) => activity.Value is not null && _grids.TryGetValue(activity, out var grids)
        ? grids.FirstOrDefault(grid => grid.From <= date && (grid.To is not { } last || date <= last))
        : null;

    /// <summary>What the catalogue says of an activity-day.</summary>
    /// <param name="activity">The activity's id.</param>
    /// <param name="date">The civil date, Europe/Paris.</param>
    /// <returns>Its terms; those of a day that books and promotes nobody when it is not, or no longer, in the catalogue, or closed.</returns>
    public DayTerms TermsOf(ActivityId activity, DateOnly date) =>
        Find(activity) is { } known && PeriodOf(activity, date) is { } period
            ? new DayTerms(known.ReviewedByStaff, known.WaitingListLimit, period.PromotionEnds(known, date), Ratios.PlacesPerAnimator(known))
            : new DayTerms(ReviewedByStaff: false, WaitingListLimit: 0, DateTimeOffset.MinValue, IsOpen: false);
}
