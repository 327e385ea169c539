using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Periscolaire.Attendance;
using Periscolaire.Audit;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Families;
using Periscolaire.Silo.Storage;
using Periscolaire.Supervision;
using Periscolaire.Testing;
using Periscolaire.Wallets;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>Attendance on both stores: what is recorded, what money makes of it, and who is told of health notes.</summary>
public sealed class AttendanceTests(SharedPostgreSql postgreSql)
{
    private static readonly DateTimeOffset OnTheDay = new(2027, 5, 19, 16, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2027, 5, 19);
    private static readonly Author Staff = Author.Staff("directrice");

    /// <summary>Open from 11 May 2027; a booking costs 5.00; activities end at 12, 17 and 19.</summary>
    private static readonly TestTown Town = new(new StructureId("ville"), new DateOnly(2027, 5, 10));

    private static readonly AttendanceRecord Present = new(AttendanceState.Present, Reason: "Erreur de pointage");
    private static readonly AttendanceRecord Justified = new(AttendanceState.AbsentJustified, Reason: "Certificat");
    private static readonly AttendanceRecord Unjustified = new(AttendanceState.AbsentUnjustified, Reason: "Pas venu");
    private static readonly AttendanceRecord Late = new(AttendanceState.Late, LeftAt: new TimeOnly(12, 20), Reason: "Repris à 12 h 20");

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_credited_absence_that_was_a_presence_is_debited_again_and_shows_once_in_the_history(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store);
        var booking = await Book(silo, 0);
        await Town.Transmit(silo.Grains);

        foreach (var record in (AttendanceRecord[])[Justified, Present, Justified, Present])
        {
            (await Family(silo, 0).RecordAttendance(booking, record, Staff)).Outcome.ShouldBe(AttendanceOutcome.Recorded);
            (await Family(silo, 0).RecordAttendance(booking, record, Staff)).Outcome.ShouldBe(AttendanceOutcome.Unchanged);
            await Town.Transmit(silo.Grains);
            var lines = await Family(silo, 0).Consumptions(Day, Day);
            lines.Sum(line => line.Total).ShouldBe(record == Present ? 5m : 0m);
            lines.Length.ShouldBe(record == Present ? 1 : 0);
            (await Town.Balance(silo.Grains, 0)).ShouldBe(record == Present ? -5m : 0m);
        }

        (await Causes(silo, TestTown.Wallet)).ShouldBe([$"debit/{booking}", $"credit/{booking}", $"debit/{booking}/2", $"credit/{booking}/2", $"debit/{booking}/3"]);
        await ShouldBeConsistent(silo);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_booking_cancelled_after_an_absence_was_taken_back_is_still_credited_by_the_night(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store);
        var booking = await Book(silo, 0);
        await Town.Transmit(silo.Grains);
        await Family(silo, 0).RecordAttendance(booking, Justified, Staff);
        await Family(silo, 0).RecordAttendance(booking, Unjustified, Staff);

        await Town.DayGrain(silo.Grains, TestTown.Morning, Day).Decide([new Refuse(booking.Number, "Journée annulée")], Staff);
        (await Town.Transmit(silo.Grains)).Credits.ShouldBe(1);

        (await Town.Balance(silo.Grains, 0)).ShouldBe(0m);
        (await Family(silo, 0).RecordAttendance(booking, Present, Staff)).Outcome.ShouldBe(AttendanceOutcome.NotAccepted);
        await ShouldBeConsistent(silo);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Penalties_are_entered_once_in_their_wallet_and_withdrawn_by_an_opposite_entry(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, new PenaltyRules(new LatePickupPenalty(TestTown.MealWallet, 5, 2.50m, LatenessUnit.StartedQuarter)));
        var booking = await Book(silo, 0);

        // Fetched at 12:20 after an end at 12:00: 20 minutes, two started quarters, 2 × 2.50.
        var answer = await Family(silo, 0).RecordAttendance(booking, Late, Staff);
        answer.Record!.MinutesLate.ShouldBe(20);
        answer.Entered.Single().Amount.ShouldBe(-5m);
        await Family(silo, 0).RecordAttendance(booking, Late, Staff);
        (await Family(silo, 0).Consumptions(Day, Day)).Single().Total.ShouldBe(5m);
        await Family(silo, 0).RecordAttendance(booking, Present, Staff);

