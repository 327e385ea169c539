using System.Globalization;
using Periscolaire.Booking;
using Periscolaire.Families;
using Periscolaire.Wallets;
using Periscolaire.Wallets.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Wallets;

/// <summary>Article 200 quater B of the code général des impôts: custody actually paid in the year, for a child under six on 1 January.</summary>
public sealed class CarePaidTests
{
    private const int Year = 2026;
    private const string Wallet = "PERISCOLAIRE";
    private const string MealWallet = "RESTAURATION";

    private static readonly Child Lea = Some.Child("2022-06-15");
    private static readonly Child Tom = Some.Child("2023-01-10") with { Id = new("tom"), FirstName = "Tom" };

    [Theory]
    [InlineData("2020-01-02", true)]
    [InlineData("2020-01-01", false)]
    [InlineData("2019-12-31", false)]
    [InlineData("2020-02-29", true)]
    [InlineData("2025-12-31", true)]
    [InlineData("2026-12-31", true)]
    [InlineData("2027-01-01", false)]
    public void A_child_is_entitled_until_the_year_on_whose_first_of_January_it_is_six(string birthDate, bool isEntitled) =>
        CarePaid.IsEntitled(Some.Child(birthDate), Year).ShouldBe(isEntitled);

    [Fact]
    public void Nothing_entered_is_nothing_paid_and_is_said()
    {
        var certificate = Certificate();

        (certificate.Family, certificate.Child, certificate.Year, certificate.Paid, certificate.Days).ShouldBe(("DUPONT Jean-Paul", Lea, Year, 0m, 0));
    }

    [Fact]
    public void Custody_counts_and_the_meal_does_not() =>
        // 14.85 of which the meal is 4.20: 14.85 − 4.20 = 10.65.
        Paid(Payment(50m, "2026-01-05"), Care(14.85m, "2026-02-04", meal: 4.20m)).ShouldBe((10.65m, 1));

    [Fact]
    public void A_penalty_is_no_custody_and_is_paid_in_its_turn() =>
        // 30 pays 10 of custody, then the penalty of 15, then 5 of the 10 of custody after it: 10 + 5.
        Paid(Payment(30m, "2026-01-05"), Care(10m, "2026-02-04"), Penalty(15m, "2026-02-04"), Care(10m, "2026-02-11")).ShouldBe((15m, 2));

    [Fact]
    public void What_is_not_paid_does_not_count() =>
        Paid(Care(10m, "2026-02-04"), Care(10m, "2026-02-11")).ShouldBe((0m, 0));

    [Fact]
    public void A_debit_paid_in_part_pays_custody_and_meal_in_proportion() =>
        // 6 of 15 is two fifths; custody is 15 − 3 = 12, two fifths of it 4.80.
        Paid(Payment(6m, "2026-01-05"), Care(15m, "2026-02-04", meal: 3m)).ShouldBe((4.80m, 1));

    [Fact]
    public void Parts_are_rounded_so_that_they_add_up_to_the_whole()
    {
        // Custody is 10 − 3.33 = 6.67. A third each year: 2.22111 → 2.22; 4.44222 → 4.44, 2.22 more; 6.67 at the end, 2.23 more.
        Posting[] ledger =
        [
            Care(10m, "2025-02-05", meal: 3.33m), Payment(3.33m, "2025-03-01"), Payment(3.33m, "2026-03-01"), Payment(3.34m, "2027-03-01"),
        ];

        Paid(2025, ledger).Paid.ShouldBe(2.22m);
        Paid(2026, ledger).Paid.ShouldBe(2.22m);
        Paid(2027, ledger).Paid.ShouldBe(2.23m);
    }

    [Fact]
    public void A_debit_paid_later_counts_in_the_year_of_the_payment()
    {
        Posting[] ledger = [Care(10m, "2025-12-17"), Care(8m, "2026-01-07"), Payment(18m, "2026-01-10")];

        Paid(ledger).ShouldBe((18m, 2));
        Paid(2025, ledger).ShouldBe((0m, 0));
    }

    [Fact]
    public void Money_paid_in_advance_counts_in_the_year_of_the_debit()
    {
        Posting[] ledger = [Payment(100m, "2025-12-20"), Care(10m, "2025-12-31"), Care(8m, "2026-01-07")];

        Paid(2025, ledger).ShouldBe((10m, 1));
        Paid(2026, ledger).ShouldBe((8m, 1));
        Paid(2027, ledger).ShouldBe((0m, 0));
    }

    [Fact]
    public void A_debit_of_last_year_that_was_entered_late_counts_when_its_money_came() =>
        // The cheque is of 2 January; the debit, of 31 December, was entered after it.
        Paid(Payment(10m, "2026-01-02"), Care(10m, "2025-12-31")).ShouldBe((10m, 1));

