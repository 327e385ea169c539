using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Periscolaire.Audit;
using Periscolaire.Booking;
using Periscolaire.Families;
using Periscolaire.Import;
using Periscolaire.Journal;
using Periscolaire.Silo.Storage;
using Periscolaire.Supervision;
using Periscolaire.Testing;
using Periscolaire.Wallets;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>A town taken over by files: all of a file or nothing, twice the same file doubles nothing, and nobody answers from an older memory.</summary>
public sealed class ImportTests(SharedPostgreSql postgreSql)
{
    private const int Families = 2_000;

    private static readonly TestTown Town = new();
    private static readonly Author Staff = Author.Staff("reprise");
    private static readonly GeneratedTown Files = new(Families);

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Two_thousand_families_are_taken_over_and_the_same_files_again_double_nothing(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, families: 0);
        (ImportKind Kind, string File, int Lines)[] files =
        [
            (ImportKind.Families, Files.FamiliesFile, Families), (ImportKind.Children, Files.ChildrenFile, 2 * Families), (ImportKind.Quotients, Files.QuotientsFile, Families),
            (ImportKind.Balances, Files.BalancesFile, Families), (ImportKind.Accounts, Files.AccountsFile, Families),
        ];

        foreach (var (what, file, lines) in files)
        {
            (await Run(silo, what, file, dryRun: true)).Counts.ShouldBe(new ImportCounts(lines, Created: lines, 0, 0));
            var report = await Run(silo, what, file);
            (report.Outcome, report.Counts, report.ProblemCount).ShouldBe((ImportOutcome.Kept, new ImportCounts(lines, Created: lines, 0, 0), 0));
            report.Codes.Select(letter => letter.Code).Distinct(StringComparer.Ordinal).Count().ShouldBe(what is ImportKind.Accounts ? Families : 0);
        }

        foreach (var (what, file, lines) in files)
            (await Run(silo, what, file)).Counts.ShouldBe(new ImportCounts(lines, 0, 0, Unchanged: lines));
        await store.ShouldCount("families", Families);
        await store.ShouldCount("children", 2 * Families);
        await store.ShouldCount("quotients", Families);
        await store.ShouldCount("ledger_entries", Families);
        await store.ShouldCount("accounts", Families);
        await TheGeneratedFamiliesAreRight(silo);
        (await silo.Grains.GetGrain<IConsistencyGrain>(Town.Structure.Value).Check()).Violations.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_in_memory_is_read_again(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, families: 1);
        var (known, unknown) = (Town.FamilyGrain(silo.Grains, 0), Town.FamilyGrain(silo.Grains, 7));
        (await known.Read())!.Name.ShouldBe("FAMILLE 0");
        (await unknown.Read()).ShouldBeNull();
        var day = Town.DayGrain(silo.Grains, TestTown.Morning);
        await day.Decide([new SetCapacity(1)], Staff);

        (await Run(silo, ImportKind.Families, "famille;nom;résident\nfamille-0;ÉTÉ Zoé;non\nfamille-7;NOËL Éric;oui\n")).Outcome.ShouldBe(ImportOutcome.Kept);
        (await Run(silo, ImportKind.Bookings, FormattableString.Invariant($"enfant;activité;date\nenfant-0;matin;{Town.Day:dd/MM/yyyy}\n"))).Outcome.ShouldBe(ImportOutcome.Kept);

        ((await known.Read())!.Name, (await known.Read())!.IsResident).ShouldBe(("ÉTÉ Zoé", false));
        (await known.Email()).Current.ShouldBe(TestTown.EmailOf(0), "the file says nothing of addresses");
        (await unknown.Read())!.Name.ShouldBe("NOËL Éric");
        (await day.Read()).Bookings.Single().Child.ShouldBe(TestTown.ChildOf(0));
        (await known.Validate(new ReservationDraft([new ReservationRequest(TestTown.ChildOf(0), TestTown.WholeDay, Town.Day)], []))).Items.Single().Answer.Code
            .ShouldBe(RejectionCode.Overlaps, "the family knows what the file booked");
        (await Town.FamilyGrain(silo.Grains, 0).SetQuotient(new DatedQuotient(Town.Today, 500m), Staff)).ShouldBeTrue("its next write is not fenced");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_family_changed_between_reading_and_writing_leaves_nothing_of_the_file(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        Interloper? interloper = null;
        await using var silo = await SiloHost.Start(store, services =>
        {
            var real = services.Single(service => service.ServiceType == typeof(IImportStore));
            services.Replace(ServiceDescriptor.Singleton<IImportStore>(provider =>
                interloper = new Interloper((IImportStore)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!))));
        });
        await Town.Found(silo.Grains, families: 2);
        const string File = "famille;nom;résident\nfamille-0;A;oui\nfamille-1;B;oui\nnouvelle;C;oui\n";
        (await Run(silo, ImportKind.Families, File, dryRun: true)).Counts.ShouldBe(new ImportCounts(3, Created: 1, Changed: 2, 0));
        _ = silo.Services.GetRequiredService<IImportStore>();
        interloper!.Before = () => Town.Correct(silo.Grains, 1, 5m);

