using Periscolaire.Audit;
using Periscolaire.Booking;
using Periscolaire.Families;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>Every act of staff is in the trail, and nothing changes it (RELIABILITY: AUDIT).</summary>
public sealed class AuditTrailTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();
    private static readonly Author Staff = Author.Staff("directrice");

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task What_staff_do_on_a_day_is_told_with_before_and_after_and_what_families_do_is_not(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, families: 1);
        var day = Town.DayGrain(silo.Grains, TestTown.Reviewed);
        await day.Decide([new SetCapacity(5, "Salle agrandie")], Staff);
        var booking = (await day.Decide([TestTown.AskOf(0)], Author.Family(TestTown.FamilyOf(0))))[0].Booking!.Value;
        await day.Decide([new Refuse(booking.Number, "Dossier incomplet")], Staff);
        await day.Decide([new Refuse(booking.Number, "Dossier incomplet")], Staff);

        var trail = await Trail(silo).Read(new AuditFilter(By: Staff));

        trail.Select(line => (line.Entry.Act, line.Entry.Subject, line.Entry.Before, line.Entry.After, line.Entry.Reason)).ShouldBe(
        [
            ("booking-refused", $"booking/{booking}", """{"status":"under-review"}""", """{"status":"refused"}""", "Dossier incomplet"),
            ("capacity-changed", $"activity-day/sur-dossier/{Town.Day:yyyy-MM-dd}", """{"capacity":0}""", """{"capacity":5}""", "Salle agrandie"),
        ]);
        (await Trail(silo).Read(new AuditFilter(Family: TestTown.FamilyOf(0)))).Length.ShouldBe(1, "the decision; asking was the family's own act");
        (await Trail(silo).Read(new AuditFilter(Subject: "activity-day/sur-dossier"))).Length.ShouldBe(1);
        (await Trail(silo).Read(new AuditFilter(Subject: "activity-day/sur"))).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Lines_handed_in_at_once_are_all_kept_and_nothing_changes_or_deletes_them(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using (var silo = await SiloHost.Start(store))
            await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Trail(silo).Append(Entry(number))));

        await using var again = await SiloHost.Start(store);
        await Trail(again).Append(Entry(200));

        var trail = await Trail(again).Read(new AuditFilter(Limit: 1_000));
        trail.Select(line => line.Entry.Subject).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 201).Select(SubjectOf).Order(StringComparer.Ordinal));
        trail[0].Entry.Subject.ShouldBe(SubjectOf(200), "the latest first");
        foreach (var tampering in (string[])["UPDATE audit_entries SET author = 'staff:autre'", "UPDATE audit_entries SET after = NULL", "DELETE FROM audit_entries"])
            (await Should.ThrowAsync<System.Data.Common.DbException>(() => store.Execute(tampering))).Message.ShouldContain("append-only");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_quotient_that_is_set_again_changes_nothing_and_is_told_once(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, families: 1);
        var family = Town.FamilyGrain(silo.Grains, 0);
        foreach (var value in (decimal?[])[360.25m, 360.25m, 900.75m, null, null])
            (await family.SetQuotient(new DatedQuotient(Town.Today, value), Staff)).ShouldBeTrue();

        (await Trail(silo).Read(new AuditFilter(Family: TestTown.FamilyOf(0)))).Select(line => (line.Entry.Act, line.Entry.Before, line.Entry.After)).ShouldBe(
        [
            ("quotient-changed", """{"value":900.75}""", """{"value":null}"""),
            ("quotient-changed", """{"value":360.25}""", """{"value":900.75}"""),
            ("quotient-changed", null, """{"value":360.25}"""),
        ]);
    }

    private static string SubjectOf(int number) => FormattableString.Invariant($"essai/{number:D3}");

    private static AuditEntry Entry(int number) => new(Staff, DateTimeOffset.UtcNow, "essai", SubjectOf(number), After: """{"a":1}""");

    private static IAuditTrailGrain Trail(SiloHost silo) => silo.Grains.GetGrain<IAuditTrailGrain>(Town.Structure.Value);
}
