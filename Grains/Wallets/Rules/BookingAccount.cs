using System.Collections.Immutable;
using System.Globalization;
using Periscolaire.Booking;

namespace Periscolaire.Wallets.Rules;

/// <summary>
/// What was entered in a family's wallets for one booking. A cause is entered once, ever: what is done again after it was undone has a cause of its own,
/// numbered by how often it was done before.
/// </summary>
/// <param name="Booking">The booking.</param>
/// <param name="Entered">Its debits, credits and penalties; those of a wallet in order.</param>
public sealed record BookingAccount(BookingId Booking, ImmutableArray<Posting> Entered)
{
    private const string Withdrawn = "/withdrawn";

    /// <summary>The debit that was not credited back; null when there is none.</summary>
    public Posting? StandingDebit => Debits.Count() > Credits.Count() ? Debits.Last() : null;

    /// <summary>Whether it was debited and credited back.</summary>
    public bool IsCredited => Debits.Any() && StandingDebit is null;

    private IEnumerable<Posting> Debits => Entered.Where(posting => posting.Kind is EntryKind.Consumption);

    private IEnumerable<Posting> Credits => Entered.Where(posting => posting.Kind is EntryKind.Reversal);

    /// <summary>The opposite of the standing debit.</summary>
    /// <param name="day">The civil day that it is credited for.</param>
    /// <param name="reason">Why.</param>
    /// <returns>The posting.</returns>
    /// <exception cref="InvalidOperationException">Nothing stands.</exception>
    public Posting Credit(DateOnly day, string reason) =>
        Charging.Credit(StandingDebit ?? throw new InvalidOperationException($"{Booking} is not debited."), day, reason) with
        {
            Cause = Again(Charging.CreditCause(Booking), Credits.Count()),
        };

    /// <summary>The opposite of the last credit: the same debit once more.</summary>
    /// <param name="day">The civil day that it is debited for.</param>
    /// <param name="reason">Why.</param>
    /// <returns>The posting.</returns>
    /// <exception cref="InvalidOperationException">It was not credited.</exception>
    public Posting DebitAgain(DateOnly day, string reason) => IsCredited
        ? Debits.Last() with { Cause = Again(Charging.DebitCause(Booking), Debits.Count()), ValueDate = day, Reason = reason }
        : throw new InvalidOperationException($"{Booking} is not credited.");

    /// <summary>The penalty of a kind that was entered and not withdrawn.</summary>
    /// <param name="kind">Names the kind of penalty.</param>
    /// <returns>Null when there is none.</returns>
    public Posting? StandingPenalty(string kind) => PenaltiesOf(kind)
        .FirstOrDefault(penalty => Entered.All(other => other.Cause != penalty.Cause + Withdrawn));

    /// <summary>The opposite of a penalty.</summary>
    /// <param name="penalty">The penalty as it was entered.</param>
    /// <param name="day">The civil day that it counts for.</param>
    /// <param name="reason">Why.</param>
    /// <returns>The posting.</returns>
    public static Posting Withdraw(Posting penalty, DateOnly day, string reason) =>
        penalty with { Cause = penalty.Cause + Withdrawn, Amount = -penalty.Amount, ValueDate = day, Reason = reason };

    /// <summary>Names the next penalty of a kind.</summary>
    /// <param name="kind">Names the kind of penalty.</param>
    /// <returns>The cause.</returns>
    public string NextPenaltyCause(string kind) => Again(FirstPenaltyCause(kind), PenaltiesOf(kind).Count());

    private IEnumerable<Posting> PenaltiesOf(string kind) => Entered.Where(posting =>
        posting is { Kind: EntryKind.Penalty, Amount: < 0 } && posting.Cause.StartsWith(FirstPenaltyCause(kind), StringComparison.Ordinal));

    private string FirstPenaltyCause(string kind) => $"attendance/{kind}/{Booking}";

    private static string Again(string cause, int before) => before == 0 ? cause : string.Create(CultureInfo.InvariantCulture, $"{cause}/{before + 1}");
}