        var overtaken = await Run(silo, ImportKind.Families, File);

        overtaken.Outcome.ShouldBe(ImportOutcome.Overtaken);
        await store.ShouldCount("families", 2);
        await store.ShouldCount("families WHERE name IN ('A', 'B', 'C')", 0);
        await store.ShouldCount("audit_entries WHERE act = 'file-imported'", 0);
        interloper.Before = () => Task.CompletedTask;
        (await Run(silo, ImportKind.Families, File)).Outcome.ShouldBe(ImportOutcome.Kept);
        await store.ShouldCount("families WHERE name IN ('A', 'B', 'C')", 3);
        var summary = (await silo.Grains.GetGrain<IAuditTrailGrain>(Town.Structure.Value).Read(new AuditFilter(Act: "file-imported"))).Single().Entry;
        (summary.By, summary.Subject, summary.After).ShouldBe((Staff, "import/families", """{"lines":3,"created":1,"changed":2,"unchanged":0}"""));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_child_written_for_another_family_is_refused_by_the_database(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, families: 2);
        var family = Town.Family(1);

        await Should.ThrowAsync<StoreUnavailableException>(Town.FamilyGrain(silo.Grains, 1).Register(family with { Children = [Town.Family(0).Children[0]] }));

        (await Town.FamilyGrain(silo.Grains, 1).Read())!.Children.Single().Id.ShouldBe(TestTown.ChildOf(1));
        await store.ShouldCount("children WHERE child_id = 'enfant-0' AND family_id = 'famille-0'", 1);
    }

    private static async Task TheGeneratedFamiliesAreRight(SiloHost silo)
    {
        // Family 10 has a second home, family 11: names by counting, 10 mod 13 and 10 mod 17; 11 mod 17 for the second child.
        var (first, second) = (await Read(silo, 10), await Read(silo, 11));
        first.Name.ShouldBe("KOWALSKI François");
        first.Children.Select(child => (child.FirstName, child.LastName)).ShouldBe([("François", "KOWALSKI"), ("Hélène", "KOWALSKI")], ignoreOrder: true);
        second.Name.ShouldBe("O'BRIEN Hélène");
        second.Children.Select(child => child.FirstName).ShouldBe(["François", "Hélène"], ignoreOrder: true);
        (first.Address, second.Address).ShouldBe(("11 rue de l'Église, 36130 DÉOLS", "11 rue de l'Église, 36130 DÉOLS"));
        first.Quotients.Single().ShouldBe(new DatedQuotient(new DateOnly(2026, 1, 1), 10.50m));

        // 1 999.50 is written with a thin space: "1 999,50". 10 is a multiple of 5: it owes 12.40; 11 has 11.01.
        (await Read(silo, 1_999)).Quotients.Single().Value.ShouldBe(1_999.50m);
        (await Balance(silo, 10), await Balance(silo, 11)).ShouldBe((-12.40m, 11.01m));
        (await silo.Grains.GetGrain<IFamiliesGrain>(Town.Structure.Value).Find(new FamilySearch("saint etienne zoe", After: null, 200)))
            .ShouldAllBe(family => family.Name.StartsWith("SAINT-ÉTIENNE", StringComparison.Ordinal) || family.Children.Any(child => child.Contains("SAINT-ÉTIENNE", StringComparison.Ordinal)));
    }

    private static async Task<Family> Read(SiloHost silo, int number) => (await FamilyOf(silo, number).Read())!;

    private static async Task<decimal> Balance(SiloHost silo, int number) =>
        (await FamilyOf(silo, number).Wallets(new EstimateFilter(Until: null))).Wallets.Single(wallet => wallet.Id == TestTown.Wallet).Balance;

    private static IFamilyGrain FamilyOf(SiloHost silo, int number) =>
        silo.Grains.GetGrain<IFamilyGrain>(new FamilyKey(Town.Structure, new FamilyId(GeneratedTown.FamilyOf(number))).ToString());

    private static Task<ImportReport> Run(SiloHost silo, ImportKind kind, string file, bool dryRun = false) =>
        silo.Grains.GetGrain<IImportGrain>(Town.Structure.Value).Run(new ImportOrder(kind, GeneratedTown.SheetOf(file), Staff, dryRun));

    /// <summary>Does something between what the import has read and what it writes.</summary>
    private sealed class Interloper(IImportStore real) : IImportStore
    {
        public Func<Task> Before { get; set; } = () => Task.CompletedTask;

        public async Task<bool> Write(IReadOnlyList<Change> changes)
        {
            await Before();
            return await real.Write(changes);
        }
    }
}
