using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;

namespace Periscolaire.Wallets.Rules;

/// <summary>
/// Custody actually paid in a year, for the tax certificate: article 200 quater B of the code général des impôts gives a credit for what families of
/// children under six on 1 January actually spent on custody, not on meals nor on penalties. A wallet is prepaid or in debt, so its money pays debits in
/// the order in which they were entered; a debit counts in the year in which both it and the money for it were there.
/// </summary>
public static class CarePaid
{
    private const int AgeLimit = 6;

    /// <summary>Whether a certificate is due for a child.</summary>
    /// <param name="child">The child.</param>
    /// <param name="year">The year.</param>
    /// <returns>True when it was under six on 1 January, or was born in the year.</returns>
    public static bool IsEntitled(Child child, int year) =>
        child.BirthDate.Year <= year && Eligibilities.AgeOn(child.BirthDate, new DateOnly(year, 1, 1)) < AgeLimit;

    /// <summary>The certificate of a year.</summary>
    /// <param name="family">The payer.</param>
    /// <param name="child">The child.</param>
    /// <param name="year">The year.</param>
    /// <param name="entries">All entries of all wallets, those of a wallet in order.</param>
    /// <returns>The certificate; custody credited back, or whose payment was taken back, in the year is taken off it.</returns>
    public static CareCertificate Certificate(string family, Child child, int year, IEnumerable<LedgerEntry> entries)
    {
        var paid = entries.GroupBy(entry => entry.Posting.Wallet, StringComparer.Ordinal)
            .SelectMany(wallet => PartsOf(wallet.Select(entry => entry.Posting)))
            .Where(part => part.Child == child.Id && part.On.Year == year)
            .ToList();
        var days = paid.GroupBy(part => part.Date).Count(day => day.Sum(part => part.Euros) > 0);
        return new CareCertificate(family, child, year, Math.Max(0m, paid.Sum(part => part.Euros)), days);
    }

    private static List<CarePart> PartsOf(IEnumerable<Posting> wallet)
    {
        var spending = new WalletSpending();
        foreach (var posting in wallet)
            spending.Enter(posting);
        return spending.Parts;
    }
}