    [Fact]
    public void A_cheque_of_last_year_entered_in_January_counts_last_year() =>
        Paid(2025, Care(10m, "2025-12-17"), Payment(10m, "2025-12-30")).ShouldBe((10m, 1));

    [Fact]
    public void Money_pays_the_oldest_debit_first_whoever_s_it_is() =>
        // 15 pays Tom's 10, and 5 of Léa's 10.
        Paid(Care(10m, "2026-02-04") with { Consumption = Of(Tom, "2026-02-04", 0m) }, Care(10m, "2026-02-04"), Payment(15m, "2026-03-01")).ShouldBe((5m, 1));

    [Fact]
    public void A_booking_credited_back_does_not_count_and_its_money_pays_the_next() =>
        // Paid 10, credited back, and spent on the next 10: 10, once.
        Paid(Payment(10m, "2026-01-05"), Care(10m, "2026-02-04"), Care(10m, "2026-02-11"), Reversal(10m, "2026-02-04", "2026-02-05")).ShouldBe((10m, 1));

    [Fact]
    public void A_booking_credited_back_before_it_was_paid_leaves_no_money() =>
        Paid(Care(10m, "2026-02-04"), Reversal(10m, "2026-02-04", "2026-02-05"), Care(10m, "2026-02-11")).ShouldBe((0m, 0));

    [Fact]
    public void A_booking_of_last_year_credited_back_this_year_is_taken_off_this_year()
    {
        Posting[] ledger =
        [
            Payment(50m, "2025-12-01"), Care(10m, "2025-12-17"), Reversal(10m, "2025-12-17", "2026-01-05"), Care(30m, "2026-01-07"),
        ];

        Paid(2025, ledger).ShouldBe((10m, 1));
        Paid(2026, ledger).ShouldBe((20m, 1));
    }

    [Fact]
    public void A_year_with_more_credited_back_than_paid_says_zero() =>
        Paid(Payment(10m, "2025-12-01"), Care(10m, "2025-12-17"), Reversal(10m, "2025-12-17", "2026-01-05")).ShouldBe((0m, 0));

    [Fact]
    public void An_imported_consumption_credited_back_is_found_without_a_booking()
    {
        var imported = Care(10m, "2026-02-04") with { Consumption = Of(Lea, "2026-02-04", 0m) with { Booking = null } };

        // The same line twice, one of them credited back: 10 of the 20 remain, and 10 of money that was not spent.
        Paid(Payment(20m, "2026-01-05"), imported, imported, imported with { Kind = EntryKind.Reversal, Amount = 10m }).ShouldBe((10m, 1));
    }

    [Fact]
    public void A_refund_of_money_that_was_not_spent_changes_nothing() =>
        Paid(Payment(50m, "2026-01-05"), Care(10m, "2026-02-04"), Gone(40m, EntryKind.Refund, "2026-06-30")).ShouldBe((10m, 1));

    [Theory]
    [InlineData(EntryKind.Dispute)]
    [InlineData(EntryKind.Correction)]
    [InlineData(EntryKind.Refund)]
    public void Custody_bought_with_a_payment_that_was_taken_back_is_not_paid_until_it_is_paid_again(EntryKind kind)
    {
        // 30 pays 10 and 12 of custody. All 30 go: 8 were left, then the 12, then the 10. 15 pay again the oldest 10 and 5 of the 12.
        Posting[] bounced = [Payment(30m, "2026-01-05"), Care(10m, "2026-02-04"), Care(12m, "2026-02-11"), Gone(30m, kind, "2026-02-20")];

        Paid(bounced).ShouldBe((0m, 0));
        Paid([.. bounced, Payment(15m, "2026-03-01")]).ShouldBe((15m, 2));
    }

    [Fact]
    public void A_payment_taken_back_the_year_after_is_taken_off_that_year()
    {
        Posting[] ledger = [Payment(10m, "2025-12-01"), Care(10m, "2025-12-17"), Gone(10m, EntryKind.Dispute, "2026-01-15"), Payment(25m, "2026-02-01"), Care(15m, "2026-02-04")];

        // In 2026: −10 on 15 January, 10 again on 1 February, and 15.
        Paid(2025, ledger).ShouldBe((10m, 1));
        Paid(2026, ledger).ShouldBe((15m, 1));
    }

    [Fact]
    public void A_payment_cancelled_the_year_after_and_entered_anew_under_its_own_date_counts_once()
    {
        Posting[] ledger = [Payment(10m, "2025-12-01"), Care(10m, "2025-12-17"), Gone(10m, EntryKind.Payment, "2026-01-15"), Payment(10m, "2025-12-01")];

        // In 2025: 10. In 2026: −10 on 15 January, and 10 again that day, when the cheque was entered under its right number.
        Paid(2025, ledger).ShouldBe((10m, 1));
        Paid(2026, ledger).ShouldBe((0m, 0));
    }

