using System.Collections.Immutable;
using System.Data.Common;
using Periscolaire.Attendance;
using Periscolaire.Audit;
using Periscolaire.Families;
using Periscolaire.Import;
using Periscolaire.Mail;
using Periscolaire.Payments;
using Periscolaire.Privacy;
using Periscolaire.Silo.Storage;
using Periscolaire.Silo.Storage.Privacy;
using Periscolaire.Supervision;
using Periscolaire.Testing;
using Periscolaire.Transmission;
using Periscolaire.Wallets;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>A family is forgotten, its sums are not (SPEC, Staff: GDPR).</summary>
public sealed class ErasureTests(SharedPostgreSql postgreSql)
{
    private static readonly string[] NothingOfFamilies =
        ["activity_days", "audit_retention", "capacity_changes", "payment_events", "receipt_series", "streams", "transmissions"];

    private static readonly string[] Orleans = ["cluster_members", "cluster_versions", "grain_states", "orleansquery", "reminders"];

    private static readonly ErasureOrder Order = new(Author.Staff("administratrice"), "Demande écrite");

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Nothing_names_an_erased_family_any_more_and_every_sum_stays(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var mails = new MailBox { Verdict = DeliveryVerdict.Later };
        var marked = await MarkedFamily.Found(store, mails);
        await using var silo = marked.Silo;
        var session = await marked.Live();
        await MarkedFamily.Town.Transmit(silo.Grains);
        await mails.UntilAsked(3);
        await Insisting.Until(async () => (await DatabaseText.Rows(store, "SELECT 1 FROM mails WHERE last_error IS NULL")).Count == 0, TimeSpan.FromSeconds(30));
        var (before, sums) = (await DatabaseText.Of(store), await Sums(store, silo));
        before.Split('\n').Count(line => Names(line)).ShouldBeGreaterThan(20, "hardly anything was planted");

        var trial = await Privacy(silo).Erase(Order with { DryRun = true });
        (await DatabaseText.Of(store)).ShouldBe(before, "a dry run writes nothing");
        var done = await Privacy(silo).Erase(Order);

        (done.Outcome, trial.Outcome, trial.ErasedAt, done.ErasedAt).ShouldBe((ErasureOutcome.Erased, ErasureOutcome.Erased, null, marked.Clock.GetUtcNow()));
        done.Effects.Select(effect => (effect.Table, effect.Rows)).ShouldBe(trial.Effects.Select(effect => (effect.Table, effect.Rows)));
        var after = await DatabaseText.Of(store);
        after.Split('\n').Where(Names).ShouldBeEmpty();
        after.ShouldContain(TestTown.EmailOf(1), customMessage: "the neighbour stays as it was");
        (await Sums(store, silo)).ShouldBe(sums);
        (await silo.Grains.GetGrain<IConsistencyGrain>(MarkedFamily.Town.Structure.Value).Check()).Violations.ShouldBe(ImmutableArray<Violation>.Empty);
        var family = (await marked.Family.Read())!;
        (family.Name, family.Email, family.Children[0].FirstName, family.Children[0].BirthDate).ShouldBe(("Famille effacée", null, "Enfant", new DateOnly(2021, 1, 1)));
        (await marked.Account.HolderOf(session)).ShouldBeNull();
        (await marked.Account.SignIn(TestTown.Password, remember: false)).Session.ShouldBeNull();
        var asked = mails.Asked.Count(mail => mail.Mail.Family == MarkedFamily.Id);
        marked.Clock.Advance(TimeSpan.FromDays(1));
        await silo.Grains.GetGrain<IMailSenderGrain>(MarkedFamily.Town.Structure.Value).Nudge();
        await mails.UntilAsked(asked + 2);
        mails.Asked.Count(mail => mail.Mail.Family == MarkedFamily.Id).ShouldBe(asked, "what was still to be sent never is");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_erasure_that_a_crash_cut_short_is_finished_by_a_repeat_and_told_once(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var mails = new MailBox();
        var marked = await MarkedFamily.Found(store, mails);
        await using (marked.Silo)
        {
            await marked.Live();

            // The first step only: the accounts are closed, what opened them is still there.
            (await marked.Family.Erase(Order)).Outcome.ShouldBe(ErasureOutcome.Erased);
            (await GrainStates.AsText(store)).ShouldContain("passwordHash\":\"");
        }

        await using var again = await MarkedFamily.Start(store, marked.Clock, mails);
        var there = new MarkedFamily(again, marked.Clock);
        (await there.Account.SignIn(TestTown.Password, remember: false)).Session.ShouldBeNull();
        (await Privacy(again).Erase(Order)).Outcome.ShouldBe(ErasureOutcome.Erased);
        (await Privacy(again).Erase(Order)).Outcome.ShouldBe(ErasureOutcome.Erased);

        (await GrainStates.AsText(store)).ShouldNotContain("passwordHash\":\"");
        (await DatabaseText.Of(store)).Split('\n').Where(Names).ShouldBeEmpty();
        var told = (await Trail(again).Read(new AuditFilter(Act: "family-erased"))).Single().Entry;
        (told.By, told.Family, told.Reason).ShouldBe((Order.By, MarkedFamily.Id, Order.Reason));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_an_activation_remembers_of_an_erased_family_is_never_written_back(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var marked = await MarkedFamily.Found(store, new MailBox());
        await using var silo = marked.Silo;
        await marked.Live();
        await Privacy(silo).Erase(Order);

        // The payment's activation still has the words of its refund in memory.
        var dispute = new PaymentNotice("conteste", NoticeKind.Disputed, "litige", 3m, "eur", WillingGateway.IntentOf("carte"));
        await Should.ThrowAsync<StaleStreamException>(() => marked.Payment.Notify(dispute));
        await Insisting.Until(() => marked.Payment.Notify(dispute));
        await marked.Family.ChangeEmail("marque.encore@example.org");
        var calendar = await marked.Family.Calendar(TestTown.ChildOf(0), MarkedFamily.Day, [TestTown.Morning]);

        calendar.ShouldBeNull("an erased family books nothing");
        (await MarkedFamily.Town.Balance(silo.Grains, 0)).ShouldBe(-3m, "money still follows the bank");
        (await DatabaseText.Of(store)).Split('\n').Where(Names).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Nothing_that_was_erased_of_a_family_is_written_of_it_anew(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var marked = await MarkedFamily.Found(store, new MailBox());
        await using var silo = marked.Silo;
        await marked.Live();
        await Privacy(silo).Erase(Order);
        var before = await DatabaseText.Of(store);

        var isSet = await marked.Family.SetQuotient(new DatedQuotient(MarkedFamily.Day, 360m), Order.By);
        var notes = await marked.Family.WriteHealthNotes(TestTown.ChildOf(0), new HealthNotes(Version: 0, "Arachides"), Order.By);

        (isSet, notes).ShouldBe((false, null));
        (await DatabaseText.Of(store)).ShouldBe(before);
    }

    /// <summary>The files of a take-over lie about for years, and are sent again when in doubt.</summary>
    [Theory, MemberData(nameof(Stores))]
    public async Task A_file_that_names_an_erased_family_again_is_refused_and_says_which_line(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var marked = await MarkedFamily.Found(store, new MailBox());
        await using var silo = marked.Silo;
        await marked.Live();
        await Privacy(silo).Erase(Order);
        var before = await DatabaseText.Of(store);
        (ImportKind Kind, string File)[] files =
        [
            (ImportKind.Families, $"famille;nom;résident\n{MarkedFamily.Id};{MarkedFamily.Mark};oui"),
            (ImportKind.Children, $"famille;enfant;nom;prénom;date de naissance\n{MarkedFamily.Id};{TestTown.ChildOf(0)};{MarkedFamily.Mark};Zoé;03/06/2021"),
            (ImportKind.Quotients, $"famille;du;quotient\n{MarkedFamily.Id};01/01/2027;360"),
        ];

        foreach (var (what, file) in files)
        {
            var report = await silo.Grains.GetGrain<IImportGrain>(MarkedFamily.Town.Structure.Value)
                .Run(new ImportOrder(what, GeneratedTown.SheetOf(file), Order.By, DryRun: false));
            (report.Outcome, report.Problems.Single().Line, report.Problems.Single().Problem).ShouldBe((ImportOutcome.Refused, 2, "famille effacée"), what.ToString());
        }

        (await DatabaseText.Of(store)).ShouldBe(before);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_family_that_is_still_tied_is_not_erased(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var marked = await MarkedFamily.Found(store, new MailBox());
        await using var silo = marked.Silo;
        var town = MarkedFamily.Town;
        await town.DayGrain(silo.Grains, TestTown.Morning, MarkedFamily.Day).Decide([TestTown.AskOf(0)], Author.Family(MarkedFamily.Id));
        await town.Correct(silo.Grains, 0, 3m);
        await marked.Payment.Start(new PaymentIntention(MarkedFamily.Id, [new WalletAmount(TestTown.Wallet, 10m)], "marque.carte@example.org"));
        var before = await DatabaseText.Of(store);

        var answer = await Privacy(silo).Erase(Order);

        answer.Outcome.ShouldBe(ErasureOutcome.Refused);
        answer.Obstacles.ShouldBe(
        [
            new ErasureObstacle(ErasureObstacleKind.LiveBookings, 1), new ErasureObstacle(ErasureObstacleKind.Balance, 1, 3m),
            new ErasureObstacle(ErasureObstacleKind.NotSettled, 1, TestTown.Price), new ErasureObstacle(ErasureObstacleKind.OpenPayments, 1),
        ]);
        (await DatabaseText.Of(store)).ShouldBe(before);
        (await silo.Grains.GetGrain<IFamilyPrivacyGrain>("ville/inconnue").Erase(Order)).Outcome.ShouldBe(ErasureOutcome.Unknown);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_database_lets_nothing_be_blanked_but_what_an_erased_family_left_in_words(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var marked = await MarkedFamily.Found(store, new MailBox());
        await using var silo = marked.Silo;
        await marked.Live();

        await Refused(store, "UPDATE receipts SET document = NULL, payer = NULL, bank = NULL, reason = NULL");
        await Refused(store, "UPDATE ledger_entries SET reason = NULL, price_reason = NULL");
        await Privacy(silo).Erase(Order);

        await store.Execute("UPDATE receipts SET document = NULL, payer = NULL, bank = NULL, reason = NULL");
        (await Should.ThrowAsync<DbException>(() => store.Execute("UPDATE families SET name = 'MARQUE Nom' WHERE family_id = 'famille-0'"))).Message.ShouldContain("has no name");
        foreach (var tampering in (string[])
            [
                "UPDATE receipts SET payer = 'autre'", "UPDATE receipts SET amount_cents = 0", "DELETE FROM receipts", "UPDATE ledger_entries SET reason = 'autre'",
                "UPDATE ledger_entries SET label = NULL, amount_cents = amount_cents + 1", "DELETE FROM ledger_entries", "DELETE FROM audit_entries",
            ])
            await Refused(store, tampering);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_export_has_every_table_and_every_column_that_holds_something_of_a_family(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var marked = await MarkedFamily.Found(store, new MailBox());
        await using var silo = marked.Silo;
        var known = await DatabaseText.Columns(store);

        known.Keys.Except(PersonalTables.All.Select(source => source.Name), StringComparer.Ordinal).Except(Orleans, StringComparer.Ordinal).ShouldBe(NothingOfFamilies, ignoreOrder: true);
        NothingOfFamilies.SelectMany(table => known[table]).ShouldNotContain(column => column == "family_id" || column == "child_id");
        foreach (var source in PersonalTables.All)
        {
            var columns = known[source.Name].Except(["structure_id", "family_id"], StringComparer.Ordinal).Order(StringComparer.Ordinal);
            string.Join(' ', columns).ShouldBe(string.Join(' ', source.Fields.Select(field => field.Name).Order(StringComparer.Ordinal)), source.Name);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_export_says_all_that_is_known_of_the_family_and_nothing_of_its_neighbour(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var marked = await MarkedFamily.Found(store, new MailBox());
        await using var silo = marked.Silo;
        await marked.Live();

        var tables = (await Privacy(silo).Export(Author.Family(MarkedFamily.Id)))!.Value;

        var words = string.Join('\n', tables.SelectMany(table => table.Rows).SelectMany(row => row.Values));
        foreach (var word in (string[])
            [
                "Nom", "-prenom", "-enfant", "-groupe", "-adresse", "-telephone", " Compte", "-refus", "-presence", "-sante", "-motif", "-piece", "-payeur", "-banque", "-remboursement", "-correction",
            ])
            words.ShouldContain(word.StartsWith('-') || word.StartsWith(' ') ? MarkedFamily.Mark + word : $"{MarkedFamily.Mark} {word}");
        words.ShouldContain("marque.neuf@example.org");
        words.ShouldContain("777.77");
        words.ShouldNotContain(TestTown.FamilyOf(1).Value);
        words.ShouldNotContain(TestTown.ChildOf(1).Value);
        tables.Single(table => table.Name == "enfants").Rows.Single().Values.ShouldContain(value => value == "2021-06-15");

        // −5 of the booking, +2 at the counter, +10 by card, −1 paid back, −6 corrected.
        var entries = tables.Single(table => table.Name == "ecritures");
        var amount = entries.Columns.Select(column => column.Name).ToList().IndexOf("amount");
        entries.Rows.Select(row => row.Values[amount]).ShouldBe(["-5.00", "2.00", "10.00", "-1.00", "-6.00"]);
        (await Trail(silo).Read(new AuditFilter(Act: "family-data-exported"))).Single().Entry.By.ShouldBe(Author.Family(MarkedFamily.Id));
        (await silo.Grains.GetGrain<IFamilyPrivacyGrain>("ville/inconnue").Export(Order.By)).ShouldBeNull();
    }

    private static bool Names(string line) =>
        line.Contains(MarkedFamily.Mark, StringComparison.OrdinalIgnoreCase) || line.Contains("777", StringComparison.Ordinal);

    /// <summary>All that an erasure must leave as it was: counts, sums, ids, dates, statuses, hours by age, manifests.</summary>
    private static async Task<string> Sums(TestStore store, SiloHost silo)
    {
        string[] questions =
        [
            "SELECT activity_id, date, number, child_id, family_id, status, charge FROM bookings ORDER BY 1, 2, 3",
            "SELECT activity_id, date, number, booking_number, kind, status, author, run_id FROM movements ORDER BY 1, 2, 3",
            "SELECT receipt_id, kind, mode, value_date, amount_cents, year, number FROM receipts ORDER BY 1",
            "SELECT family_id, wallet_id, number, kind, cause, amount_cents, balance_cents, value_date FROM ledger_entries ORDER BY 1, 2, 3",
            "SELECT family_id, wallet_id, balance_cents, entries FROM wallets ORDER BY 1, 2",
            "SELECT payment_id, total_cents, status, payment_intent FROM payments ORDER BY 1",
            "SELECT activity_id, date, number, state FROM attendance ORDER BY 1, 2, 3",
            "SELECT activity_id, date, capacity, places_taken, waiting FROM activity_days ORDER BY 1, 2",
            "SELECT mail_id, created_at FROM mails ORDER BY 1",
        ];
        var sums = new List<string>();
        foreach (var question in questions)
            sums.AddRange((await DatabaseText.Rows(store, question)).Select(row => string.Join(' ', row)));
        var town = MarkedFamily.Town.Structure.Value;
        var hours = await silo.Grains.GetGrain<IAttendanceGrain>(town).CafHours(MarkedFamily.Day, MarkedFamily.Day);
        sums.AddRange(hours.Lines.Select(line => line.ToString()));
        hours.Lines.Single().Band.ShouldBe(0, "under six on the day");
        foreach (var run in await silo.Grains.GetGrain<ITransmissionGrain>(town).List(before: null, 10))
            sums.AddRange((await silo.Grains.GetGrain<ITransmissionGrain>(town).Manifest(run.Number, after: null, 100)).Select(line => line.ToString()));
        return string.Join('\n', sums);
    }

    private static async Task Refused(TestStore store, string sql) =>
        (await Should.ThrowAsync<DbException>(() => store.Execute(sql))).Message.ShouldContain("append-only", customMessage: sql);

    private static IFamilyPrivacyGrain Privacy(SiloHost silo) =>
        silo.Grains.GetGrain<IFamilyPrivacyGrain>(new FamilyKey(MarkedFamily.Town.Structure, MarkedFamily.Id).ToString());

    private static IAuditTrailGrain Trail(SiloHost silo) => silo.Grains.GetGrain<IAuditTrailGrain>(MarkedFamily.Town.Structure.Value);
}
