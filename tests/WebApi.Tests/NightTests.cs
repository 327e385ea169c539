using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MimeKit;
using Periscolaire.Catalogue;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>The night as families and staff see it: the guide's mails, and a night that is killed (SPEC, Night; RELIABILITY: TX, MAIL).</summary>
public sealed class NightTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task The_guides_two_mails_arrive_with_its_counts(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var smtp = new RecordingSmtp();
        await FoundForTheGuide(store);
        using var server = await WebServer.Start(store, [.. smtp.Settings]);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");
        var earlier = (string)(await family.Book(("enfant-0", "matin", Day(60)))).Items.Single()["bookingId"]!;
        await RunNight(staff);

        var draft = await family.Post("/family/reservations", new
        {
            requests = Enumerable.Range(1, 14).Select(day => Request("matin", day))
                .Concat(Enumerable.Range(1, 13).Select(day => Request("sur-dossier", day)))
                .Concat(Enumerable.Range(1, 17).Select(day => Request("apres-midi", day))),
            cancellations = new[] { new { bookingId = earlier } },
        });
        await RunNight(staff);
        var underReview = draft.Items.Where(item => (string?)item["outcome"] == "under-review").Select(item => (string)item["bookingId"]!).ToList();
        foreach (var booking in underReview.Take(6))
            await staff.Post($"/staff/reservations/{booking}/decision", new { decision = "refuse", reason = "Dossier <incomplet>" });
        foreach (var booking in underReview.Skip(6).Take(4))
            await staff.Post($"/staff/reservations/{booking}/decision", new { decision = "accept" });
        await RunNight(staff);
        await Eventually(() => smtp.Messages.Count == 3);

        var first = Read(smtp.Messages[1]);
        first.Subject.ShouldBe("Compte rendu de vos réservations - Mairie de ville");
        first.To.Mailboxes.Single().Address.ShouldBe(TestTown.EmailOf(0));
        Sentences(first).ShouldBe(
        [
            "45 mouvements sur vos demandes de réservation ont été reçus, dont :",
            "44 nouvelles demandes de réservation",
            "1 demande d'annulation",
            "14 réservations ont été acceptées",
            "13 réservations sont en attente de traitement par nos services",
            "17 réservations ont été mises en liste d'attente",
            "1 réservation a été annulée",
        ]);
        var second = Read(smtp.Messages[2]);
        Sentences(second).ShouldBe(["4 réservations ont été acceptées", "6 réservations ont été refusées"]);
        second.HtmlBody!.ShouldContain("Dossier &lt;incomplet&gt;");
        second.TextBody!.ShouldContain("Dossier <incomplet>");
        second.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        (await family.Get("/home")).Json["lastUpdate"].ShouldNotBeNull();
        (await family.Get("/family/reservations?status=not-transmitted")).Items.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_night_killed_again_and_again_takes_and_debits_each_booking_once_and_tells_each_family_once(StoreKind kind)
    {
        const int Families = 1_500;
        using var store = await postgreSql.Store(kind);
        using var folder = new TemporaryFolder();
        await FoundWithBookings(store, Families);
        using var server = await WebServer.Start(store, ("Smtp:Folder", folder.Path));
        using var staff = await Client.SignedIn(server.Address, "accueil");
        var interruptions = 0;
        var chance = new Random();
        (await staff.Post("/staff/transmissions", new { })).Status.ShouldBe(System.Net.HttpStatusCode.Accepted);

        // Killed at once, then further on each time; whoever comes back is asked to go on, as the next tick would.
        for (var patience = 0; (string?)(await Night(staff))["phase"] != "completed"; patience += chance.Next(20, 120))
        {
            await staff.Post("/staff/transmissions", new { });
            await Task.Delay(patience);
            await server.Kill();
            await server.StartAgain();
            if ((string?)(await Night(staff))["phase"] != "completed")
                interruptions++;
        }

        TestContext.Current.SendDiagnosticMessage("{0}: {1} interruptions", kind, interruptions);
        interruptions.ShouldBeGreaterThan(2, "the night was hardly interrupted");
        await RunNight(staff);
        var runs = (await staff.Get("/staff/transmissions")).Items;
        var manifests = await Task.WhenAll(runs.Select(async run => (await staff.Get($"/staff/transmissions/{run["id"]}/manifest")).Json.AsArray()));
        var taken = manifests.SelectMany(manifest => manifest.Select(line => $"{line!["activityId"]} {line["date"]} {line["number"]}")).ToList();
        taken.Count.ShouldBe(Families);
        taken.Distinct(StringComparer.Ordinal).Count().ShouldBe(Families);
        ((long)runs.Sum(run => (long)run["families"]!)).ShouldBe(Families);
        ((long)runs.Sum(run => (long)run["debits"]!)).ShouldBe(Families);
        var check = (await staff.Get("/staff/consistency")).Json;
        check["violations"]!.AsArray().ShouldBeEmpty();
        ((int)check["wallets"]!, (long)check["entries"]!).ShouldBe((Families, (long)Families));
        ((decimal)(await staff.Get($"/staff/families/famille-{Families - 1}/wallets")).Json["total"]!["balance"]!).ShouldBe(-TestTown.Price);
        var mails = await AllMails(staff);
        mails.Count.ShouldBe(Families);
        mails.Select(mail => (string)mail["familyId"]!).Distinct(StringComparer.Ordinal).Count().ShouldBe(Families);
    }

    [Fact]
    public async Task A_manifest_downloads_the_same_bytes_for_ever()
    {
        using var store = await postgreSql.Store(StoreKind.PostgreSql);
        await Towns.Found(store, Town, families: 2, (TestTown.Morning, 5));
        using var server = await WebServer.Start(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");
        var booking = (string)(await family.Book(("enfant-0", "matin", Town.Day))).Items.Single()["bookingId"]!;
        await RunNight(staff);
        var csv = (await staff.Get("/staff/transmissions/1/manifest.csv")).Body;
        var json = (await staff.Get("/staff/transmissions/1/manifest")).Body;

        await family.Cancel(booking);
        await RunNight(staff);

        csv.ShouldContain(booking);
        (await staff.Get("/staff/transmissions/1/manifest.csv")).Body.ShouldBe(csv);
        (await staff.Get("/staff/transmissions/1/manifest")).Body.ShouldBe(json);
        (await staff.Get("/staff/transmissions/9/manifest")).Code.ShouldBe("unknown-transmission");
        (await family.Get("/staff/transmissions")).Code.ShouldBe("forbidden");
    }

    [Fact]
    public async Task Mails_leave_encrypted_and_signed_in_to_a_server_whose_certificate_is_trusted()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        using var folder = new TemporaryFolder();
        using var certificate = Certificate("localhost");
        var trusted = Path.Combine(folder.Path, "trusted.pem");
        await File.WriteAllTextAsync(trusted, certificate.ExportCertificatePem());
        await using var smtp = new RecordingSmtp { Certificate = certificate };
        await Towns.Found(store, Town, families: 1, (TestTown.Morning, 5));
        using var server = await WebServer.Start(
            store,
            [.. smtp.Settings, ("Smtp:Host", "localhost"), ("Smtp:Security", "StartTls"), ("Smtp:Username", "mairie"), ("Smtp:Password", "secret"), ("Smtp:CheckRevocation", "false"), ("SSL_CERT_FILE", trusted)]);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");

        await family.Book(("enfant-0", "matin", Town.Day));
        await RunNight(staff);
        await Eventually(() => smtp.Messages.Count == 1);

        smtp.WasEncrypted.ShouldBeTrue();
        smtp.Login.ShouldBe("\0mairie\0secret");
    }

    [Fact]
    public async Task A_mail_refused_for_good_is_shown_to_staff_who_may_have_it_sent_again()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var smtp = new RecordingSmtp { Mood = SmtpMood.RefusesRecipients };
        await Towns.Found(store, Town, families: 1, (TestTown.Morning, 5));
        using var server = await WebServer.Start(store, [.. smtp.Settings]);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");
        await family.Book(("enfant-0", "matin", Town.Day));
        await RunNight(staff);
        await Eventually(async () => (string?)(await Mail(staff))["status"] == "dead");

        var dead = (await staff.Get("/staff/mails?status=dead")).Items.Single();
        smtp.Mood = SmtpMood.Willing;
        (await staff.Post($"/staff/mails/{dead["id"]}/retry", new { })).Status.ShouldBe(System.Net.HttpStatusCode.Accepted);

        ((string)dead["lastError"]!).ShouldStartWith("550");
        await Eventually(async () => (string?)(await Mail(staff))["status"] == "sent");
        smtp.Messages.Count.ShouldBe(1);
        (await staff.Post("/staff/mails/digest.9.personne/retry", new { })).Code.ShouldBe("unknown-mail");
    }

    private static X509Certificate2 Certificate(string host)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static async Task FoundForTheGuide(TestStore store)
    {
        await using var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, families: 1);
        await Town.OpenAccounts(silo.Grains, families: 1);
        await Town.SetCapacity(silo.Grains, TestTown.Morning, 1, Day(60));
        for (var day = 1; day <= 17; day++)
        {
            // Mornings have a place, files are reviewed, afternoons have no place and a waiting list.
            await Town.SetCapacity(silo.Grains, TestTown.Morning, 5, Day(day));
            await Town.SetCapacity(silo.Grains, TestTown.Reviewed, 5, Day(day));
        }
    }

    private static async Task FoundWithBookings(TestStore store, int families)
    {
        await using var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, families);
        await Town.OpenAccounts(silo.Grains, families: 0);
        await Town.DebitBy(silo.Grains, new DebitOnAcceptance());
        foreach (var some in Enumerable.Range(0, families).Chunk(100))
        {
            var date = Day((some[0] / 100 % 50) + 1);
            await Town.SetCapacity(silo.Grains, TestTown.Morning, some.Length, date);
            await Town.DayGrain(silo.Grains, TestTown.Morning, date).Decide([.. some.Select(TestTown.AskOf)], Author.System);
        }
    }

    private static DateOnly Day(int day) => Town.Today.AddDays(day);

    private static object Request(string activity, int day) => new { childId = "enfant-0", activityId = activity, date = Day(day) };

    internal static async Task RunNight(Client staff)
    {
        var run = (await staff.Post("/staff/transmissions", new { })).Json;
        await Eventually(async () => (string?)(await staff.Get($"/staff/transmissions/{run["id"]}")).Json["phase"] == "completed");
    }

    private static async Task<JsonObject> Night(Client staff) => (await staff.Get("/staff/transmissions/1")).Json.AsObject();

    private static async Task<JsonObject> Mail(Client staff) => (await staff.Get("/staff/mails")).Items.Single();

    private static async Task<List<JsonObject>> AllMails(Client staff)
    {
        var mails = new List<JsonObject>();
        for (string? cursor = null; ;)
        {
            var page = (await staff.Get($"/staff/mails?limit=200{(cursor is null ? "" : $"&cursor={cursor}")}")).Json;
            mails.AddRange(page["items"]!.AsArray().Select(mail => mail!.AsObject()));
            cursor = (string?)page["nextCursor"];
            if (cursor is null)
                return mails;
        }
    }

    internal static Task Eventually(Func<bool> condition) => Eventually(() => Task.FromResult(condition()));

    internal static async Task Eventually(Func<Task<bool>> condition)
    {
        for (var tries = 0; !await condition(); tries++)
        {
            tries.ShouldBeLessThan(300, "waited in vain");
            await Task.Delay(100);
        }
    }

    internal static MimeMessage Read(string message) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(message)));

    /// <summary>The counted sentences of the text part, in order.</summary>
    private static IEnumerable<string> Sentences(MimeMessage message) =>
        Regex.Matches(message.TextBody!, @"^[-* ]*(?<sentence>\d+ (?:mouvement|nouvelle|demande|réservation)[^\r\n]*)", RegexOptions.Multiline, TimeSpan.FromSeconds(1))
            .Select(match => match.Groups["sentence"].Value);
}
