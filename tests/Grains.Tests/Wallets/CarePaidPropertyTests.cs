using CsCheck;
using Periscolaire.Booking;
using Periscolaire.Wallets;
using Periscolaire.Wallets.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Wallets;

/// <summary>Whatever is entered in a year: no more custody is certified than was bought and stands, nor than money came and stayed; all of it when nothing is owed.</summary>
public sealed class CarePaidPropertyTests
{
    private static readonly DateOnly First = new(2026, 1, 1);

    /// <summary>What happens, how many cents it is about, and how many of them are the meal.</summary>
    private static readonly Gen<(int What, int Cents, int Meal)[]> Histories =
        Gen.Select(Gen.Int[0, 6], Gen.Int[1, 5_000], Gen.Int[0, 5_000]).Array[1, 40];

    [Fact]
    public void Certified_custody_is_what_was_bought_and_paid_for() => Histories.Sample(
        history =>
        {
            var ledger = Ledger(history);
            var paid = Certified(ledger);
            var undone = ledger.Where(posting => posting.Kind is EntryKind.Reversal).Select(posting => posting.Consumption!.Booking).ToHashSet();
            var bought = ledger.Where(posting => posting.Kind is EntryKind.Consumption && !undone.Contains(posting.Consumption!.Booking))
                .Sum(posting => -posting.Amount - posting.Consumption!.Meal);
            var money = ledger.Where(posting => posting.Kind is EntryKind.Payment or EntryKind.Refund or EntryKind.Dispute or EntryKind.Correction)
                .Sum(posting => posting.Amount);

            paid.ShouldBeInRange(0m, bought);
            paid.ShouldBeLessThanOrEqualTo(Math.Max(0m, money));
            if (ledger.Sum(posting => posting.Amount) >= 0)
                paid.ShouldBe(bought);
        },
        iter: 20_000);

    private static decimal Certified(IEnumerable<Posting> ledger) => CarePaid.Certificate(
        "DUPONT Jean-Paul",
        Some.Child(),
        First.Year,
        ledger.Select((posting, index) => new LedgerEntry(index + 1, posting, 0m, Author.System, Some.Now, Receipt: null, Run: null))).Paid;

    private static List<Posting> Ledger((int What, int Cents, int Meal)[] history)
    {
        var ledger = new List<Posting>();
        foreach (var (index, (what, cents, meal)) in history.Index())
        {
            var (day, euros) = (First.AddDays(index), cents / 100m);
            ledger.Add(what switch
            {
                0 or 1 => new Posting("PERISCOLAIRE", EntryKind.Payment, $"{index}", 3 * euros, day),
                2 => new Posting("PERISCOLAIRE", EntryKind.Refund, $"{index}", -euros, day),
                3 => new Posting("PERISCOLAIRE", EntryKind.Dispute, $"{index}", -euros, day),
                4 => new Posting("PERISCOLAIRE", EntryKind.Penalty, $"{index}", -euros, day),
                5 when ledger.FindLast(posting => posting.Kind is EntryKind.Consumption && ledger.TrueForAll(other => other.Kind is not EntryKind.Reversal
                    || other.Consumption != posting.Consumption)) is { } debit => Charging.Credit(debit, day, "Réservation annulée"),
                _ => Debit(index, day, euros, Math.Min(meal, cents) / 100m),
            });
        }

        return ledger;
    }

    private static Posting Debit(int index, DateOnly day, decimal euros, decimal meal)
    {
        var booking = new BookingId(Some.Morning, day, index + 1);
        return new Posting(
            "PERISCOLAIRE",
            EntryKind.Consumption,
            Charging.DebitCause(booking),
            -euros,
            day,
            new Consumption(Some.Lea, day, booking, "ALSH 3-6 ans Matin", euros, 1, meal, 0m, Why: null));
    }
}
