using System.Net;
using System.Text.RegularExpressions;
using Periscolaire.Catalogue;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Profile and lost passwords (SPEC, Night 4 and Accounts 2).</summary>
public sealed partial class ProfileTests(SharedPostgreSql postgreSql)
{
    private const string Better = "brouette tulipe 84 canal";
    private const string Question = "Nom de mon animal de compagnie";

    private static readonly TestTown Town = new();

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task As_in_the_guide_changes_take_effect_with_the_next_update_and_are_shown_as_pending_until_then(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await using var smtp = new RecordingSmtp();
        await Found(store, ProfileChanges.NextUpdate);
        using var server = await WebServer.Start(store, [.. smtp.Settings]);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");

        var changed = await family.Patch("/family/profile", new
        {
            currentPassword = TestTown.Password,
            newPassword = Better,
            newPasswordConfirmation = Better,
            email = "nouvelle@example.org",
            emailConfirmation = "nouvelle@example.org",
            question = Question,
            answer = "Luciole",
        });

        changed.Status.ShouldBe(HttpStatusCode.OK, changed.Body);
        changed.Json["current"]!["email"]!.ToString().ShouldBe(TestTown.EmailOf(0));
        changed.Json["pending"]!["email"]!.ToString().ShouldBe("nouvelle@example.org");
        ((bool)changed.Json["pending"]!["password"]!).ShouldBeTrue();

        // The next 02:00 in Paris is within the day to come; in the night when clocks go forward it is 03:00.
        var effectiveFrom = (DateTimeOffset)changed.Json["effectiveFrom"]!;
        (effectiveFrom - DateTimeOffset.UtcNow).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromHours(25));
        TimeZoneInfo.ConvertTimeBySystemTimeZoneId(effectiveFrom, "Europe/Paris").TimeOfDay.ShouldBeOneOf(TimeSpan.FromHours(2), TimeSpan.FromHours(3));
        (await family.SignIn("famille-0", Better)).Code.ShouldBe("invalid-credentials");
        (await family.SignIn("famille-0", TestTown.Password)).Status.ShouldBe(HttpStatusCode.Created);

