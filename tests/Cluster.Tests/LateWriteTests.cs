using Periscolaire.Booking;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>
/// A write whose answer is lost may be kept when the family has already been read again without it. Whoever asks again is told that it is entered, and from
/// then on the family goes by it (RELIABILITY: DEBT).
/// </summary>
public sealed class LateWriteTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_payment_that_is_kept_late_lets_the_family_book_once_it_is_told_again(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var faults = new Faults();
        await using var silo = await Founded(store, faults);
        await Town.Correct(silo.Grains, 0, -5m, "dette");

        faults.Next = () => Fault.LongAfterTheAnswer;
        await Should.ThrowAsync<StoreUnavailableException>(() => Town.Correct(silo.Grains, 0, 5m, "reglement"));
        faults.Next = () => Fault.None;
        (await Book(silo)).AmountDue.ShouldBe(5m, "it is not kept yet");
        await faults.Land();
        await Town.Correct(silo.Grains, 0, 5m, "reglement");

        (await Town.Balance(silo.Grains, 0)).ShouldBe(0m);
        (await Book(silo)).AmountDue.ShouldBeNull();
    }

    private static async Task<SiloHost> Founded(TestStore store, Faults faults)
    {
        var silo = await SiloHost.Start(store, faults.LayOver);
        await Town.Found(silo.Grains, families: 1);
        return silo;
    }

    private static Task<ReservationAnswer> Book(SiloHost silo) => Town.FamilyGrain(silo.Grains, 0).Validate(
        new ReservationDraft([new ReservationRequest(TestTown.ChildOf(0), TestTown.Morning, Town.Day)], []));
}
