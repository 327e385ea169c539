using CsCheck;
using Orleans.Core.Internal;
using Periscolaire.Booking;
using Periscolaire.Silo.Storage;
using Periscolaire.Supervision;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>What an activation knows is what the next one reads from the tables, after any history (RELIABILITY: CONS).</summary>
public sealed class RebuildTests(SharedPostgreSql postgreSql)
{
    private const int Children = 10;
    private const int Histories = 10;

    private static readonly TestTown Town = new();

    private static readonly Gen<(int Deed, int Child)[]> History = Gen.Select(Gen.Int[0, 5], Gen.Int[0, Children - 1]).Array[20, 60];

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_day_rebuilt_from_the_tables_is_the_day_that_was(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, Children);
        var date = 1;
        foreach (var history in History.Array[Histories].Single())
        {
            foreach (var activity in (ActivityId[])[TestTown.Morning, TestTown.Reviewed])
            {
                var day = Town.DayGrain(silo.Grains, activity, Town.Today.AddDays(date));
                await day.Decide([new SetCapacity(3)], Author.System);
                foreach (var (deed, child) in history)
                {
                    if (CommandOf(await day.Read(), deed, child) is { } command)
                        await day.Decide([command], Author.System);
                }

                var before = await day.Read();
                await day.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
                var after = await day.Read();

                after.Bookings.ShouldBe(before.Bookings);
                (after.Version, after.Capacity, after.PlacesTaken).ShouldBe((before.Version, before.Capacity, before.PlacesTaken));
            }

            date++;
        }

        var report = await silo.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check();
        report.Violations.ShouldBeEmpty();
        report.Days.ShouldBe(2 * Histories);
    }

    private static DayCommand? CommandOf(DaySheet sheet, int deed, int child)
    {
        var live = sheet.Bookings.LastOrDefault(line => line.Child == TestTown.ChildOf(child) && line.Status is not (BookingStatus.Cancelled or BookingStatus.Refused));
        return (deed, live) switch
        {
            (0 or 1, _) => TestTown.AskOf(child),
            (2, not null) => new Cancel(live.Number, TestTown.FamilyOf(child)),
            (3, not null) => new Refuse(live.Number, "essai"),
            (4, { Status: BookingStatus.UnderReview }) => new Accept(live.Number),
            (5, _) => new SetCapacity(child / 2),
            _ => null,
        };
    }
}
