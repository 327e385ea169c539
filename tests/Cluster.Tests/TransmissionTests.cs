using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Core.Internal;
using Orleans.Runtime;
using Periscolaire.Booking;
using Periscolaire.Catalogue;
using Periscolaire.Mail;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Periscolaire.Transmission;
using Shouldly;
using Xunit;

namespace Periscolaire.Cluster.Tests;

/// <summary>The night: each movement in one manifest, each family told once (RELIABILITY: TX, NIGHT, MAIL).</summary>
public sealed class TransmissionTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_run_makes_movements_definitive_and_the_next_takes_only_what_is_new(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, families: 3);
        await Book(silo, 0, TestTown.Morning);
        await Book(silo, 1, TestTown.Morning);
        (await Track(silo, 0))[0].IsTransmitted.ShouldBeFalse();

        var first = await Run(silo);
        (await Track(silo, 0))[0].IsTransmitted.ShouldBeTrue();
        await Book(silo, 0, TestTown.Afternoon);
        var second = await Run(silo);
        var third = await Run(silo);

        (first.Movements, first.Families).ShouldBe((2L, 2L));
        (second.Movements, second.Families).ShouldBe((1L, 1L));
        (third.Movements, third.Families).ShouldBe((0L, 0L));
        var manifests = await Task.WhenAll(new[] { first, second, third }.Select(run => Grain(silo).Manifest(run.Number, after: null, 100)));
        manifests[0].Select(line => line.Family.Value).ShouldBe(["famille-0", "famille-1"]);
        manifests[1].Single().Activity.ShouldBe(TestTown.Afternoon);
        manifests[2].ShouldBeEmpty();
        (await Grain(silo).LastUpdate()).ShouldBe(third.StartedAt);
        (await Grain(silo).List(before: null, limit: 10)).Select(run => run.Number).ShouldBe([3L, 2L, 1L]);

    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_family_gets_one_digest_a_run_whatever_it_did(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var mails = new Recorder();
        await using var silo = await Founded(store, families: 3, mails);
        await Book(silo, 0, TestTown.Morning);
        await Book(silo, 0, TestTown.Afternoon);
        await Book(silo, 1, TestTown.Reviewed);

        await Run(silo);
        await UntilSent(silo, 2);
        await Run(silo);

        mails.Sent.Select(mail => mail.Mail.Recipient).Order(StringComparer.Ordinal).ShouldBe([TestTown.EmailOf(0), TestTown.EmailOf(1)]);
        mails.Sent.Select(mail => mail.Mail.Id).Order(StringComparer.Ordinal).ShouldBe(["digest.1.famille-0", "digest.1.famille-1"]);
        mails.Sent.Single(mail => mail.Mail.Family == TestTown.FamilyOf(0)).Mail.Text.ShouldContain("2 réservations ont été acceptées");
        mails.Sent.Single(mail => mail.Mail.Family == TestTown.FamilyOf(1)).Mail.Text.ShouldContain("1 réservation est en attente de traitement par nos services");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_digest_tells_who_owes_money_how_much_and_nobody_else(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var mails = new Recorder();
        await using var silo = await Founded(store, families: 2, mails);
        await Book(silo, 0, TestTown.Morning);
        await Book(silo, 1, TestTown.Morning);
        await Town.Correct(silo.Grains, 0, -46.05m);
        await Town.Correct(silo.Grains, 1, 46.05m);

        await Run(silo);
        await UntilSent(silo, 2);

        mails.Sent.Single(mail => mail.Mail.Family == TestTown.FamilyOf(0)).Mail.Text.ShouldContain("Votre compte est débiteur de 46,05");
        mails.Sent.Single(mail => mail.Mail.Family == TestTown.FamilyOf(0)).Mail.Html.ShouldContain("Votre compte est débiteur de 46,05");
        mails.Sent.Single(mail => mail.Mail.Family == TestTown.FamilyOf(1)).Mail.Text.ShouldNotContain("débiteur");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task One_family_that_cannot_be_settled_costs_the_others_nothing(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var silo = await Founded(store, families: 3);
        await Town.DebitBy(silo.Grains, new DebitOnAcceptance());
        foreach (var family in (int[])[0, 1, 2])
            await Book(silo, family, TestTown.Morning);

        // A stream that is gone: whoever is activated next finds no family.
        await store.Execute("DELETE FROM streams WHERE name = 'family/famille-1'");
        await Town.FamilyGrain(silo.Grains, 1).AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        var run = await Run(silo);

        (run.Debits, run.Unpriced, run.Phase).ShouldBe((2L, 1L, RunPhase.Completed));
        (await Town.Balance(silo.Grains, 0)).ShouldBe(-TestTown.Price);
        (await Town.Balance(silo.Grains, 2)).ShouldBe(-TestTown.Price);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Those_who_wait_in_vain_are_refused_and_told_the_same_night(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var mails = new Recorder();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var silo = await Founded(store, families: 3, mails, clock);
        await Town.SetCapacity(silo.Grains, TestTown.Morning, 1);
        await Book(silo, 0, TestTown.Morning);
        await Book(silo, 1, TestTown.Morning);
        await Run(silo);

        // The town promotes until the activity starts; the day is over.
        clock.Advance(TimeSpan.FromDays(11));
        await Run(silo);
        await UntilSent(silo, 3);

        (await Track(silo, 0))[0].Status.ShouldBe(BookingStatus.Accepted);
        (await Track(silo, 1))[0].Status.ShouldBe(BookingStatus.Refused);
        mails.Sent.Single(mail => mail.Mail.Id == "digest.2.famille-1").Mail.Text.ShouldContain("1 réservation a été refusée");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Ticks_that_come_twice_late_or_after_days_of_downtime_make_one_run_a_night(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 10, 23, 10, 0, 0, TimeSpan.Zero));
        await using var silo = await Founded(store, families: 1, clock: clock);
        var since = clock.GetUtcNow().UtcDateTime;
        var wakes = Grain(silo).AsReference<IRemindable>();

        // Two days of ticks, every one of them twice, over the night when clocks go back; then three days of nothing.
        for (var tick = 0; tick < 2 * 24 * 4; tick++)
        {
            clock.Advance(TimeSpan.FromMinutes(15));
            await Task.WhenAll(wakes.ReceiveReminder("night", Tick(since, clock)), wakes.ReceiveReminder("night", Tick(since, clock)));
            await UntilIdle(silo);
        }

        clock.Advance(TimeSpan.FromDays(3));
        await wakes.ReceiveReminder("night", Tick(since, clock));
        await UntilIdle(silo, until: new DateOnly(2026, 10, 28));

        (await Grain(silo).List(before: null, limit: 50)).Select(run => run.Night!.Value).Reverse()
            .ShouldBe(Enumerable.Range(24, 5).Select(day => new DateOnly(2026, 10, day)));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_run_interrupted_again_and_again_ends_with_everything_once(StoreKind kind)
    {
        const int Families = 40;
        using var store = await postgreSql.Store(kind);
        var mails = new Recorder();
        await using var silo = await Founded(store, Families, mails);
        await Task.WhenAll(Enumerable.Range(0, Families).Select(family => Book(silo, family, TestTown.Reviewed)));

        var run = await Grain(silo).Start(Author.System);
        while ((await Grain(silo).Read(run.Number))!.Phase is not RunPhase.Completed)
        {
            await Grain(silo).AsReference<IGrainManagementExtension>().DeactivateOnIdle();
            await Grain(silo).Start(Author.System);
        }

        await UntilSent(silo, Families);
        var done = (await Grain(silo).Read(run.Number))!;
        (done.Movements, done.Families).ShouldBe(((long)Families, (long)Families));
        mails.Sent.Select(mail => mail.Mail.Id).Distinct(StringComparer.Ordinal).Count().ShouldBe(Families);
        (await Grain(silo).Manifest(run.Number, after: null, 5_000)).Length.ShouldBe(Families);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_mail_that_fails_is_tried_again_later_and_then_given_up_where_staff_can_try_it_again(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        var mails = new Recorder { Verdict = DeliveryVerdict.Later };
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var silo = await Founded(store, families: 1, mails, clock);
        await Book(silo, 0, TestTown.Morning);
        await Run(silo);
        var sender = silo.Grains.GetGrain<IMailSenderGrain>(Town.Structure.Value);

        for (var attempt = 1; attempt <= 16; attempt++)
        {
            await Until(async () => (await sender.List(status: null, before: null, 1))[0].Attempts == attempt && mails.Attempts == attempt);
            await Until(async () => (await sender.List(status: null, before: null, 1))[0].LastError == "essai");
            clock.Advance(TimeSpan.FromHours(6));
            await sender.Nudge();
        }

        (await sender.List(MailStatus.Dead, before: null, 10)).Single().Id.ShouldBe("digest.1.famille-0");
        mails.Verdict = DeliveryVerdict.Taken;
        (await sender.Retry("digest.1.famille-0")).ShouldBeTrue();
        await UntilSent(silo, 1);
        (await sender.Retry("digest.1.famille-0")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(SmtpMood.Busy)]
    [InlineData(SmtpMood.Hangs)]
    [InlineData(SmtpMood.DropsAfterData)]
    public async Task A_mail_server_that_fails_loses_nothing_and_what_it_took_twice_bears_the_same_id_and_bytes(SmtpMood mood)
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var smtp = new RecordingSmtp { Mood = mood };
        foreach (var (key, value) in smtp.Settings)
            store.Settings[key] = value;
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var silo = await SiloHost.Start(store, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        await Town.Found(silo.Grains, families: 1);
        await Book(silo, 0, TestTown.Morning);
        await Run(silo);
        var sender = silo.Grains.GetGrain<IMailSenderGrain>(Town.Structure.Value);
        await Until(async () => (await sender.List(MailStatus.Queued, before: null, 1)) is [{ LastError: not null }]);

        smtp.Mood = SmtpMood.Willing;
        clock.Advance(TimeSpan.FromMinutes(1));
        await sender.Nudge();
        await UntilSent(silo, 1);

        smtp.Messages.Count.ShouldBe(mood is SmtpMood.DropsAfterData ? 2 : 1);
        smtp.Messages.Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        smtp.Messages[0].ShouldContain("Message-Id: <");
    }

    [Fact]
    public async Task A_mail_never_leaves_in_clear_when_encryption_is_asked_for()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var smtp = new RecordingSmtp();
        foreach (var (key, value) in smtp.Settings)
            store.Settings[key] = value;
        store.Settings["Smtp:Security"] = "StartTls";
        await using var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, families: 1);
        await Book(silo, 0, TestTown.Morning);
        await Run(silo);
        var sender = silo.Grains.GetGrain<IMailSenderGrain>(Town.Structure.Value);

        await Until(async () => (await sender.List(MailStatus.Queued, before: null, 1)) is [{ LastError: not null }]);

        smtp.Messages.ShouldBeEmpty();
    }

    [Fact]
    public void A_name_with_a_line_break_adds_no_header()
    {
        var mail = new QueuedMail(
            "digest.1.x", Family: null, "Mairie\r\nBcc: tous@example.org", "famille@example.org", "DUPONT\r\nBcc: tous@example.org", "Sujet\nBcc: tous@example.org", "texte", "<p>texte</p>");

        var message = Silo.Mail.Mime.Of(new DueMail(Town.Structure, mail, DateTimeOffset.UnixEpoch, 1), "reservations@deols.example");

        message.Bcc.ShouldBeEmpty();
        message.Headers.Select(header => header.Field).ShouldNotContain(field => field.Equals("Bcc", StringComparison.OrdinalIgnoreCase));
        message.To.Mailboxes.Single().Address.ShouldBe("famille@example.org");
    }

    private static TickStatus Tick(DateTime since, FakeTimeProvider clock) => new(since, TimeSpan.FromMinutes(15), clock.GetUtcNow().UtcDateTime);

    private static async Task<SiloHost> Founded(TestStore store, int families, Recorder? mails = null, TimeProvider? clock = null)
    {
        var silo = await SiloHost.Start(store, services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IMailTransport>(mails ?? new Recorder()));
            if (clock is not null)
                services.Replace(ServiceDescriptor.Singleton(new TownClock(clock, TimeSpan.Zero)));
        });
        await Town.Found(silo.Grains, families);
        foreach (var activity in (ActivityId[])[TestTown.Morning, TestTown.Afternoon, TestTown.Reviewed])
            await Town.SetCapacity(silo.Grains, activity, 50);
        return silo;
    }

    private static ITransmissionGrain Grain(SiloHost silo) => silo.Grains.GetGrain<ITransmissionGrain>(Town.Structure.Value);

    private static Task<TransmissionRun> Run(SiloHost silo) => Town.Transmit(silo.Grains);

    private static Task UntilSent(SiloHost silo, int mails) => Until(async () =>
    {
        // A nudge may be lost with its activation; the reminder that makes up for it comes every minute.
        var sender = silo.Grains.GetGrain<IMailSenderGrain>(Town.Structure.Value);
        await sender.Nudge();
        return (await sender.List(MailStatus.Sent, before: null, 200)).Length == mails;
    });

    private static Task UntilIdle(SiloHost silo, DateOnly? until = null) => Until(async () =>
        await Grain(silo).List(before: null, limit: 1) is var runs
        && runs.All(run => run.Phase is RunPhase.Completed)
        && (until is null || runs.Any(run => run.Night == until)));

    private static async Task Until(Func<Task<bool>> condition)
    {
        for (var tries = 0; !await condition(); tries++)
        {
            tries.ShouldBeLessThan(1_500, "waited in vain");
            await Task.Delay(20);
        }
    }

    private static Task<ReservationAnswer> Book(SiloHost silo, int family, ActivityId activity) => Town.FamilyGrain(silo.Grains, family)
        .Validate(new ReservationDraft([new ReservationRequest(TestTown.ChildOf(family), activity, Town.Day)], []));

    private static Task<ImmutableArray<TrackedBooking>> Track(SiloHost silo, int family) => Town.FamilyGrain(silo.Grains, family).Track(new TrackingFilter());

    /// <summary>A mail server that does as it is told.</summary>
    private sealed class Recorder : IMailTransport, IMailSession
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<DueMail> _sent = new();

        public DeliveryVerdict Verdict { get; set; }

        public int Attempts { get; private set; }

        public IReadOnlyCollection<DueMail> Sent => _sent;

        public IMailSession Open() => this;

        public Task<Delivery> Send(DueMail mail)
        {
            Attempts++;
            if (Verdict is DeliveryVerdict.Taken)
                _sent.Enqueue(mail);
            return Task.FromResult(Verdict is DeliveryVerdict.Taken ? new Delivery(Verdict) : new Delivery(Verdict, "essai"));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
