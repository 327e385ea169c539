using Orleans.Core.Internal;
using Periscolaire.Audit;
using Periscolaire.Catalogue;
using Periscolaire.Privacy;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Periscolaire.Transmission;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>The night forgets by the structure's own rules: not a day early, nothing twice, whatever interrupts it.</summary>
public sealed class RetentionTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = MarkedFamily.Town;

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Mails_and_health_notes_go_after_their_months_and_not_a_day_before(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var marked = await MarkedFamily.Found(store, new MailBox());
        await using var silo = marked.Silo;
        await marked.Live();
        await UntilSent(store);
        var sent = (await DatabaseText.Rows(store, "SELECT 1 FROM mails")).Count;

        // Two digests of 18 May 2027; the mails about the card payment and the new address, and the note, are of 20 May in Paris. Twelve months each.
        var early = await Night(marked, new DateOnly(2028, 5, 18));
        await UntilSent(store);
        var digests = await Night(marked, new DateOnly(2028, 5, 19));
        var rest = await Night(marked, new DateOnly(2028, 5, 21));
        var nothing = await Night(marked, new DateOnly(2028, 5, 21));

        sent.ShouldBe(4);
        early.Forgotten.ShouldBe(default);
        digests.Forgotten.ShouldBe(new ForgottenCounts(Mails: 2, HealthNotes: 0, AuditLines: 0, Families: 0));
        rest.Forgotten.ShouldBe(new ForgottenCounts(Mails: 2, HealthNotes: 1, AuditLines: 0, Families: 0));
        nothing.Forgotten.ShouldBe(default);
        (await DatabaseText.Rows(store, "SELECT recipient, recipient_name, subject, text_part, html_part FROM mails WHERE created_at < '2028-01-01'"))
            .ShouldAllBe(mail => mail.All(part => part.Length == 0));
        (await DatabaseText.Rows(store, "SELECT 1 FROM health_notes")).ShouldBeEmpty();
        (await marked.Family.Read())!.Name.ShouldStartWith(MarkedFamily.Mark);
        (await Trail(silo).Read(new AuditFilter(Act: "retention-applied"))).Select(line => (line.Entry.By, line.Entry.After)).ShouldBe(
        [
            (Author.System, """{"mails":2,"healthNotes":1,"auditLines":0,"families":0}"""), (Author.System, """{"mails":2,"healthNotes":0,"auditLines":0,"families":0}"""),
        ]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_family_that_gave_no_sign_and_owes_nothing_is_erased_before_the_trail_that_tells_of_it_goes(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var marked = await MarkedFamily.Found(store, new MailBox());
        await using var silo = marked.Silo;
        await marked.Live();
        await Town.FamilyGrain(silo.Grains, 2).Register(Town.Family(2));
        await Keep(silo, new RetentionRules(AuditLines: 24, Families: 24));

        // Its last signs are of 20 May 2027 in Paris.
        var early = await Night(marked, new DateOnly(2029, 5, 20));
        var due = await Night(marked, new DateOnly(2029, 5, 21));

        early.Forgotten.Families.ShouldBe(0);
        (await Names(silo)).ShouldBe(["Famille effacée", "FAMILLE 1", "FAMILLE 2"], "the second still owes 5.00, of the third nothing tells when it was known");
        due.Forgotten.Families.ShouldBe(1);
        due.Forgotten.AuditLines.ShouldBeGreaterThan(0);
        var trail = await Trail(silo).Read(new AuditFilter(Limit: 1_000));
        trail.ShouldAllBe(line => line.Entry.At > new DateTimeOffset(2029, 1, 1, 0, 0, 0, TimeSpan.Zero));
        trail.Single(line => line.Entry.Act == "family-erased").Entry.By.ShouldBe(Author.System);
        await Should.ThrowAsync<System.Data.Common.DbException>(() => store.Execute("DELETE FROM audit_entries"));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_night_interrupted_again_and_again_forgets_and_counts_everything_once(StoreKind kind)
    {
        const int Mails = 15_000;
        using var store = await postgreSql.Store(kind);
        var marked = await MarkedFamily.Found(store, new MailBox());
        await using var silo = marked.Silo;
        var old = kind is StoreKind.PostgreSql ? "CAST('2020-01-01T00:00:00Z' AS timestamptz)" : "'2020-01-01T00:00:00.0000000Z'";
        await store.Execute($"""
            WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {Mails})
            INSERT INTO mails (structure_id, mail_id, sender, recipient, recipient_name, subject, text_part, html_part, created_at, status, due_at)
            SELECT 'ville', 'vieux.' || i, 'Mairie', 'MARQUE', 'MARQUE', 'MARQUE', 'MARQUE', 'MARQUE', {old}, 'sent', {old} FROM numbers
            """);

        var (run, interruptions) = (await Transmissions(silo).Start(Author.System), 0);
        for (; run.Phase is not RunPhase.Completed; run = (await Transmissions(silo).Read(run.Number))!)
        {
            interruptions += run.Phase is RunPhase.Forgetting ? 1 : 0;
            await Transmissions(silo).AsReference<IGrainManagementExtension>().DeactivateOnIdle();
            await Transmissions(silo).Start(Author.System);
        }

        TestContext.Current.SendDiagnosticMessage("{0}: {1} interruptions", kind, interruptions);
        interruptions.ShouldBeGreaterThan(0, "nothing interrupted the forgetting");
        run.Forgotten.Mails.ShouldBe(Mails);
        (await DatabaseText.Rows(store, "SELECT 1 FROM mails WHERE text_part <> ''")).ShouldBeEmpty();
        (await Trail(silo).Read(new AuditFilter(Act: "retention-applied", Subject: $"transmission/{run.Number}"))).Single().Entry.After
            .ShouldBe($$"""{"mails":{{Mails}},"healthNotes":0,"auditLines":0,"families":0}""");
    }

    /// <summary>Noon of the day, and a run.</summary>
    private static Task<TransmissionRun> Night(MarkedFamily marked, DateOnly day)
    {
        marked.Clock.SetUtcNow(new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero).AddMinutes(marked.Clock.GetUtcNow().Minute + 1));
        return Town.Transmit(marked.Silo.Grains);
    }

    private static Task UntilSent(TestStore store) => Insisting.Until(
        async () => (await DatabaseText.Rows(store, "SELECT 1 FROM mails WHERE status = 'queued'")).Count == 0, TimeSpan.FromSeconds(30));

    private static async Task Keep(SiloHost silo, RetentionRules rules)
    {
        var grain = silo.Grains.GetGrain<ICatalogueGrain>(Town.Structure.Value);
        var catalogue = (await grain.Read())!;
        (await grain.Save(catalogue with { Version = catalogue.Version + 1, Settings = catalogue.Settings with { Retention = rules } })).ShouldBeTrue();
    }

    private static async Task<string[]> Names(SiloHost silo) =>
        await Task.WhenAll(Enumerable.Range(0, 3).Select(async family => (await Town.FamilyGrain(silo.Grains, family).Read())!.Name));

    private static ITransmissionGrain Transmissions(SiloHost silo) => silo.Grains.GetGrain<ITransmissionGrain>(Town.Structure.Value);

    private static IAuditTrailGrain Trail(SiloHost silo) => silo.Grains.GetGrain<IAuditTrailGrain>(Town.Structure.Value);
}
