using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;

namespace Periscolaire.Wallets.Rules;

/// <summary>
/// Custody actually paid in a year, for the tax certificate: article 200 quater B of the code général des impôts gives a credit for what families of
/// children under six on 1 January actually spent on custody, not on meals. A wallet is prepaid or in debt, so payments cover debits in the order in which
/// they were entered; a debit counts in the year in which both it and the money for it were there.
/// </summary>
public static class CarePaid
{
    private const int AgeLimit = 6;

    /// <summary>Whether a certificate is due for a child.</summary>
    /// <param name="child">The child.</param>
    /// <param name="year">The year.</param>
    /// <returns>True when it was under six on 1 January.</returns>
    public static bool IsEntitled(Child child, int year) => Eligibilities.AgeOn(child.BirthDate, new DateOnly(year, 1, 1)) < AgeLimit;

    /// <summary>The certificate of a year.</summary>
    /// <param name="family">The payer.</param>
    /// <param name="child">The child.</param>
    /// <param name="year">The year.</param>
    /// <param name="entries">All entries of all wallets, those of a wallet in order.</param>
    /// <returns>The certificate; custody refused or credited back in the year is taken off it.</returns>
    public static CareCertificate Certificate(string family, Child child, int year, IEnumerable<LedgerEntry> entries)
    {
        var paid = entries.GroupBy(entry => entry.Posting.Wallet, StringComparer.Ordinal)
            .SelectMany(wallet => Walk(wallet))
            .Where(part => part.Child == child.Id && part.On.Year == year)
            .ToList();
        var days = paid.GroupBy(part => part.Date).Count(day => day.Sum(part => part.Euros) > 0);
        return new CareCertificate(family, child, year, Math.Max(0m, paid.Sum(part => part.Euros)), days);
    }

    private static IEnumerable<Part> Walk(IEnumerable<LedgerEntry> wallet)
    {
        var unpaid = new LinkedList<Debit>();
        var settled = new Dictionary<string, Debit>(StringComparer.Ordinal);
        var money = 0m;
        foreach (var posting in wallet.Select(entry => entry.Posting))
        {
            if (posting.Amount < 0)
            {
                var debit = new Debit(posting);
                settled[posting.Cause] = debit;
                unpaid.AddLast(debit);
            }
            else if (posting.Kind is EntryKind.Reversal && posting.Consumption?.Booking is { } booking
                && settled.TryGetValue(Charging.DebitCause(booking), out var undone))
            {
                // What had been paid for it is money again; what had not is owed no more.
                money += undone.Paid;
                unpaid.Remove(undone);
                if (undone.TakeBack(posting.ValueDate) is { } back)
                    yield return back;
            }
            else
            {
                money += posting.Amount;
            }

            while (money > 0 && unpaid.First is { } next)
            {
                var part = next.Value.Pay(ref money, posting.ValueDate);
                if (next.Value.IsPaid)
                    unpaid.RemoveFirst();
                if (part is not null)
                    yield return part;
            }
        }
    }

    /// <summary>Euros of custody of a child that became paid on a day; below zero when taken back.</summary>
    private sealed record Part(ChildId Child, DateOnly Date, DateOnly On, decimal Euros);

    private sealed class Debit(Posting posting)
    {
        private readonly decimal _amount = -posting.Amount;

        public decimal Paid { get; private set; }

        public bool IsPaid => Paid == _amount;

        private decimal Care => posting is { Kind: EntryKind.Consumption, Consumption: { } consumption } ? _amount - consumption.Meal : 0m;

        private decimal CarePaidSoFar => Pricing.HalfUp(Care * Paid / _amount);

        public Part? Pay(ref decimal money, DateOnly on)
        {
            var before = CarePaidSoFar;
            var now = Math.Min(money, _amount - Paid);
            Paid += now;
            money -= now;
            return PartOf(CarePaidSoFar - before, on > posting.ValueDate ? on : posting.ValueDate);
        }

        public Part? TakeBack(DateOnly on)
        {
            var care = CarePaidSoFar;
            Paid = 0m;
            return PartOf(-care, on);
        }

        private Part? PartOf(decimal euros, DateOnly on) =>
            euros != 0 && posting.Consumption is { } consumption ? new Part(consumption.Child, consumption.Date, on, euros) : null;
    }
}