    [Fact]
    public void A_refund_dated_before_the_payment_that_it_takes_back_is_taken_off_the_year_of_the_payment()
    {
        Posting[] ledger = [Care(10m, "2025-12-17"), Payment(10m, "2026-01-10"), Gone(10m, EntryKind.Refund, "2025-12-20")];

        // Nothing was paid in 2025; in 2026 10 came and went.
        Paid(2025, ledger).ShouldBe((0m, 0));
        Paid(2026, ledger).ShouldBe((0m, 0));
    }

    [Fact]
    public void A_debt_carried_over_is_paid_before_custody_and_is_none() =>
        // 50 pays the 43 of before, and 7 of the 10.
        Paid(Gone(43m, EntryKind.Correction, "2026-01-01"), Care(10m, "2026-02-04"), Payment(50m, "2026-03-01")).ShouldBe((7m, 1));

    [Fact]
    public void Money_that_went_without_having_come_is_made_up_for_before_custody_is_paid() =>
        // Owed: 10 of custody, and 30 paid back by mistake. 35 pay the 30, then 5 of the 10.
        Paid(Care(10m, "2026-02-04"), Gone(30m, EntryKind.Refund, "2026-02-20"), Payment(35m, "2026-03-01")).ShouldBe((5m, 1));

    [Fact]
    public void One_wallet_s_money_does_not_pay_another_s_debit() =>
        Paid(Payment(50m, "2026-01-05") with { Wallet = MealWallet }, Care(10m, "2026-02-04")).ShouldBe((0m, 0));

    [Fact]
    public void Custody_of_all_wallets_adds_up_and_days_are_counted_once() =>
        // 10 from one wallet and 3 from the other, on the same day.
        Paid(
            Payment(50m, "2026-01-05"), Payment(50m, "2026-01-05") with { Wallet = MealWallet },
            Care(10m, "2026-02-04"), Care(7m, "2026-02-04", meal: 4m) with { Wallet = MealWallet }).ShouldBe((13m, 1));

    [Fact]
    public void A_brother_s_custody_is_his_own() =>
        Paid(Payment(50m, "2026-01-05"), Care(10m, "2026-02-04") with { Consumption = Of(Tom, "2026-02-04", 0m) }).ShouldBe((0m, 0));

    [Fact]
    public void A_free_activity_is_nothing_paid() =>
        Paid(Care(0m, "2026-02-04"), Payment(5m, "2026-03-01"), Care(5m, "2026-03-04")).ShouldBe((5m, 1));

    private static (decimal Paid, int Days) Paid(params Posting[] postings) => Paid(Year, postings);

    private static (decimal Paid, int Days) Paid(int year, params Posting[] postings)
    {
        var entries = postings.Select((posting, index) => new LedgerEntry(index + 1, posting, 0m, Author.System, Some.Now, Receipt: null, Run: null));
        var certificate = CarePaid.Certificate("DUPONT Jean-Paul", Lea, year, entries);
        return (certificate.Paid, certificate.Days);
    }

    private static CareCertificate Certificate() => CarePaid.Certificate("DUPONT Jean-Paul", Lea, Year, []);

    private static Posting Payment(decimal euros, string on) => new(Wallet, EntryKind.Payment, $"payment/{on}/{Text(euros)}", euros, Some.Date(on));

    private static Posting Penalty(decimal euros, string on) => new(Wallet, EntryKind.Penalty, $"penalty/{on}", -euros, Some.Date(on));

    private static Posting Gone(decimal euros, EntryKind kind, string on) => new(Wallet, kind, $"gone/{on}", -euros, Some.Date(on));

    /// <summary>The debit of Léa's booking on a date, on that date.</summary>
    private static Posting Care(decimal total, string date, decimal meal = 0m) =>
        new(Wallet, EntryKind.Consumption, Charging.DebitCause(Booking(date)), -total, Some.Date(date), Of(Lea, date, meal));

    private static Posting Reversal(decimal total, string date, string on, decimal meal = 0m) =>
        Charging.Credit(Care(total, date, meal), Some.Date(on), "Réservation annulée");

    private static Consumption Of(Child child, string date, decimal meal) =>
        new(child.Id, Some.Date(date), Booking(date), "ALSH 3-6 ans Matin", 1m, 1, meal, 0m, Why: null);

    private static BookingId Booking(string date) => new(Some.Morning, Some.Date(date), 1);

    private static string Text(decimal euros) => euros.ToString(CultureInfo.InvariantCulture);
}
