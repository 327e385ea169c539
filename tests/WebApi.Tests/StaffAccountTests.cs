using System.Net;
using System.Text.Json.Nodes;
using OtpNet;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Who works at a town hall, with which rights, and how they come in (SPEC, Accounts 3 and 4; RELIABILITY, security decisions).</summary>
public sealed class StaffAccountTests(SharedPostgreSql postgreSql)
{
    private const string OperatorPassword = "grenouille violette 77 tambour";
    private const string OwnPassword = "quatre mots sans rapport";

    private static readonly TestTown Town = new();

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task From_an_empty_database_an_operator_founds_a_town_whose_administrator_opens_accounts_with_rights(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        using var server = await WebServer.Start(store, ("Operator:FirstPassword", OperatorPassword), ("Accounts:SecondFactorForAdministrators", "true"));
        using var exploitant = await Client.SignedIn(server.Address, "exploitant", OperatorPassword, "exploitation");
        var town = new { name = "Mairie de Montierchaume", zone = "b", administrator = new { identifier = "secretariat", displayName = "Secrétariat général" } };

        // A password that was given and a missing second factor open nothing.
        (await exploitant.PutNew("/operator/structures/montierchaume", town)).Code.ShouldBe("password-must-change");
        (await exploitant.Put("/account/password", Passwords(OperatorPassword, OwnPassword))).Status.ShouldBe(HttpStatusCode.NoContent);
        (await exploitant.PutNew("/operator/structures/montierchaume", town)).Code.ShouldBe("second-factor-required");
        await SetSecondFactor(exploitant, OwnPassword);
        var founded = await exploitant.PutNew("/operator/structures/montierchaume", town);
        founded.Status.ShouldBe(HttpStatusCode.Created, founded.Body);
        (await exploitant.PutNew("/operator/structures/montierchaume", town)).Code.ShouldBe("already-exists");
        (await exploitant.Get("/operator/structures")).Json.AsArray().Single()!["name"]!.ToString().ShouldBe("Mairie de Montierchaume");
        (await exploitant.Get("/staff/consistency")).Code.ShouldBe("forbidden", "an operator reads nothing of a town");

        using var administrator = await ComeIn(server, "montierchaume", "secretariat", (string)founded.Json["openingCode"]!);
        (await administrator.Get("/staff/accounts")).Code.ShouldBe("second-factor-required");
        var secret = await SetSecondFactor(administrator, OwnPassword);
        var opened = await administrator.PutNew("/staff/accounts/regie", new { displayName = "Régie", rights = new[] { "accountant" } });
        opened.Status.ShouldBe(HttpStatusCode.Created, opened.Body);
        using var accountant = await ComeIn(server, "montierchaume", "regie", (string)opened.Json["openingCode"]!);
        (await accountant.Get("/staff/price-grids")).Status.ShouldBe(HttpStatusCode.OK);
        var refused = await accountant.Get("/staff/audit-trail");
        (refused.Code, (string)refused.Json["rights"]!.AsArray().Single()!).ShouldBe(("right-missing", "administrator"));

        // A right taken away is gone at the next call of the process that took it, within seconds elsewhere.
        (await administrator.Put("/staff/accounts/regie", new { displayName = "Régie", rights = Array.Empty<string>() }, ifMatch: 1)).Status.ShouldBe(HttpStatusCode.OK);
        await Insisting.Until(async () => (await accountant.Put("/staff/price-grids", new { grids = Array.Empty<object>() }, ifMatch: 1)).Code == "right-missing", TimeSpan.FromSeconds(15));
        (await administrator.Put("/staff/accounts/regie", new { displayName = "Régie", rights = Array.Empty<string>(), isClosed = true }, ifMatch: 1)).Code.ShouldBe("changed-meanwhile");
        (await administrator.Put("/staff/accounts/regie", new { displayName = "Régie", rights = Array.Empty<string>(), isClosed = true }, ifMatch: 2)).Status.ShouldBe(HttpStatusCode.OK);
        using var nobody = new Client(server.Address);
        (await nobody.SignIn("regie", OwnPassword, "montierchaume")).Code.ShouldBe("invalid-credentials");
        await Insisting.Until(async () => (await accountant.Get("/staff/price-grids")).Code == "session-ended", TimeSpan.FromSeconds(15));

        (await administrator.Put("/staff/accounts/secretariat", new { displayName = "S", rights = new[] { "counter" } }, ifMatch: 1)).Code.ShouldBe("own-rights");
        await SignInAsksForEachCodeOnce(nobody, secret);
        var acts = (await administrator.Get("/staff/audit-trail?limit=200")).Items.Select(line => $"{line["by"]} {line["act"]} {line["subject"]}").ToList();
        foreach (var act in (string[])
        [
            "operator:exploitant structure-founded structure/montierchaume", "operator:exploitant account-opened account/secretariat",
            "staff:secretariat second-factor-set account/secretariat", "staff:secretariat account-opened account/regie", "staff:secretariat account-changed account/regie",
            "staff:regie signed-in account/regie",
        ])
            acts.Contains(act, StringComparer.Ordinal).ShouldBeTrue(act);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_family_comes_in_with_the_code_of_its_letter_once_and_again_when_the_counter_gives_another(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await Towns.Found(store, Town, families: 2);
        using var server = await WebServer.Start(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");
        using var nobody = new Client(server.Address);
        var opened = await staff.PutNew("/staff/families/famille-0/accounts/jp.dupont@example.org", new { });
        opened.Status.ShouldBe(HttpStatusCode.Created, opened.Body);
        var code = (string)opened.Json["openingCode"]!;
        (await nobody.SignIn("jp.dupont@example.org", code)).Code.ShouldBe("invalid-credentials", "a code is no password");

        using (var family = await ComeIn(server, "ville", "JP.Dupont@example.org", code.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant()))
        {
            (await family.Get("/family/children")).Json.AsArray().Single()!["id"]!.ToString().ShouldBe("enfant-0");
            (await nobody.Post("/structures/ville/password-recovery/opening", new { identifier = "jp.dupont@example.org", code })).Code.ShouldBe("wrong-code", "good once");
            (await staff.Get("/staff/families/famille-1/accounts/jp.dupont@example.org")).Code.ShouldBe("unknown-account");
            (await staff.Post("/staff/families/famille-1/accounts/jp.dupont@example.org/reopening", new { })).Code.ShouldBe("unknown-account");

            var again = (await staff.Post("/staff/families/famille-0/accounts/jp.dupont@example.org/reopening", new { })).Json;
            (await nobody.SignIn("jp.dupont@example.org", OwnPassword)).Code.ShouldBe("invalid-credentials");
            await Insisting.Until(async () => (await family.Get("/family/children")).Code == "session-ended", TimeSpan.FromSeconds(15));
            using var back = await ComeIn(server, "ville", "jp.dupont@example.org", (string)again["openingCode"]!);
        }

        foreach (var _ in Enumerable.Range(0, 5))
            (await nobody.Post("/structures/ville/password-recovery/opening", new { identifier = "personne", code = "7G4K" })).Code.ShouldBe("wrong-code");
        (await nobody.Post("/structures/ville/password-recovery/opening", new { identifier = "personne", code = "7G4K" })).Code.ShouldBe("too-many-attempts");
        (await staff.Get("/staff/families/famille-0/accounts")).Json.AsArray().Select(account => (string)account!["identifier"]!).ShouldBe(["famille-0", "jp.dupont@example.org"]);
    }

    [Fact]
    public async Task A_password_given_by_staff_cannot_be_kept_by_choosing_it_again()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(store, Town, families: 1);
        using var server = await WebServer.Start(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");
        (await staff.PutNew("/staff/accounts/guichet", new { displayName = "Guichet", rights = new[] { "counter" }, password = OperatorPassword })).Status.ShouldBe(HttpStatusCode.Created);
        using var counter = await Client.SignedIn(server.Address, "guichet", OperatorPassword);

        (await counter.Put("/account/password", Passwords(OperatorPassword, OperatorPassword))).Code.ShouldBe("password-unchanged");
        (await counter.Get("/staff/families")).Code.ShouldBe("password-must-change");
        (await counter.Put("/account/password", Passwords(OperatorPassword, OwnPassword))).Status.ShouldBe(HttpStatusCode.NoContent);
        await Insisting.Until(async () => (await counter.Get("/staff/families")).Status is HttpStatusCode.OK, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Founding_a_town_again_adds_no_administrator_to_it_and_a_refused_founding_leaves_nothing()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(store, Town, families: 1);
        using var server = await WebServer.Start(store, ("Operator:FirstPassword", OperatorPassword));
        using var exploitant = await Client.SignedIn(server.Address, "exploitant", OperatorPassword, "exploitation");
        (await exploitant.Put("/account/password", Passwords(OperatorPassword, OwnPassword))).Status.ShouldBe(HttpStatusCode.NoContent);
        static object Of(string name, string password) => new { name, zone = "b", administrator = new { identifier = "intrus", displayName = "Intrus", password } };
        await Insisting.Until(async () => (await exploitant.Get("/operator/structures")).Status is HttpStatusCode.OK, TimeSpan.FromSeconds(15));

        (await exploitant.PutNew("/operator/structures/ville", Of("Ville", OwnPassword))).Code.ShouldBe("already-exists");
        using var nobody = new Client(server.Address);
        (await nobody.SignIn("intrus", OwnPassword)).Code.ShouldBe("invalid-credentials");

        (await exploitant.PutNew("/operator/structures/montierchaume", Of("Mairie de Montierchaum", "court"))).Code.ShouldBe("password-too-short");
        (await exploitant.PutNew("/operator/structures/montierchaume", Of("Mairie de Montierchaume", OwnPassword))).Status.ShouldBe(HttpStatusCode.Created);
        (await exploitant.Get("/operator/structures")).Json.AsArray().Select(town => (string)town!["name"]!).Contains("Mairie de Montierchaume", StringComparer.Ordinal).ShouldBeTrue();
    }

    [Fact]
    public async Task A_session_opened_before_the_second_factor_was_set_ends_with_it()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(store, Town, families: 1);
        using var server = await WebServer.Start(store, ("Accounts:SecondFactorForAdministrators", "true"));
        using var thief = await Client.SignedIn(server.Address, "accueil");
        (await thief.Get("/staff/families")).Code.ShouldBe("second-factor-required");
        using var holder = await Client.SignedIn(server.Address, "accueil");

        await SetSecondFactor(holder, TestTown.Password);

        (await holder.Get("/staff/families")).Status.ShouldBe(HttpStatusCode.OK);
        await Insisting.Until(async () => (await thief.Get("/staff/families")).Code == "session-ended", TimeSpan.FromSeconds(15));
    }

    private static object Passwords(string current, string next) => new { currentPassword = current, newPassword = next, newPasswordConfirmation = next };

    private static async Task<Client> ComeIn(WebServer server, string structure, string identifier, string code)
    {
        using var nobody = new Client(server.Address);
        var ticket = await nobody.Post($"/structures/{structure}/password-recovery/opening", new { identifier, code });
        ticket.Status.ShouldBe(HttpStatusCode.OK, ticket.Body);
        (await nobody.Post($"/structures/{structure}/password-recovery/reset", new
        {
            resetToken = (string)ticket.Json["resetToken"]!,
            newPassword = OwnPassword,
            newPasswordConfirmation = OwnPassword,
        })).Status.ShouldBe(HttpStatusCode.NoContent);
        return await Client.SignedIn(server.Address, identifier, OwnPassword, structure);
    }

    private static async Task<string> SetSecondFactor(Client client, string password)
    {
        (await client.Post("/account/second-factor", new { currentPassword = "mauvais mot" })).Code.ShouldBe("wrong-current-password");
        var secret = (string)(await client.Post("/account/second-factor", new { currentPassword = password })).Json["secret"]!;
        (await client.Post("/account/second-factor/confirmation", new { code = "abcdef" })).Code.ShouldBe("wrong-code");
        var confirmed = await client.Post("/account/second-factor/confirmation", new { code = CodeAt(secret, steps: -1) });
        confirmed.Status.ShouldBe(HttpStatusCode.OK, confirmed.Body);
        confirmed.Json["spareCodes"]!.AsArray().Count.ShouldBe(10);
        return secret;
    }

    /// <summary>The confirmation took the code of the step before; the present one is good once, and the confirmed one no more.</summary>
    private static async Task SignInAsksForEachCodeOnce(Client nobody, string secret)
    {
        Task<Answer> SignIn(string? code) => nobody.Post(
            "/structures/montierchaume/sessions", new JsonObject { ["identifier"] = "secretariat", ["password"] = OwnPassword, ["code"] = code });
        (await SignIn(code: null)).Code.ShouldBe("second-factor-needed");
        (await SignIn("000000")).Code.ShouldBe("invalid-credentials");
        var code = CodeAt(secret, steps: 1);
        (await SignIn(code)).Status.ShouldBe(HttpStatusCode.Created);
        (await SignIn(code)).Code.ShouldBe("invalid-credentials", "each code is good once");
        (await SignIn(CodeAt(secret, steps: 0))).Code.ShouldBe("invalid-credentials", "nor one from before it");
    }

    private static string CodeAt(string secret, int steps) => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(DateTime.UtcNow.AddSeconds(30 * steps));
}
