using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Periscolaire.Booking;
using Periscolaire.Mail;
using Periscolaire.Silo.Storage;
using Periscolaire.Staff;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>Exports page by page: nothing twice, nothing left out, on both stores.</summary>
public sealed class ExportPageTests(SharedPostgreSql postgreSql)
{
    private const int Families = 5;
    private const int PageSize = 2;

    private static readonly TestTown Town = new(new StructureId("ville"), new DateOnly(2027, 5, 10));
    private static readonly DateOnly Day = Town.Day;

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Pages_put_together_are_the_whole_in_order(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store);
        var grain = silo.Grains.GetGrain<IExportsGrain>(Town.Structure.Value);

        var bookings = await All<ExportedBooking>(last => grain.Bookings(new DayFilter(), attendedOnly: false, last?.Id, PageSize));
        var movements = await All<ExportedMovement>(last => grain.Movements(
            new DayFilter(), last is null ? null : new BookingId(last.Booking.Activity, last.Booking.Date, last.Number), PageSize));
        var entries = await All<ExportedEntry>(last => grain.Ledger(new DayFilter(), last, PageSize));
        var debts = await All<ExportedDebt>(last => grain.Debtors(last, PageSize));
        var mails = await All<MailStanding>(last => grain.Mails(new DayFilter(), last, PageSize));

        // Five mornings on two days, of which three places a day: five accepted or waiting each; and a cancellation, which promotes one.
        bookings.Select(booking => (booking.Id.Date, booking.Who.Family.Value)).ShouldBe(
            Enumerable.Range(0, 2).SelectMany(day => Enumerable.Range(0, Families).Select(family => (Day.AddDays(day), $"famille-{family}"))));
        movements.Select(movement => movement.Kind).ShouldBe([.. Enumerable.Repeat("asked", 5), "cancelled", "promoted", .. Enumerable.Repeat("asked", 5)]);
        movements[5].Booking.ShouldBe(bookings[0].Id);
        (movements[5].Reason, movements[5].Author, movements[5].Run).ShouldBe(("Malade", Author.Staff("accueil"), 1L));
        bookings.ShouldAllBe(booking => booking.IsTransmitted);
        entries.Select(line => (line.Family.Value, line.Entry.Number, line.Entry.Posting.Amount, line.Entry.Balance)).ShouldBe(
            Enumerable.Range(0, Families).SelectMany(family => new[] { ($"famille-{family}", 1L, -10m, -10m), ($"famille-{family}", 2L, 2.5m, -7.5m) }));
        debts.Select(debt => (debt.Family.Value, debt.Email, debt.AmountDue)).ShouldBe(
            Enumerable.Range(0, Families).Select(family => ($"famille-{family}", (string?)TestTown.EmailOf(family), 7.5m)));
        mails.Select(mail => mail.Id).ShouldBe(Enumerable.Range(0, Families).Select(family => $"digest.1.famille-{family}"), ignoreOrder: true);
        mails.Select(mail => mail.CreatedAt).ShouldBeInOrder();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Filters_take_whole_days_of_Paris(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store);
        var grain = silo.Grains.GetGrain<IExportsGrain>(Town.Structure.Value);

        // Mails were written on 10 May at 23:30 in Paris, which is 21:30 UTC.
        (await grain.Mails(new DayFilter(From: new DateOnly(2027, 5, 11)), after: null, 10)).ShouldBeEmpty();
        (await grain.Mails(new DayFilter(To: new DateOnly(2027, 5, 9)), after: null, 10)).ShouldBeEmpty();
        (await grain.Mails(new DayFilter(From: new DateOnly(2027, 5, 10), To: new DateOnly(2027, 5, 10)), after: null, 10)).Length.ShouldBe(Families);
        (await grain.Ledger(new DayFilter(To: Town.Today.AddDays(-1)), after: null, 10)).ShouldBeEmpty();
        (await grain.Ledger(new DayFilter(Town.Catalogue.Activities[0].Id), after: null, 10)).ShouldBeEmpty("none of them debits an activity");
        (await grain.Ledger(new DayFilter(From: Town.Today, To: Town.Today), after: null, 20)).Length.ShouldBe(2 * Families);
        (await grain.Bookings(new DayFilter(From: Day.AddDays(1)), attendedOnly: true, after: null, 10)).Select(booking => booking.Who.Family.Value)
            .ShouldBe(["famille-0", "famille-1", "famille-2"]);
        (await grain.Movements(new DayFilter(TestTown.Afternoon), after: null, 10)).ShouldBeEmpty();
        (await grain.Movements(new DayFilter(To: Day), after: null, 10)).Length.ShouldBe(7);
    }

    private static async Task<List<T>> All<T>(Func<T?, Task<ImmutableArray<T>>> next)
        where T : class
    {
        var all = new List<T>();
        for (var page = await next(null); !page.IsEmpty; page = await next(all[^1]))
            all.AddRange(page);
        return all;
    }

    private static async Task<SiloHost> Founded(TestStore store)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 5, 10, 21, 30, 0, TimeSpan.Zero));
        var silo = await SiloHost.Start(store, services => services.Replace(ServiceDescriptor.Singleton(new TownClock(clock, TimeSpan.Zero))));
        await Town.Found(silo.Grains, Families);
        foreach (var date in (DateOnly[])[Day, Day.AddDays(1)])
        {
            await Town.SetCapacity(silo.Grains, TestTown.Morning, 3, date);
            await Town.DayGrain(silo.Grains, TestTown.Morning, date).Decide([.. Enumerable.Range(0, Families).Select(TestTown.AskOf)], Author.System);
        }

        var first = (await Town.DayGrain(silo.Grains, TestTown.Morning, Day).Read()).Bookings[0];
        await Town.DayGrain(silo.Grains, TestTown.Morning, Day).Decide([new Cancel(first.Number, first.Family, Reason: "Malade")], Author.Staff("accueil"));
        for (var family = 0; family < Families; family++)
        {
            await Town.Correct(silo.Grains, family, -10m);
            await Town.Correct(silo.Grains, family, 2.5m, "rendu");
        }

        await Town.Transmit(silo.Grains);
        return silo;
    }
}