        (await Causes(silo, TestTown.MealWallet)).ShouldBe([$"attendance/late/{booking}", $"attendance/late/{booking}/withdrawn"]);
        (await Family(silo, 0).Consumptions(Day, Day)).ShouldBeEmpty();
        await ShouldBeConsistent(silo);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Random_records_and_nights_leave_in_the_wallet_what_the_last_record_says(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, new PenaltyRules(
            new LatePickupPenalty(TestTown.Wallet, 0, 1m, LatenessUnit.Flat), UnjustifiedAbsence: new FixedPenalty(TestTown.Wallet, 3m)));
        var booking = await Book(silo, 0);
        var chance = new Random(20270519);
        var (isDebited, last) = (false, (AttendanceRecord?)null);
        AttendanceRecord[] records = [Present, Late, Justified, Unjustified];
        for (var step = 0; step < 40; step++)
        {
            if (chance.Next(4) == 0)
            {
                await Town.Transmit(silo.Grains);
                isDebited = true;
            }
            else
            {
                last = records[chance.Next(records.Length)];
                await Family(silo, 0).RecordAttendance(booking, last, Staff);
            }

            // 5.00 for the booking unless it is excused, 1.00 when late, 3.00 when not excused.
            var custody = isDebited && last != Justified ? 5m : 0m;
            var penalty = last == Late ? 1m : last == Unjustified ? 3m : 0m;
            (await Town.Balance(silo.Grains, 0)).ShouldBe(-(custody + penalty), $"step {step}");
        }

        isDebited.ShouldBeTrue();
        (await LedgerTable.Entries(store, "famille-0", TestTown.Wallet)).Sum().ShouldBe(await Town.Balance(silo.Grains, 0));
        await ShouldBeConsistent(silo);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Every_record_and_correction_is_in_the_trail_with_what_it_was(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store);
        var booking = await Book(silo, 0);
        await Family(silo, 0).RecordAttendance(booking, Unjustified, Staff);
        await Family(silo, 0).RecordAttendance(booking, Unjustified, Staff);
        await Family(silo, 0).RecordAttendance(booking, Present with { ArrivedAt = new TimeOnly(8, 5) }, Staff);

        var trail = await Trail(silo).Read(new AuditFilter(Subject: $"booking/{booking}"));

