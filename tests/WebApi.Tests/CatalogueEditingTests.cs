using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Periscolaire.Accounts;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Staff change what the structure offers, and close days, over REST.</summary>
public sealed class CatalogueEditingTests(SharedPostgreSql postgreSql)
{
    private static readonly TestTown Town = new();

    private static readonly object Pottery = new { label = "Poterie", arrival = "09:00", departure = "11:00", minimumAge = 3, maximumAge = 12, wallet = TestTown.Wallet };

    [Fact]
    public async Task A_catalogue_is_built_read_and_taken_down_edition_by_edition()
    {
        using var store = await Founded();
        using var server = await WebServer.Start(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");
        using var counter = await Client.SignedIn(server.Address, "guichet");

        await Settings(staff, counter);
        await Activities(staff);
        await Periods(staff);
        await Wallets(staff);
        await Calendars(staff);

        // What was shown only, or refused, left no line; every other change has one, with its author.
        var acts = (await staff.Get("/staff/audit-trail?limit=100&by=staff:accueil")).Items.Select(line => (string)line["act"]!).ToList();
        acts.Where(act => act.StartsWith("activity-", StringComparison.Ordinal)).ShouldBe(["activity-removed", "activity-changed", "activity-added"]);
        acts.Where(act => act.StartsWith("settings-", StringComparison.Ordinal)).ShouldBe(["settings-changed"]);
        acts.Count(act => act == "school-holidays-changed").ShouldBe(2);
    }

    [Fact]
    public async Task A_day_is_closed_families_read_why_and_many_days_are_given_places_at_once()
    {
        using var store = await Founded();
        using var server = await WebServer.Start(store);
        using var staff = await Client.SignedIn(server.Address, "accueil");
        using var counter = await Client.SignedIn(server.Address, "guichet");
        using var family = await Client.SignedIn(server.Address, "famille-0");
        (await family.Book(("enfant-0", "matin", Town.Day))).Items.Single()["outcome"]!.ToString().ShouldBe("accepted");
        var closure = $"/staff/activity-days/matin/{Town.Day:yyyy-MM-dd}/closure";

        (await counter.Post(closure, new { reason = "Grève" })).Code.ShouldBe("right-missing");
        (await staff.Post(closure, new { reason = " " })).Code.ShouldBe("invalid-request");
        (await staff.Post("/staff/activity-days/matin/2020-01-01/closure", new { reason = "Grève" })).Code.ShouldBe("unknown-activity-day");
        (await staff.Post("/staff/closures", new { activities = new[] { "matin" }, reason = "Grève" })).Code.ShouldBe("invalid-request");
        var shown = await staff.Post($"{closure}?dryRun=true", new { reason = "Grève" });
        (await staff.Get("/staff/closures")).Items.ShouldBeEmpty();
        var closed = await staff.Post(closure, new { reason = "Grève" });
        var again = await staff.Post("/staff/closures", new { activities = new[] { "matin" }, from = Town.Day, to = Town.Day, reason = "Neige" });

        ((int)shown.Json["consequences"]!["cancellations"]!, (int)closed.Json["days"]![0]!["cancelled"]!).ShouldBe((1, 1));
        ((string)again.Json["days"]![0]!["reason"]!, (int)again.Json["consequences"]!["cancellations"]!).ShouldBe(("Grève", 0));
        var entry = (await family.Get($"/family/children/enfant-0/calendar?month={Town.Day:yyyy-MM}&activity=matin")).Json["days"]![Town.Day.Day - 1]!["activities"]![0]!;
        ((string)entry["state"]!, (string)entry["closureReason"]!).ShouldBe(("closed", "Grève"));
        (await staff.Put($"/staff/activity-days/matin/{Town.Day:yyyy-MM-dd}/capacity", new { capacity = 3 })).Code.ShouldBe("day-closed");

        // The closed day and the one after it: one is left as it is.
        var places = await staff.Put("/staff/capacities", new { activities = new[] { "matin" }, from = Town.Day, to = Town.Day.AddDays(1), capacity = 7, reason = "Renfort" });
        ((int)places.Json["days"]!, (string)places.Json["problems"]![0]!["code"]!).ShouldBe((1, "day-closed"));
        (await counter.Put("/staff/capacities", new { activities = new[] { "matin" }, from = Town.Day, to = Town.Day, capacity = 7, reason = "x" })).Code.ShouldBe("right-missing");
        (await staff.Put("/staff/capacities", new { activities = new[] { "poterie" }, from = Town.Day, to = Town.Day, capacity = 7, reason = "x" })).Code.ShouldBe("unknown-activity");
        (await staff.Put("/staff/capacities", new { activities = new[] { "matin" }, from = Town.Day, to = Town.Day.AddYears(2), capacity = 7, reason = "x" })).Code.ShouldBe("invalid-request");

        (await staff.Delete(closure)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await staff.Delete(closure)).Code.ShouldBe("unknown-closure");
        (await staff.Get($"/staff/activity-days/matin/{Town.Day:yyyy-MM-dd}")).Json["isClosed"]!.GetValue<bool>().ShouldBeTrue("it has no places yet");
        var reopened = await staff.Put($"/staff/activity-days/matin/{Town.Day:yyyy-MM-dd}/capacity", new { capacity = 3 });
        ((int)reopened.Json["capacity"]!, (bool)reopened.Json["isClosed"]!, (int)reopened.Json["consequences"]!["promotions"]!).ShouldBe((3, false, 0));
    }

    private static async Task Settings(Client staff, Client counter)
    {
        var read = await staff.Get("/staff/settings");
        var body = read.Json.AsObject();
        body["contact"] = "02 54 00 00 00";
        body["nightAt"] = "03:30";

        (await counter.Put("/staff/settings", body, ifMatch: 1)).Code.ShouldBe("right-missing");
        (await staff.Put("/staff/settings", body)).Code.ShouldBe("if-match-required");
        var saved = await staff.Put("/staff/settings", body, ifMatch: 1);
        (read.Headers.ETag!.Tag, saved.Headers.ETag!.Tag, (string)saved.Json["value"]!["nightAt"]!).ShouldBe(("\"1\"", "\"2\"", "03:30"));
        (await staff.Put("/staff/settings", body, ifMatch: 1)).Code.ShouldBe("changed-meanwhile");
        (await staff.Put("/staff/settings", body, ifMatch: 2)).Headers.ETag!.Tag.ShouldBe("\"2\"", "nothing changed");
    }

    private static async Task Activities(Client staff)
    {
        (await staff.PutNew("/staff/activities/poterie", Pottery)).Status.ShouldBe(HttpStatusCode.Created);
        (await staff.PutNew("/staff/activities/poterie", Pottery)).Code.ShouldBe("already-exists");
        (await staff.Put("/staff/activities/inconnue", Pottery, ifMatch: 3)).Code.ShouldBe("unknown-activity");
        (await staff.PutNew("/staff/activities/Poterie", Pottery)).Code.ShouldBe("invalid-request");
        var body = (await staff.Get("/staff/activities/poterie")).Json.AsObject();
        body["departure"] = "08:00";
        var flawed = await staff.Put("/staff/activities/poterie", body, ifMatch: 3);
        (flawed.Code, (string)flawed.Json["errors"]![0]!["field"]!).ShouldBe(("invalid-catalogue", "departure"));
        body["departure"] = "11:30";
        (await staff.Put("/staff/activities/poterie", body, ifMatch: 3)).Status.ShouldBe(HttpStatusCode.OK);

        var first = await staff.Get("/staff/activities?limit=4");
        var second = await staff.Get($"/staff/activities?limit=4&cursor={(string)first.Json["nextCursor"]!}");
        (first.Items.Length, (string)second.Items.Single()["id"]!, second.Json["nextCursor"]).ShouldBe((4, "poterie", null));

        (await staff.Delete("/staff/activities/matin", ifMatch: 4)).Code.ShouldBe("invalid-catalogue", "the period and the grid still name it");
        (await staff.Delete("/staff/activities/poterie")).Code.ShouldBe("if-match-required");
        (await staff.Delete("/staff/activities/poterie", ifMatch: 4)).Status.ShouldBe(HttpStatusCode.OK);
        (await staff.Get("/staff/activities/poterie")).Code.ShouldBe("unknown-activity");
    }

    private static async Task Periods(Client staff)
    {
        var period = (await staff.Get("/staff/periods/toujours")).Json.AsObject();
        (await staff.PutNew("/staff/periods/toujours", period)).Code.ShouldBe("already-exists");
        var copy = period.DeepClone().AsObject();
        copy.Remove("id");
        var flawed = await staff.PutNew("/staff/periods/bis", copy);
        ((string)flawed.Json["errors"]![0]!["detail"]!).ShouldContain("toujours");

        copy["dates"] = new JsonArray();
        copy["opensAt"] = "2026-06-01T08:30:00";
        (await staff.PutNew("/staff/periods/bis", copy)).Code.ShouldBe("invalid-request", "an instant without an offset would be the machine's");
        copy["opensAt"] = "2026-06-01T08:30:00+02:00";
        copy["toBook"] = new JsonObject { ["kind"] = "hours-before", ["days"] = 2 };
        (await staff.PutNew("/staff/periods/bis", copy)).Code.ShouldBe("invalid-request", "hours-before takes hours and nothing else");
        copy["toBook"] = new JsonObject { ["kind"] = "weekday-of-week-before", ["weekday"] = "tuesday", ["at"] = "23:59" };
        (await staff.PutNew("/staff/periods/bis", copy)).Status.ShouldBe(HttpStatusCode.Created);
    }

    private static async Task Wallets(Client staff)
    {
        var version = await Version(staff);
        (await staff.PutNew("/staff/wallets/CANTINE", new { label = "Cantine" })).Status.ShouldBe(HttpStatusCode.Created);
        (await staff.Delete($"/staff/wallets/{TestTown.Wallet}", version + 1)).Code.ShouldBe("invalid-catalogue", "activities are paid from it");
        (await staff.Delete("/staff/wallets/CANTINE", version + 1)).Status.ShouldBe(HttpStatusCode.OK);
        (await staff.Get("/staff/wallets")).Items.Length.ShouldBe(2);
    }

    private static async Task Calendars(Client staff)
    {
        var rule = new { kind = "school-weekdays", weekdays = new[] { "wednesday" }, from = "2030-09-01", to = "2030-10-31", zone = "b" };
        (await staff.SendRaw(HttpMethod.Put, "/staff/school-holidays", Encoding.UTF8.GetBytes("zone,name,first,last\nD,x,y,z"), "text/csv", ("If-Match", "\"0\"")))
            .Json["errors"]![0]!["line"]!.GetValue<int>().ShouldBe(2);
        var own = Encoding.UTF8.GetBytes("zone,name,first,last\nB,Toussaint,2030-10-20,2030-11-03\n");
        (await staff.SendRaw(HttpMethod.Put, "/staff/school-holidays", own, "text/csv", ("If-Match", "\"0\""))).Status.ShouldBe(HttpStatusCode.OK);
        (await staff.SendRaw(HttpMethod.Put, "/staff/school-holidays", own, "text/csv", ("If-Match", "\"0\""))).Code.ShouldBe("changed-meanwhile");

        var shown = await staff.Post("/staff/periods/bis/dates/generation?dryRun=true", rule);
        (await staff.Get("/staff/periods/bis")).Json["dates"]!.AsArray().ShouldBeEmpty();
        var generated = await staff.Post("/staff/periods/bis/dates/generation", rule);

        // 1 September 2030 is a Sunday; without 23 and 30 October, which are holidays.
        string[] expected = ["2030-09-04", "2030-09-11", "2030-09-18", "2030-09-25", "2030-10-02", "2030-10-09", "2030-10-16"];
        foreach (var answer in (Answer[])[shown, generated])
            answer.Json["value"]!["dates"]!.AsArray().Select(date => (string)date!).ShouldBe(expected);

        (await staff.Post("/staff/school-years/2030/copy", new { to = 2031 })).Code.ShouldBe("invalid-catalogue", "the calendar ends before");
        (await staff.Post("/staff/school-years/abc/copy", new { to = 2031 })).Code.ShouldBe("unknown-school-year");
        var longer = Encoding.UTF8.GetBytes("zone,name,first,last\nB,Toussaint,2030-10-20,2030-11-03\nB,Toussaint,2031-10-19,2031-11-02\n");
        (await staff.SendRaw(HttpMethod.Put, "/staff/school-holidays", longer, "text/csv", ("If-Match", "\"1\""))).Status.ShouldBe(HttpStatusCode.OK);
        var copied = await staff.Post("/staff/school-years/2030/copy", new { to = 2031 });

        // 1 September 2031 is a Monday; 22 and 29 October are holidays.
        var period = copied.Json["value"]!["periods"]!.AsArray().Single()!;
        ((string)period["id"]!, period["dates"]!.AsArray().Count, (string)period["dates"]![0]!).ShouldBe(("bis-2031", 7, "2031-09-03"));
        (await staff.Post("/staff/school-years/2030/copy", new { to = 2031 })).Json["value"]!["periods"]!.AsArray().ShouldBeEmpty();
    }

    private static async Task<long> Version(Client staff) => long.Parse(
        (await staff.Get("/staff/settings")).Headers.ETag!.Tag.Trim('"'), System.Globalization.CultureInfo.InvariantCulture);

    private async Task<TestStore> Founded()
    {
        var store = await postgreSql.Store(StoreKind.Sqlite);
        await using var silo = await SiloHost.Start(store);
        await Town.Found(silo.Grains, families: 1);
        await Town.OpenAccounts(silo.Grains, families: 1);
        await Town.SetCapacity(silo.Grains, TestTown.Morning, 2);
        await Town.Open(
            silo.Grains,
            "guichet",
            new NewAccount(Role.Staff, Family: null, "Guichet", TestTown.Password, MustChangePassword: false, Rights: ImmutableArray.Create(StaffRight.Counter)));
        return store;
    }
}
