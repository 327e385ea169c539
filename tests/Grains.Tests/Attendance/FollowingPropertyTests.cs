using System.Collections.Immutable;
using CsCheck;
using Periscolaire.Attendance;
using Periscolaire.Attendance.Rules;
using Periscolaire.Booking;
using Periscolaire.Wallets;
using Periscolaire.Wallets.Rules;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Attendance;

/// <summary>Random sequences of records and nights over one booking: money is what the last record says, whatever was recorded before it, each cause once.</summary>
public sealed class FollowingPropertyTests
{
    private const decimal Price = 6.65m;
    private const string Wallet = "PERISCOLAIRE";
    private const string MealWallet = "RESTAURATION";

    private static readonly BookingId Booking = new(Some.Afternoon, Some.Day, 17);

    private static readonly PenaltyRules Rules = new(
        new LatePickupPenalty(MealWallet, ToleranceMinutes: 10, 2m, LatenessUnit.StartedQuarter), new FixedPenalty(Wallet, 3m), new FixedPenalty(Wallet, 8m));

    /// <summary>Null is a night.</summary>
    private static readonly Gen<AttendanceRecord?[]> Histories = Gen.Select(Gen.Int[0, 4], Gen.Int[1, 50], Gen.Bool).Select((what, minutes, unbooked) => what switch
    {
        0 => null,
        1 => new AttendanceRecord(AttendanceState.Present, WithoutBooking: unbooked),
        2 => new AttendanceRecord(AttendanceState.Late, MinutesLate: minutes, WithoutBooking: unbooked),
        3 => new AttendanceRecord(AttendanceState.AbsentJustified, Reason: "Certificat"),
        _ => new AttendanceRecord(AttendanceState.AbsentUnjustified),
    }).Array[1, 25];

    [Fact]
    public void Wallets_hold_what_the_last_record_says_after_every_step_and_each_cause_is_entered_once() => Histories.Sample(
        history =>
        {
            var life = new Life();
            foreach (var step in history)
            {
                if (step is null)
                    life.Night();
                else
                    life.Record(step);
                life.Ledger.Select(posting => posting.Cause).ShouldBeUnique(StringComparer.Ordinal);
                life.Ledger.Where(posting => posting.Wallet == Wallet).Sum(posting => posting.Amount).ShouldBe(-life.Due(Wallet));
                life.Ledger.Where(posting => posting.Wallet == MealWallet).Sum(posting => posting.Amount).ShouldBe(-life.Due(MealWallet));
            }
        },
        iter: 20_000);

    [Fact]
    public void Recording_the_same_again_enters_nothing() => Histories.Sample(
        history =>
        {
            var life = new Life();
            foreach (var step in history.OfType<AttendanceRecord>())
            {
                life.Record(step);
                life.Record(step).ShouldBeEmpty();
            }
        },
        iter: 5_000);

    /// <summary>A booking's life, told twice: by the rules, and by what is due in the end.</summary>
    private sealed class Life
    {
        private AttendanceRecord? _record;
        private bool _isDebited;

        public List<Posting> Ledger { get; } = [];

        private BookingAccount Account => new(Booking, [.. Ledger]);

        public ImmutableArray<Posting> Record(AttendanceRecord record)
        {
            var attended = new AttendedBooking(Booking, Some.Lea, BookingStatus.Accepted, _record);
            var postings = new Following(Rules, "ALSH", Some.Day).Postings(attended, record, Account);
            Ledger.AddRange(postings);
            _record = record;
            return postings;
        }

        /// <summary>The first night debits; an absence already justified is credited with it.</summary>
        public void Night()
        {
            if (_isDebited)
                return;
            _isDebited = true;
            var debit = new Posting(Wallet, EntryKind.Consumption, Charging.DebitCause(Booking), -Price, Some.Day, new Consumption(
                Some.Lea, Some.Day, Booking, "ALSH", Price, Quantity: 1, Meal: 0m, Reduction: 0m, Why: null));
            Ledger.Add(debit);
            if (_record is { State: AttendanceState.AbsentJustified })
                Ledger.Add(Charging.Credit(debit, Some.Day, "Absence justifiée"));
        }

        public decimal Due(string wallet)
        {
            var custody = _isDebited && _record is not { State: AttendanceState.AbsentJustified } ? Price : 0m;

            // 11 to 15 minutes are one quarter, 16 to 30 two, 31 to 45 three, 46 to 50 four; up to ten are let pass.
            var quarters = _record is { State: AttendanceState.Late, MinutesLate: { } minutes } ? minutes switch { <= 10 => 0, <= 15 => 1, <= 30 => 2, <= 45 => 3, _ => 4 } : 0;
            var absence = _record is { State: AttendanceState.AbsentUnjustified } ? 3m : 0m;
            var unbooked = _record is { State: AttendanceState.Present or AttendanceState.Late, WithoutBooking: true } ? 8m : 0m;
            return wallet == Wallet ? custody + absence + unbooked : 2m * quarters;
        }
    }
}