        trail.Select(line => (line.Entry.Act, line.Entry.Before, line.Entry.After, line.Entry.Reason)).ShouldBe(
        [
            (
                "attendance-corrected",
                """{"state":"absent-unjustified","withoutBooking":false}""",
                """{"state":"present","arrivedAt":"08:05:00","withoutBooking":false}""",
                "Erreur de pointage"),
            ("attendance-recorded", null, """{"state":"absent-unjustified","withoutBooking":false}""", "Pas venu"),
        ]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_sheet_has_who_holds_a_place_by_name_and_warns_by_real_ages(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var clock = new FakeTimeProvider(OnTheDay.AddDays(-1));
        await using var silo = await Founded(store, families: 3, clock: clock);

        // Sorted as French lists are: an accent does not send a name to the end. Six on the day itself is six.
        (string LastName, DateOnly BirthDate)[] children = [("Zola", Day.AddYears(-6)), ("Éluard", Day.AddYears(-6).AddDays(1)), ("Dumas", Day.AddYears(-7))];
        foreach (var (number, (lastName, birthDate)) in children.Index())
        {
            var family = Town.Family(number);
            await Family(silo, number).Register(family with { Children = [family.Children[0] with { LastName = lastName, BirthDate = birthDate, Group = "CP" }] });
        }

        var day = Town.DayGrain(silo.Grains, TestTown.Morning, Day);
        await day.Decide([new SetAnimators(1)], Staff);
        await day.Decide([new SetCapacity(2)], Staff);
        var bookings = new List<BookingId>();
        foreach (var number in (int[])[0, 1, 2])
            bookings.Add(await Book(silo, number));
        (await day.Read()).Bookings[2].Status.ShouldBe(BookingStatus.Waitlisted);
        clock.SetUtcNow(OnTheDay);
        await Family(silo, 0).RecordAttendance(bookings[0], Present, Staff);

        var sheet = (await silo.Grains.GetGrain<IAttendanceGrain>(Town.Structure.Value).Sheets(Day, TestTown.Morning)).Single();
        sheet.Lines.Select(line => (line.LastName, line.Age, line.Group, line.Record?.State)).ShouldBe(
            [("Éluard", 5, "CP", null), ("Zola", 6, "CP", (AttendanceState?)AttendanceState.Present)]);

        // One under six and one from six: an animator each; there is one. The one who is there needs one.
        sheet.Warnings.ShouldBe([new RatioWarning(RatioConcern.Booked, 1, 1, 2, 1)]);
        (sheet.Capacity, sheet.Animators).ShouldBe((2, 1));
        (await silo.Grains.GetGrain<IAttendanceGrain>(Town.Structure.Value).Sheets(Day, activity: null)).Length.ShouldBe(4, "all that are open");
        (await silo.Grains.GetGrain<IAttendanceGrain>(Town.Structure.Value).Sheets(Day.AddYears(1), TestTown.Morning)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Animators_survive_their_grain_and_the_change_of_places_is_consistent(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using (var silo = await Founded(store))
        {
            // For children of three to twelve: 3 × 8.
            await Town.DayGrain(silo.Grains, TestTown.Morning, Day).Decide([new SetAnimators(3, "Renfort")], Staff);
            (await Trail(silo).Read(new AuditFilter(Act: "animators-changed"))).Single().Entry.After.ShouldBe("""{"capacity":24,"animators":3}""");
        }

        await using var again = await SiloHost.Start(store, Clock());
        var sheet = await Town.DayGrain(again.Grains, TestTown.Morning, Day).Read();
        (sheet.Capacity, sheet.Animators).ShouldBe((24, 3));
        (await again.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check()).Violations.ShouldBe(ImmutableArray<Violation>.Empty);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Health_notes_are_kept_by_version_and_every_reading_is_told_but_never_what_they_say(StoreKind kind)
    {
        const string Secret = "Allergie aux arachides, PAI";
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store);
        var (family, child) = (Family(silo, 0), TestTown.ChildOf(0));
        (await family.ReadHealthNotes(child, Staff)).ShouldBe(new HealthNotes(0, Text: null));

        (await family.WriteHealthNotes(child, new HealthNotes(0, Secret), Staff)).ShouldBe(new HealthNotesAnswer(IsKept: true, 1));
        (await family.WriteHealthNotes(child, new HealthNotes(0, "autre"), Staff)).ShouldBe(new HealthNotesAnswer(IsKept: false, 1));
        (await family.WriteHealthNotes(child, new HealthNotes(1, Secret), Staff)).ShouldBe(new HealthNotesAnswer(IsKept: true, 1), "nothing changed");
        (await family.ReadHealthNotes(child, Staff)).ShouldBe(new HealthNotes(1, Secret));
        (await family.ReadHealthNotes(TestTown.ChildOf(1), Staff)).ShouldBeNull("another family's");
        await Book(silo, 0);
        var attendance = silo.Grains.GetGrain<IAttendanceGrain>(Town.Structure.Value);
        (await attendance.Sheets(Day, TestTown.Morning)).Single().Lines.Single().Notes.ShouldBeNull();
        (await attendance.Sheets(Day, TestTown.Morning, Staff)).Single().Lines.Single().Notes.ShouldBe(Secret);

        var trail = await Trail(silo).Read(new AuditFilter(By: Staff));
        trail.Select(line => (line.Entry.Act, line.Entry.Subject)).ShouldBe(
        [
            ("health-notes-read", "activity-day/matin/2027-05-19"),
            ("health-notes-read", "family/famille-0/child/enfant-0"),
            ("health-notes-changed", "family/famille-0/child/enfant-0"),
            ("health-notes-read", "family/famille-0/child/enfant-0"),
        ]);
        trail.ShouldAllBe(line => !$"{line.Entry.Before}{line.Entry.After}{line.Entry.Reason}".Contains("arachides"));
    }

    private static Action<IServiceCollection> Clock(FakeTimeProvider? clock = null) =>
        services => services.Replace(ServiceDescriptor.Singleton(new TownClock(clock ?? new FakeTimeProvider(OnTheDay), TimeSpan.Zero)));

    private static async Task<SiloHost> Founded(TestStore store, PenaltyRules? penalties = null, int families = 2, FakeTimeProvider? clock = null)
    {
        var silo = await SiloHost.Start(store, Clock(clock));
        await Town.Found(silo.Grains, families);
        await silo.Grains.GetGrain<ICatalogueGrain>(Town.Structure.Value).Save(Town.Catalogue with
        {
            Version = 2,
            Settings = Town.Catalogue.Settings with { Penalties = penalties },
            Periods = [.. Town.Catalogue.Periods.Select(period => period with { Debit = new DebitOnAcceptance() })],
        });
        await Town.SetCapacity(silo.Grains, TestTown.Morning, 10, Day);
        return silo;
    }

    /// <summary>Booked at the counter: the day has begun.</summary>
    private static async Task<BookingId> Book(SiloHost silo, int family) =>
        (await Town.DayGrain(silo.Grains, TestTown.Morning, Day).Decide([TestTown.AskOf(family)], Author.System))[0].Booking!.Value;

    private static IFamilyGrain Family(SiloHost silo, int family) => Town.FamilyGrain(silo.Grains, family);

    private static IAuditTrailGrain Trail(SiloHost silo) => silo.Grains.GetGrain<IAuditTrailGrain>(Town.Structure.Value);

    private static async Task<IEnumerable<string>> Causes(SiloHost silo, string wallet) =>
        (await Family(silo, 0).Ledger(wallet, before: null, 100))!.Value.Reverse().Select(entry => entry.Posting.Cause);

    private static async Task ShouldBeConsistent(SiloHost silo)
    {
        var report = await silo.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check();
        report.Violations.ShouldBe(ImmutableArray<Violation>.Empty);
        report.Entries.ShouldBeGreaterThan(0);
    }
}
