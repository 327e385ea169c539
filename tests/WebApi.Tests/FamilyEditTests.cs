using System.Net;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Staff look families up and edit them and their children (SPEC, Staff).</summary>
public sealed class FamilyEditTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();

    public static TheoryData<StoreKind> Stores => [StoreKind.Sqlite, StoreKind.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Families_and_children_are_created_found_changed_and_removed(StoreKind kind)
    {
        using var store = await postgreSql.Store(kind);
        await Towns.Found(store, Town, families: 3, (TestTown.Morning, 5));
        using var server = await WebServer.Start(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");

        // A family that staff create does not exist before, and only once.
        var body = new { name = "LE GOFF-D'ÉTÉ Maëlle", isResident = true, email = "maelle@example.org", address = "12 rue de l'Église", phone = "02 54 00 00 00" };
        (await staff.Get("/staff/families/le-goff")).Code.ShouldBe("unknown-family");
        (await staff.Put("/staff/families/le-goff", body)).Code.ShouldBe("if-match-required");
        (await staff.PutNew("/staff/families/le-goff?dryRun=true", body)).Json["address"]!.ToString().ShouldBe("12 rue de l'Église");
        (await staff.Get("/staff/families/le-goff")).Code.ShouldBe("unknown-family", "a dry run writes nothing");
        (await staff.PutNew("/staff/families/le-goff", body)).Status.ShouldBe(HttpStatusCode.Created);
        (await staff.PutNew("/staff/families/le-goff", body)).Code.ShouldBe("already-exists");
        var read = await staff.Get("/staff/families/le-goff");
        (read.Headers.ETag!.Tag, read.Json["phone"]!.ToString()).ShouldBe(("\"1\"", "02 54 00 00 00"));

        await ChildrenComeAndGo(staff);
        await OnlyTheVersionReadIsChanged(staff);
        await Search(staff);

        var acts = (await staff.Get("/staff/audit-trail?familyId=le-goff&limit=200")).Items.Select(line => (string)line["act"]!);
        acts.ShouldBe(["family-changed", "child-removed", "child-changed", "child-created", "family-created"], "the latest first, and a line an act");
    }

    private static async Task ChildrenComeAndGo(Client staff)
    {
        var noe = new { firstName = "Noé", lastName = "LE GOFF", birthDate = "2019-12-31", group = "CP" };
        (await staff.PutNew("/staff/families/le-goff/children/enfant-0", noe)).Code.ShouldBe("id-taken", "another family's child");
        (await staff.PutNew("/staff/families/le-goff/children/noe", noe)).Status.ShouldBe(HttpStatusCode.Created);
        (await staff.PutNew("/staff/families/le-goff/children/noe", noe)).Code.ShouldBe("already-exists");
        (await staff.Put("/staff/families/le-goff/children/noe", new { firstName = "Noë", lastName = "LE GOFF", birthDate = "2019-12-31" }, ifMatch: 1)).Code.ShouldBe("changed-meanwhile");
        (await staff.Put("/staff/families/le-goff/children/noe", new { firstName = "Noë", lastName = "LE GOFF", birthDate = "2019-12-31" }, ifMatch: 2)).Headers.ETag!.Tag.ShouldBe("\"3\"");
        (await staff.Put("/staff/families/le-goff/children/personne", noe, ifMatch: 3)).Code.ShouldBe("unknown-family");
        (await staff.PutNew("/staff/families/le-goff/children/futur", new { firstName = "X", lastName = "X", birthDate = "2999-01-01" })).Code.ShouldBe("invalid-request");
        (await staff.Delete("/staff/families/le-goff/children/noe")).Code.ShouldBe("if-match-required");
        var gone = await staff.DeleteIf("/staff/families/le-goff/children/noe", 3);
        (gone.Status, gone.Json["children"]!.AsArray().Count).ShouldBe((HttpStatusCode.OK, 0));

        // Moved: removed there, created here.
        (await staff.PutNew("/staff/families/famille-2/children/noe", noe)).Status.ShouldBe(HttpStatusCode.Created);
        (await staff.Get("/staff/families/famille-2")).Json["children"]!.AsArray().Select(child => (string)child!["id"]!).ShouldBe(["noe", "enfant-2"], ignoreOrder: true);
    }

    private static async Task OnlyTheVersionReadIsChanged(Client staff)
    {
        var changed = new { name = "LE GOFF Maëlle", isResident = false };
        (await staff.Put("/staff/families/le-goff", changed, ifMatch: 3)).Code.ShouldBe("changed-meanwhile", "the child was removed since");
        var answer = await staff.Put("/staff/families/le-goff", changed, ifMatch: 4);
        (answer.Status, (bool)answer.Json["isResident"]!, answer.Json["email"]).ShouldBe((HttpStatusCode.OK, false, null));
        (await staff.Put("/staff/families/le-goff", changed, ifMatch: 5)).Headers.ETag!.Tag.ShouldBe("\"5\"", "nothing to change, nothing written");
        (await staff.Put("/staff/families/inconnue", changed, ifMatch: 1)).Code.ShouldBe("unknown-family");
        foreach (var bad in (object[])[new { name = "", isResident = true }, new { name = "A\u202eB", isResident = true }, new { name = new string('x', 201), isResident = true }])
            (await staff.Put("/staff/families/le-goff", bad, ifMatch: 5)).Code.ShouldBe("invalid-request");
        (await staff.Put("/staff/families/le-goff", new { name = "X", isResident = true, email = "pas une adresse" }, ifMatch: 5)).Code.ShouldBe("invalid-email");
        (await staff.Put("/staff/families/Le%20Goff", changed, ifMatch: 5)).Code.ShouldBe("invalid-request");
    }

    private static async Task Search(Client staff)
    {
        async Task<IEnumerable<string>> Found(string search) => (await staff.Get($"/staff/families?search={Uri.EscapeDataString(search)}")).Items.Select(family => (string)family["id"]!);
        (await Found("MAELLE goff")).ShouldBe(["le-goff"]);
        (await Found("noe")).ShouldBe(["famille-2"], "by a child's name, without accents");
        (await Found("famille-1@example.org")).ShouldBe(["famille-1"]);
        (await Found("personne")).ShouldBeEmpty();
        var first = await staff.Get("/staff/families?limit=3");
        first.Items.Select(family => (string)family["id"]!).ShouldBe(["famille-0", "famille-1", "famille-2"]);
        (await staff.Get($"/staff/families?limit=3&cursor={first.Json["nextCursor"]}")).Items.Select(family => (string)family["id"]!).ShouldBe(["le-goff"]);
        (await staff.Get("/staff/families?cursor=%C3%A9")).Code.ShouldBe("invalid-cursor");
    }

    [Fact]
    public async Task A_child_that_was_booked_stays_and_a_changed_address_is_told_to_the_old_one()
    {
        using var store = await postgreSql.Store(StoreKind.Sqlite);
        await Towns.Found(store, Town, families: 1, (TestTown.Morning, 5));
        using var server = await WebServer.Start(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");
        using var family = await Client.SignedIn(server.Address, "famille-0");
        (await family.Cancel((string)(await family.Book(("enfant-0", "matin", Town.Day))).Items.Single()["bookingId"]!)).Items.Single()["outcome"]!.ToString().ShouldBe("cancelled");

        (await staff.DeleteIf("/staff/families/famille-0/children/enfant-0", 1)).Code.ShouldBe("child-has-bookings", "also when it was cancelled");
        (await family.Get("/family/children")).Json.AsArray().Count.ShouldBe(1);
        (await staff.Put("/staff/families/famille-0", new { name = "FAMILLE 0", isResident = true, email = "nouvelle@example.org" }, ifMatch: 1)).Status.ShouldBe(HttpStatusCode.OK);

        (await staff.Get("/staff/mails")).Items.Single()["recipient"]!.ToString().ShouldBe("famille-0@example.org");
        (await family.Get("/family/profile")).Body.ShouldContain("nouvelle@example.org");
        (await family.Get("/staff/families")).Code.ShouldBe("forbidden");
    }
}
