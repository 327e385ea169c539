using Periscolaire.Catalogue;

namespace Periscolaire.Wallets.Rules;

/// <summary>When a booking is debited (SPEC, Money 3).</summary>
public static class DebitRules
{
    /// <summary>The night by which an accepted booking is debited.</summary>
    /// <param name="period">The period that opens the date.</param>
    /// <param name="date">The activity's civil date, Europe/Paris.</param>
    /// <returns>A civil day, Europe/Paris; the smallest for "as soon as it is accepted". One accepted later is debited by the next night.</returns>
    public static DateOnly DebitedOn(this Period period, DateOnly date) => period.Debit switch
    {
        DebitOnAcceptance => DateOnly.MinValue,
        null or DebitOnTheDay => date,
        DebitOnDate fixedDate => fixedDate.Date,
        _ => throw new ArgumentException($"No rule for a debit of kind {period.Debit.GetType().Name}.", nameof(period)),
    };
}
