using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Families;
using Periscolaire.Silo.Storage;
using Periscolaire.Supervision;
using Periscolaire.Testing;
using Periscolaire.Transmission;
using Periscolaire.Wallets;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>When bookings are debited and credited back (SPEC, Money 3), and at what price.</summary>
public sealed class DebitTests(SharedPostgreSql postgreSql)
{
    private static readonly DateTimeOffset TenthOfMay = new(2027, 5, 10, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly SummerDay = new(2027, 7, 7);

    /// <summary>Open from 11 May to 9 July 2027; a booking costs 5.00.</summary>
    private static readonly TestTown Town = new(new StructureId("ville"), new DateOnly(2027, 5, 10));

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Summer_booked_in_May_is_debited_by_the_night_of_the_first_of_July_and_not_before(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var clock = new FakeTimeProvider(TenthOfMay);
        await using var silo = await Founded(store, clock, new DebitOnDate(new DateOnly(2027, 7, 1)));
        await Book(silo, 0, TestTown.Morning, SummerDay);

        await NightsUntil(silo, clock, Paris(2027, 6, 30, 3, 0));
        (await Town.Balance(silo.Grains, 0)).ShouldBe(0m);
        await NightsUntil(silo, clock, Paris(2027, 7, 1, 1, 55));
        (await Town.Balance(silo.Grains, 0)).ShouldBe(0m);
        await NightsUntil(silo, clock, Paris(2027, 7, 1, 2, 5));
        (await Town.Balance(silo.Grains, 0)).ShouldBe(-5m);
        await NightsUntil(silo, clock, Paris(2027, 7, 8, 3, 0));
        (await Town.Balance(silo.Grains, 0)).ShouldBe(-5m);
        await ShouldBeConsistent(silo);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_missed_night_of_the_first_of_July_is_made_up_for_once(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var clock = new FakeTimeProvider(TenthOfMay);
        await using var silo = await Founded(store, clock, new DebitOnDate(new DateOnly(2027, 7, 1)));
        await Book(silo, 0, TestTown.Morning, SummerDay);
        await NightsUntil(silo, clock, Paris(2027, 6, 30, 3, 0));

        await NightsUntil(silo, clock, Paris(2027, 7, 3, 10, 0));

        var entry = (await Town.FamilyGrain(silo.Grains, 0).Ledger(TestTown.Wallet, before: null, 10))!.Value.Single();
        (entry.Posting.Amount, entry.Posting.ValueDate).ShouldBe((-5m, new DateOnly(2027, 7, 1)));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_booking_debited_on_acceptance_is_debited_by_the_transmission_that_makes_it_definitive(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, new FakeTimeProvider(TenthOfMay), new DebitOnAcceptance());
        await Book(silo, 0, TestTown.Morning, SummerDay);
        await Book(silo, 1, TestTown.Reviewed, SummerDay);
        (await Town.Balance(silo.Grains, 0)).ShouldBe(0m);

        var run = await Town.Transmit(silo.Grains);

        (run.Debits, run.Credits, run.Unpriced).ShouldBe((1L, 0L, 0L));
        (await Town.Balance(silo.Grains, 0)).ShouldBe(-5m);
        (await Town.Balance(silo.Grains, 1)).ShouldBe(0m, "staff have not decided");
        await Town.DayGrain(silo.Grains, TestTown.Reviewed, SummerDay).Decide([new Accept(2)], Author.Staff("essai"));
        await Town.Transmit(silo.Grains);
        (await Town.Balance(silo.Grains, 1)).ShouldBe(-5m);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_booking_cancelled_in_time_after_its_debit_is_credited_back_once(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, new FakeTimeProvider(TenthOfMay), new DebitOnAcceptance());
        var booking = await Book(silo, 0, TestTown.Morning, SummerDay);
        await Town.Transmit(silo.Grains);

        await Town.FamilyGrain(silo.Grains, 0).Validate(new ReservationDraft([], [booking]));
        (await Town.Balance(silo.Grains, 0)).ShouldBe(-5m, "not before it is definitive");
        var run = await Town.Transmit(silo.Grains);
        var after = await Town.Transmit(silo.Grains);

        (run.Credits, after.Credits).ShouldBe((1L, 0L));
        (await Town.Balance(silo.Grains, 0)).ShouldBe(0m);
        (await Town.FamilyGrain(silo.Grains, 0).Consumptions(SummerDay, SummerDay)).ShouldBeEmpty();
        await ShouldBeConsistent(silo);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_booking_cancelled_before_its_debit_is_never_debited(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, new FakeTimeProvider(TenthOfMay), new DebitOnAcceptance());
        var booking = await Book(silo, 0, TestTown.Morning, SummerDay);
        await Town.FamilyGrain(silo.Grains, 0).Validate(new ReservationDraft([], [booking]));

        var run = await Town.Transmit(silo.Grains);

        (run.Debits, run.Credits).ShouldBe((0L, 0L));
        (await Town.FamilyGrain(silo.Grains, 0).Ledger(TestTown.Wallet, before: null, 10)).ShouldBe(ImmutableArray<LedgerEntry>.Empty);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_justified_absence_is_credited_back_whether_noted_before_or_after_the_debit_and_another_is_not(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, new FakeTimeProvider(TenthOfMay), new DebitOnAcceptance());
        var bookings = new List<BookingId>();
        foreach (var family in (int[])[0, 1, 2])
            bookings.Add(await Book(silo, family, TestTown.Morning, SummerDay));

        await Absence(silo, 0, bookings[0], isJustified: true);
        await Town.Transmit(silo.Grains);
        await Absence(silo, 1, bookings[1], isJustified: true);
        await Absence(silo, 1, bookings[1], isJustified: true);
        await Absence(silo, 2, bookings[2], isJustified: false);
        await Town.Transmit(silo.Grains);

        foreach (var (family, balance) in ((int, decimal)[])[(0, 0m), (1, 0m), (2, -5m)])
            (await Town.Balance(silo.Grains, family)).ShouldBe(balance);
        (await Absence(silo, 2, bookings[2], isJustified: true)).ShouldBe(AbsenceOutcome.Recorded);
        (await Town.Balance(silo.Grains, 2)).ShouldBe(0m, "a change of mind in the family's favour");
        (await Absence(silo, 1, bookings[1], isJustified: false)).ShouldBe(AbsenceOutcome.AlreadyCredited);
        (await Absence(silo, 1, bookings[2], isJustified: true)).ShouldBe(AbsenceOutcome.UnknownBooking, "another family's");
        await ShouldBeConsistent(silo);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_quotient_that_changes_before_the_debit_counts_when_it_is_in_force_on_the_activitys_date(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, new FakeTimeProvider(TenthOfMay), new DebitOnAcceptance());
        await PriceByQuotient(silo);
        await Town.FamilyGrain(silo.Grains, 0).SetQuotient(new DatedQuotient(new DateOnly(2027, 1, 1), 300m), Author.Staff("essai"));
        var recap = await Town.FamilyGrain(silo.Grains, 0).Recap(Draft(0, TestTown.Morning, SummerDay));
        recap.Items.Single().Price!.Total.ShouldBe(10m);
        await Book(silo, 0, TestTown.Morning, SummerDay);

        // From the day after: nothing changes. From the day itself: it does, and the family reads why.
        await Town.FamilyGrain(silo.Grains, 0).SetQuotient(new DatedQuotient(SummerDay.AddDays(1), 900m), Author.Staff("essai"));
        (await Estimate(silo, 0)).Total.ShouldBe(10m);
        await Town.FamilyGrain(silo.Grains, 0).SetQuotient(new DatedQuotient(SummerDay, 360m), Author.Staff("essai"));
        (await Estimate(silo, 0)).Total.ShouldBe(12m);
        await Town.Transmit(silo.Grains);
        await Town.FamilyGrain(silo.Grains, 0).SetQuotient(new DatedQuotient(SummerDay, 100m), Author.Staff("essai"));
        await Town.Transmit(silo.Grains);

        var line = (await Town.FamilyGrain(silo.Grains, 0).Consumptions(SummerDay, SummerDay)).Single();
        line.Total.ShouldBe(12m, "what was debited stays");
        line.Why!.ShouldContain("QF 360 en vigueur depuis le 07/07/2027");
        (await Town.Balance(silo.Grains, 0)).ShouldBe(-12m);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_booking_that_no_grid_prices_is_left_counted_and_debited_once_one_does(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, new FakeTimeProvider(TenthOfMay), new DebitOnAcceptance());
        var catalogue = silo.Grains.GetGrain<ICatalogueGrain>(Town.Structure.Value);
        var grids = (await catalogue.Read())!.Grids;
        (await catalogue.SaveGrids(2, [])).Saved.ShouldNotBeNull();
        await Book(silo, 0, TestTown.Morning, SummerDay);

        var without = await Town.Transmit(silo.Grains);
        (await catalogue.SaveGrids(3, grids)).Saved.ShouldNotBeNull();
        var with = await Town.Transmit(silo.Grains);

        (without.Debits, without.Unpriced).ShouldBe((0L, 1L));
        (with.Debits, with.Unpriced).ShouldBe((1L, 0L));
        (await Town.Balance(silo.Grains, 0)).ShouldBe(-5m);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_balance_that_falls_below_zero_while_the_family_books_comes_before_the_booking_or_after_it(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, new FakeTimeProvider(TenthOfMay), new DebitOnTheDay());
        var (booked, refused) = (0, 0);
        for (var round = 0; round < 40; round++)
        {
            // Whoever is first decides; afterwards there is a debt of a cent, and nothing can be booked until it is paid.
            var date = Town.Today.AddDays(round + 1);
            await Town.SetCapacity(silo.Grains, TestTown.Morning, 5, date);
            var draft = Draft(0, TestTown.Morning, date);
            var (debt, booking) = round % 2 == 0
                ? (Town.Correct(silo.Grains, 0, -0.01m, $"dette-{round}"), Town.FamilyGrain(silo.Grains, 0).Validate(draft))
                : Swap(Town.FamilyGrain(silo.Grains, 0).Validate(draft), Town.Correct(silo.Grains, 0, -0.01m, $"dette-{round}"));
            await debt;
            var isRefused = (await booking).AmountDue is not null;

            (await Town.DayGrain(silo.Grains, TestTown.Morning, date).Read()).PlacesTaken.ShouldBe(isRefused ? 0 : 1);
            (await Town.FamilyGrain(silo.Grains, 0).Validate(Draft(0, TestTown.Reviewed, date))).AmountDue.ShouldBe(0.01m);
            await Town.Correct(silo.Grains, 0, 0.01m, $"paiement-{round}");
            (booked, refused) = isRefused ? (booked, refused + 1) : (booked + 1, refused);
        }

        booked.ShouldBeGreaterThan(0);
        refused.ShouldBeGreaterThan(0);

        static (Task Debt, Task<ReservationAnswer> Booking) Swap(Task<ReservationAnswer> booking, Task debt) => (debt, booking);
    }

    private static DateTimeOffset Paris(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, TimeSpan.FromHours(2));

    private static async Task<SiloHost> Founded(TestStore store, FakeTimeProvider clock, DebitRule debit)
    {
        var silo = await SiloHost.Start(store, services => services.Replace(ServiceDescriptor.Singleton(new TownClock(clock, TimeSpan.Zero))));
        await Town.Found(silo.Grains, families: 3);
        await Town.DebitBy(silo.Grains, debit);
        foreach (var activity in (ActivityId[])[TestTown.Morning, TestTown.Reviewed])
            await Town.SetCapacity(silo.Grains, activity, 50, SummerDay);
        return silo;
    }

    /// <summary>10.00 below a QF of 360, 12.00 from there on.</summary>
    private static async Task PriceByQuotient(SiloHost silo)
    {
        var catalogue = silo.Grains.GetGrain<ICatalogueGrain>(Town.Structure.Value);
        var saved = await catalogue.SaveGrids(2, [new PriceGrid(
            "qf", "Tarif au quotient", [TestTown.Morning], Town.Today, To: null, new BracketTariff([new Bracket(0m, 360m, 10m), new Bracket(360m, Below: null, 12m)]))]);
        saved.Saved.ShouldNotBeNull();
    }

    /// <summary>Moves the clock, and has the reminder tick until every night that is due has run.</summary>
    private static async Task NightsUntil(SiloHost silo, FakeTimeProvider clock, DateTimeOffset instant)
    {
        clock.SetUtcNow(instant);
        var transmissions = silo.Grains.GetGrain<ITransmissionGrain>(Town.Structure.Value);
        var paris = TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"));
        var last = DateOnly.FromDateTime(paris.AddHours(-2).DateTime);
        for (var tries = 0; ; tries++)
        {
            await transmissions.AsReference<IRemindable>()
                .ReceiveReminder("night", new TickStatus(TenthOfMay.UtcDateTime, TimeSpan.FromMinutes(5), instant.UtcDateTime));
            var runs = await transmissions.List(before: null, limit: 1);
            if (runs is [{ Phase: RunPhase.Completed } run] && run.Night == last)
                return;
            tries.ShouldBeLessThan(1_500, $"{last} did not run");
            await Task.Delay(20);
        }
    }

    private static ReservationDraft Draft(int family, ActivityId activity, DateOnly date) =>
        new([new ReservationRequest(TestTown.ChildOf(family), activity, date)], []);

    private static async Task<BookingId> Book(SiloHost silo, int family, ActivityId activity, DateOnly date) =>
        (await Town.FamilyGrain(silo.Grains, family).Validate(Draft(family, activity, date))).Items.Single().Answer.Booking!.Value;

    private static Task<AbsenceOutcome> Absence(SiloHost silo, int family, BookingId booking, bool isJustified) =>
        Town.FamilyGrain(silo.Grains, family).RecordAbsence(booking, isJustified, "essai", Author.Staff("essai"));

    private static async Task<EstimatedBooking> Estimate(SiloHost silo, int family) =>
        (await Town.FamilyGrain(silo.Grains, family).Wallets(new EstimateFilter(Until: null))).Bookings.Single();

    private static async Task ShouldBeConsistent(SiloHost silo)
    {
        var report = await silo.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check();
        report.Violations.ShouldBe(ImmutableArray<Violation>.Empty);
        report.Entries.ShouldBeGreaterThan(0);
    }
}