        await family.Book(("enfant-0", "matin", Town.Day));
        await NightTests.RunNight(staff);
        (await family.SignIn("famille-0", TestTown.Password)).Code.ShouldBe("invalid-credentials");
        (await family.SignIn("famille-0", Better)).Status.ShouldBe(HttpStatusCode.Created);
        var profile = (await family.Get("/family/profile")).Json;
        profile["current"]!["email"]!.ToString().ShouldBe("nouvelle@example.org");
        profile["current"]!["question"]!.ToString().ShouldBe(Question);
        profile["pending"].ShouldBeNull();
        await NightTests.Eventually(() => smtp.Messages.Count == 2);
        var recipients = smtp.Messages.Select(NightTests.Read).ToDictionary(message => message.Subject!.Split(" - ")[0], message => message.To.Mailboxes.Single().Address, StringComparer.Ordinal);
        recipients["Votre adresse de courriel change"].ShouldBe(TestTown.EmailOf(0));
        recipients["Compte rendu de vos réservations"].ShouldBe("nouvelle@example.org");
    }

    [Fact]
    public async Task By_default_a_new_password_acts_at_once_ends_the_other_sessions_and_pending_changes_can_be_dropped()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Found(store, ProfileChanges.PasswordAtOnce);
        using var server = await WebServer.Start(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var elsewhere = await Client.SignedIn(server.Address, "famille-0");
        (await family.Get("/sessions")).Json.AsArray().Count.ShouldBe(2);

        var changed = await family.Patch("/family/profile", new
        {
            currentPassword = TestTown.Password,
            newPassword = Better,
            newPasswordConfirmation = Better,
            email = "a@example.org",
            emailConfirmation = "a@example.org",
        });

        ((bool)changed.Json["pending"]!["password"]!).ShouldBeFalse();
        (await family.Get("/sessions")).Json.AsArray().Count.ShouldBe(1);
        await ShouldEnd(elsewhere);
        (await elsewhere.SignIn("famille-0", Better)).Status.ShouldBe(HttpStatusCode.Created);
        (await family.Delete("/sessions/others")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await family.Get("/sessions")).Json.AsArray().Count.ShouldBe(1);
        (await family.Delete("/family/profile/pending")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await family.Get("/family/profile")).Json["pending"].ShouldBeNull();
    }

    [Fact]
    public async Task What_is_typed_wrongly_or_guessed_easily_is_refused_and_changes_nothing()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Found(store, ProfileChanges.AtOnce);
        using var server = await WebServer.Start(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        (string Code, object Body)[] refused =
        [
            ("confirmation-mismatch", new { currentPassword = TestTown.Password, newPassword = Better, newPasswordConfirmation = "autre" }),
            ("confirmation-mismatch", new { currentPassword = TestTown.Password, email = "a@example.org", emailConfirmation = "b@example.org" }),
            ("invalid-email", new { currentPassword = TestTown.Password, email = "a@b", emailConfirmation = "a@b" }),
            ("invalid-email", new { currentPassword = TestTown.Password, email = "a@example.org\r\nBcc: tous@example.org", emailConfirmation = "a@example.org\r\nBcc: tous@example.org" }),
            ("password-too-short", Both("ilou")),
            ("password-too-common", Both("password1234")),
            ("password-too-common", Both("aaaaaaaaaaaaaaaa")),
            ("password-too-common", Both("famille-0ville")),
            ("password-too-long", Both(string.Concat(Enumerable.Repeat("brouette tulipe ", 9)))),
            ("invalid-request", new { currentPassword = TestTown.Password, question = "Quel est le mot de passe ?", answer = "Luciole" }),
            ("invalid-request", new { currentPassword = TestTown.Password, question = Question }),
            ("invalid-request", new { currentPassword = TestTown.Password }),
            ("wrong-current-password", new { currentPassword = "faux", email = "a@example.org", emailConfirmation = "a@example.org" }),
        ];

        foreach (var (code, body) in refused)
            (await family.Patch("/family/profile", body)).Code.ShouldBe(code, $"{body}");

        (await family.Get("/family/profile")).Json["current"]!["email"]!.ToString().ShouldBe(TestTown.EmailOf(0));
        (await family.SignIn("famille-0", TestTown.Password)).Status.ShouldBe(HttpStatusCode.Created);

        static object Both(string password) => new { currentPassword = TestTown.Password, newPassword = password, newPasswordConfirmation = password };
    }

    [Fact]
    public async Task The_right_answer_opens_once_the_choice_of_a_new_password_and_ends_every_session()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Found(store, ProfileChanges.AtOnce);
        using var server = await WebServer.Start(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        await family.Patch("/family/profile", new { currentPassword = TestTown.Password, question = Question, answer = "Luciole" });
        using var nobody = new Client(server.Address);

        (await Recover(nobody, "question", new { identifier = "famille-0" })).Json["question"]!.ToString().ShouldBe(Question);
        (await Recover(nobody, "answer", new { identifier = "famille-0", answer = "Médor" })).Code.ShouldBe("wrong-answer");
        var ticket = (string)(await Recover(nobody, "answer", new { identifier = "famille-0", answer = " LUCIOLE " })).Json["resetToken"]!;
        (await Reset(nobody, ticket, "ilou")).Code.ShouldBe("password-too-short");
        (await Reset(nobody, ticket, Better)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Reset(nobody, ticket, Better)).Code.ShouldBe("ticket-spent");

        await ShouldEnd(family);
        (await nobody.SignIn("famille-0", Better)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Guessing_answers_stops_after_five_a_day_also_with_the_right_one_and_for_accounts_that_do_not_exist()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Found(store, ProfileChanges.AtOnce);
        using var server = await WebServer.Start(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        await family.Patch("/family/profile", new { currentPassword = TestTown.Password, question = Question, answer = "Luciole" });
        using var nobody = new Client(server.Address);

        foreach (var identifier in (string[])["famille-0", "famille-1", "personne"])
        {
            var question = (await Recover(nobody, "question", new { identifier })).Body;
            (await Recover(nobody, "question", new { identifier })).Body.ShouldBe(question, "the question stays the same");
            for (var attempt = 0; attempt < 5; attempt++)
                (await Recover(nobody, "answer", new { identifier, answer = "Médor" })).Code.ShouldBe("wrong-answer");
            (await Recover(nobody, "answer", new { identifier, answer = "Luciole" })).Code.ShouldBe("too-many-attempts");
        }
    }

    [Fact]
    public async Task A_mailed_link_is_good_once_and_only_the_accounts_own_address_gets_one()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var smtp = new RecordingSmtp();
        await Found(store, ProfileChanges.AtOnce);
        using var server = await WebServer.Start(store, [.. smtp.Settings, ("Smtp:Portal", "https://famille.deols.example/")]);
        using var nobody = new Client(server.Address);

        foreach (var (identifier, email) in ((string, string)[])[("famille-0", "autre@example.org"), ("personne", TestTown.EmailOf(0)), ("accueil", "accueil@example.org")])
            (await Recover(nobody, "email", new { identifier, email })).Status.ShouldBe(HttpStatusCode.Accepted);
        (await Recover(nobody, "email", new { identifier = "famille-0", email = TestTown.EmailOf(0).ToUpperInvariant() })).Status.ShouldBe(HttpStatusCode.Accepted);
        (await Recover(nobody, "email", new { identifier = "famille-0", email = TestTown.EmailOf(0) })).Status.ShouldBe(HttpStatusCode.Accepted);
        await NightTests.Eventually(() => smtp.Messages.Count >= 1);

        var text = NightTests.Read(smtp.Messages.Single()).TextBody!;
        text.ShouldContain("https://famille.deols.example/mot-de-passe?jeton=");
        text.ShouldNotContain(TestTown.Password);
        var ticket = Token().Match(text).Groups["token"].Value;
        (await Reset(nobody, ticket, Better, "autre-ville")).Code.ShouldBe("ticket-spent");
        (await Reset(nobody, ticket, Better)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Reset(nobody, ticket, Better)).Code.ShouldBe("ticket-spent");
        (await nobody.SignIn("famille-0", Better)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Who_tries_one_account_after_the_other_from_one_address_is_slowed_down()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Found(store, ProfileChanges.AtOnce);
        using var server = await WebServer.Start(store);
        using var nobody = new Client(server.Address);

        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(number => Recover(nobody, "question", new { identifier = $"personne{number}" })));

        answers.ShouldContain(answer => answer.Code == "too-many-requests");
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK || answer.Code == "too-many-requests");
    }

    [Fact]
    public async Task Staff_give_a_new_first_password_to_be_changed_at_first_use()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Found(store, ProfileChanges.AtOnce);
        using var server = await WebServer.Start(store);
        using var family = await Client.SignedIn(server.Address, "famille-0");
        using var staff = await Client.SignedIn(server.Address, "accueil");

        (await staff.Post("/staff/accounts/famille-0/password", new { password = Better })).Status.ShouldBe(HttpStatusCode.NoContent);

        await ShouldEnd(family);
        ((bool)(await family.SignIn("famille-0", Better)).Json["mustChangePassword"]!).ShouldBeTrue();
        (await staff.Post("/staff/accounts/personne/password", new { password = Better })).Code.ShouldBe("unknown-account");
        (await staff.Post("/staff/accounts/accueil/password", new { password = Better })).Code.ShouldBe("unknown-account");
    }

    private static async Task Found(TestStore store, ProfileChanges mode)
    {
        await Towns.Found(store, Town, families: 2, (TestTown.Morning, 5));
        await using var silo = await SiloHost.Start(store);
        var catalogue = Town.Catalogue;
        (await silo.Grains.GetGrain<ICatalogueGrain>(Town.Structure.Value)
            .Save(catalogue with { Version = 2, Settings = catalogue.Settings with { ProfileChanges = mode } })).ShouldBeTrue();
    }

    /// <summary>A session ended elsewhere stops working within seconds.</summary>
    private static Task ShouldEnd(Client client) => NightTests.Eventually(async () => (await client.Get("/home")).Code == "session-ended");

    private static Task<Answer> Recover(Client client, string step, object body) => client.Post($"/structures/ville/password-recovery/{step}", body);

    private static Task<Answer> Reset(Client client, string resetToken, string password, string structure = "ville") => client.Post(
        $"/structures/{structure}/password-recovery/reset", new { resetToken, newPassword = password, newPasswordConfirmation = password });

    [GeneratedRegex("jeton=(?<token>[A-Za-z0-9_-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Token();
}
