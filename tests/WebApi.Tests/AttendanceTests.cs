using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Attendance, animators, health notes, penalties and CAF hours over HTTP.</summary>
public sealed class AttendanceTests(AttendanceTown town) : IClassFixture<AttendanceTown>
{
    private static readonly DateOnly Day = AttendanceTown.Day;
    private static readonly string Sheet = FormattableString.Invariant($"/staff/activity-days/matin/{Day:yyyy-MM-dd}/attendance");
    private static readonly string Afternoon = FormattableString.Invariant($"/staff/activity-days/apres-midi/{Day:yyyy-MM-dd}");

    private readonly Client _administrator = town.Administrator;
    private readonly Client _counter = town.Counter;
    private readonly Client _director = town.Director;

    [Fact]
    public async Task A_day_is_recorded_line_by_line_corrected_with_a_reason_and_printed()
    {
        var rules = new { latePickup = new { walletId = "PERISCOLAIRE", toleranceMinutes = 5, amount = 2.50m, unit = "started-quarter" } };
        await ChangeRules("/staff/penalty-rules", rules);
        await ChangeRules("/staff/caf-rules", new { ageBounds = new[] { 6, 12 }, slots = Array.Empty<object>() });
        var lines = new object[]
        {
            new { bookingId = BookingOf(2), state = "late", arrivedAt = "08:10", leftAt = "12:20" },
            new { bookingId = BookingOf(3), state = "absent-justified" },
            new { bookingId = BookingOf(99), state = "present" },
        };

        var answer = await _counter.Put(Sheet, new { lines });

        answer.Json["items"]!.AsArray().Select(line => line!["outcome"]!.ToString()).ShouldBe(["recorded", "reason-missing", "unknown-booking"]);

        // Twenty minutes after noon are two started quarters: 2 × 2.50.
        ((decimal)answer.Json["items"]![0]!["entries"]![0]!["amount"]!).ShouldBe(-5m);
        ((int)answer.Json["items"]![0]!["attendance"]!["minutesLate"]!).ShouldBe(20);
        (await _counter.Put(Sheet, new { lines })).Json["items"]![0]!["outcome"]!.ToString().ShouldBe("unchanged");
        (await Record(_counter, 2, new { state = "present" })).Code.ShouldBe("invalid-request");
        var corrected = await Record(_counter, 2, new { state = "present", reason = "Repris à l'heure par sa tante" });
        ((decimal)corrected.Json["entries"]![0]!["amount"]!).ShouldBe(5m);
        (await Record(_counter, 3, new { state = "absent-justified", reason = "=Certificat" })).Status.ShouldBe(HttpStatusCode.OK);

        var sheet = (await _counter.Get(Sheet)).Json;
        ((int)sheet["held"]!, (int)sheet["present"]!, (int)sheet["absent"]!).ShouldBe((2, 1, 1));
        sheet["lines"]![0]!["attendance"]!["state"]!.ToString().ShouldBe("present");
        ((int)sheet["lines"]![0]!["age"]!).ShouldBe(6);
        (await _counter.Get(FormattableString.Invariant($"/staff/attendance/{Day:yyyy-MM-dd}"))).Json["sheets"]!.AsArray().Count.ShouldBe(4);
        var csv = await _counter.Download($"{Sheet}.csv");
        csv.Text.ShouldContain(";Absence justifiée;;;;\"'=Certificat\"");
        (await _counter.Download(FormattableString.Invariant($"/staff/attendance/{Day:yyyy-MM-dd}.csv"))).Text.ShouldStartWith(csv.Text);
        foreach (var path in (string[])[$"{Sheet}.pdf", FormattableString.Invariant($"/staff/attendance/{Day:yyyy-MM-dd}.pdf")])
        {
            var paper = await _counter.Download(path);
            (paper.MediaType, paper.Status).ShouldBe(("application/pdf", HttpStatusCode.OK));
            HistoryTown.Printed(paper).ShouldContain("Numéro0Enfant");
        }

        // The sheet is of real hours of the CAF too: one presence of four hours this month.
        var month = FormattableString.Invariant($"{Day:yyyy-MM}");
        var hours = (await _director.Get($"/staff/caf-hours?from={month}&to={month}")).Json;
        ((long)hours["presences"]!, (decimal)hours["hours"]!).ShouldBe((1L, 4m));
        (await _director.Download($"/staff/caf-hours.csv?from={month}&to={month}")).Text.ShouldContain($"Matin;{month};6 à 11 ans;1;1;4,00");
    }

    [Fact]
    public async Task Presence_is_not_recorded_ahead_nor_nonsense_at_all()
    {
        var ahead = FormattableString.Invariant($"matin.{AttendanceTown.Ahead:yyyyMMdd}.2");
        (await _counter.Put($"/staff/reservations/{ahead}/attendance", new { state = "present" })).Code.ShouldBe("attendance-too-early");
        (await _counter.Put($"/staff/reservations/{ahead}/attendance", new { state = "absent-justified", reason = "Vacances" })).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var body in (string[])
            ["{}", """{"state":"here"}""", """{"state":"late"}""", """{"state":"late","minutesLate":0}""", """{"state":"late","minutesLate":1441}""",
             """{"state":"present","arrivedAt":"8:00"}""", """{"state":"present","arrivedAt":"25:00"}""", """{"state":"absent-justified","reason":" "}""",
             """{"state":"absent-justified","reason":"\u202ea"}""", """{"state":"present","price":1}"""])
            (await _counter.SendRaw(HttpMethod.Put, $"/staff/reservations/{BookingOf(2)}/attendance", System.Text.Encoding.UTF8.GetBytes(body))).Code.ShouldBe("invalid-request", body);
        foreach (var lines in (object[])[Array.Empty<object>(), new[] { new { bookingId = BookingOf(2), state = "present" }, new { bookingId = BookingOf(2), state = "present" } }])
            (await _counter.Put(Sheet, new { lines })).Code.ShouldBe("invalid-request");
        (await _counter.Get("/staff/activity-days/matin/2027-02-29/attendance")).Code.ShouldBe("unknown-activity-day");
        (await _counter.Get("/staff/activity-days/inconnue/2027-02-28/attendance")).Code.ShouldBe("unknown-activity-day");
        (await _counter.Get("/staff/attendance/2027-02-29")).Code.ShouldBe("invalid-request");
        (await _counter.Get("/staff/attendance/hier.csv")).Code.ShouldBe("invalid-request");
        (await _counter.Put("/staff/reservations/inconnue.20270101.1/attendance", new { state = "present" })).Code.ShouldBe("unknown-booking");
        foreach (var query in (string[])["", "from=2026-01", "from=2026-13&to=2026-13", "from=2026-02&to=2026-01", "from=2026-01&to=2028-01", "from=0001-01&to=9999-12"])
            (await _director.Get($"/staff/caf-hours?{query}")).Code.ShouldBe("invalid-request", query);
    }

    [Fact]
    public async Task Animators_make_places_and_the_sheet_warns_when_they_are_too_few()
    {
        var answer = (await _director.Put($"{Afternoon}/animators", new { animators = 2, reason = "Deux animateurs" })).Json;
        ((int)answer["capacity"]!, (int)answer["animators"]!, (int)answer["placesTaken"]!).ShouldBe((16, 2, 2));
        answer["warnings"]!.AsArray().ShouldBeEmpty();

        answer = (await _director.Put($"{Afternoon}/animators", new { animators = 0, reason = "Grève" })).Json;
        ((int)answer["capacity"]!, (int)answer["placesTaken"]!).ShouldBe((0, 2));
        answer["warnings"]![0]!["detail"]!.ToString().ShouldBe(
            "Encadrement insuffisant pour les enfants inscrits : moins de six ans 0, six ans et plus 2 ; animateurs nécessaires 1, prévus 0.");
        (await _counter.Get($"{Afternoon}/attendance")).Json["warnings"]!.AsArray().Count.ShouldBe(1);
        (await _director.Put($"{Afternoon}/animators", new { animators = -1 })).Code.ShouldBe("invalid-request");
        (await _director.Put($"{Afternoon}/animators", new { animators = 501 })).Code.ShouldBe("invalid-request");
        (await _director.Put("/staff/activity-days/inconnue/2027-01-06/animators", new { animators = 1 })).Code.ShouldBe("unknown-activity-day");
    }

    [Fact]
    public async Task Health_notes_are_for_directors_and_are_in_no_export_no_log_and_nothing_that_families_see()
    {
        const string Secret = "Allergie aux arachides";
        const string Path = "/staff/families/famille-0/children/enfant-0/health-notes";
        (await _counter.Get(Path)).Code.ShouldBe("right-missing");
        (await _counter.Get($"{Sheet}?notes=true")).Code.ShouldBe("right-missing");
        (await _director.Get($"{Sheet}?notes=peut-etre")).Code.ShouldBe("invalid-request");
        (await _director.Put(Path, new { notes = Secret })).Code.ShouldBe("if-match-required");
        (await _director.Put(Path, new { notes = Secret }, ifMatch: 7)).Code.ShouldBe("changed-meanwhile");
        (await _director.Put(Path, new { notes = $"{Secret}\nPAI" }, ifMatch: 0)).Headers.ETag!.Tag.ShouldBe("\"1\"");
        (await _director.Put(Path, new { notes = "a\u0000b" }, ifMatch: 1)).Code.ShouldBe("invalid-request");
        (await _director.Put(Path, new { notes = new string('a', 2_001) }, ifMatch: 1)).Code.ShouldBe("invalid-request");
        (await _director.Get(Path)).Json["notes"]!.ToString().ShouldBe($"{Secret}\nPAI");
        (await _director.Get("/staff/families/famille-0/children/enfant-1/health-notes")).Code.ShouldBe("unknown-child");
        (await _director.Get("/staff/families/famille-9/children/enfant-0/health-notes")).Code.ShouldBe("unknown-family");
        (await _director.Get($"{Sheet}?notes=true")).Json["lines"]![0]!["notes"]!.ToString().ShouldContain(Secret);

        using var family = await Client.SignedIn(town.Address, "famille-0");
        foreach (var answer in (Answer[])
            [await _director.Get(Sheet), await family.Get("/family/children"), await family.Get("/family/profile"), await _administrator.Get("/staff/audit-trail")])
            answer.Body.ShouldNotContain("arachides");
        foreach (var file in (string[])[$"{Sheet}.csv", $"{Sheet}.csv?notes=true"])
            (await _director.Download(file)).Text.ShouldNotContain("arachides");
        HistoryTown.Printed(await _director.Download($"{Sheet}.pdf?notes=true")).ShouldNotContain("arachides");
        town.Output.ShouldNotContain("arachides");
        (await _administrator.Get("/staff/audit-trail?act=health-notes-read")).Items.Select(line => line["subject"]!.ToString())
            .ShouldBe([FormattableString.Invariant($"activity-day/matin/{Day:yyyy-MM-dd}"), "family/famille-0/child/enfant-0"]);
        (await _director.Put(Path, new { notes = " " }, ifMatch: 1)).Json["notes"].ShouldBeNull();
    }

    [Fact]
    public async Task Rules_are_read_with_an_ETag_and_changed_by_the_administrator_who_has_read_them()
    {
        foreach (var path in (string[])["/staff/penalty-rules", "/staff/caf-rules"])
        {
            (await _counter.Get(path)).Status.ShouldBe(HttpStatusCode.OK);
            object body = path.EndsWith("caf-rules", StringComparison.Ordinal)
                ? new { ageBounds = new[] { 3, 6 }, slots = new[] { new { activityId = "matin", hours = 4.5m } }, mostHoursPerDay = 10m }
                : new { unjustifiedAbsence = new { walletId = "RESTAURATION", amount = 3m } };
            (await _director.Put(path, body, ifMatch: 1)).Code.ShouldBe("right-missing");
            (await _administrator.Put(path, body)).Code.ShouldBe("if-match-required");
            (await _administrator.Put(path, body, ifMatch: 999)).Code.ShouldBe("changed-meanwhile");
            var changed = await ChangeRules(path, body);
            JsonNode.DeepEquals(changed.Json, (await _counter.Get(path)).Json).ShouldBeTrue();
            (await ChangeRules(path, body)).Headers.ETag.ShouldBe(changed.Headers.ETag, "nothing changed");
        }

        foreach (var body in (string[])
            ["""{"latePickup":{"walletId":"CANTINE","toleranceMinutes":0,"amount":1,"unit":"flat"}}""", """{"latePickup":{"walletId":"PERISCOLAIRE","toleranceMinutes":-1,"amount":1,"unit":"flat"}}""",
             """{"withoutBooking":{"walletId":"PERISCOLAIRE","amount":0}}""", """{"withoutBooking":{"walletId":"PERISCOLAIRE","amount":0.001}}""", """{"fine":1}"""])
            (await Raw("/staff/penalty-rules", body)).Code.ShouldBe("invalid-request", body);
        foreach (var body in (string[])
            ["""{"ageBounds":[12,6],"slots":[]}""", """{"ageBounds":[0],"slots":[]}""", """{"ageBounds":[6,6],"slots":[]}""", """{"ageBounds":[],"slots":[{"activityId":"inconnue","hours":1}]}""",
             """{"ageBounds":[],"slots":[{"activityId":"matin","hours":25}]}""", """{"ageBounds":[],"slots":[],"mostHoursPerDay":0}""", """{"ageBounds":[1,2,3,4,5,6,7],"slots":[]}""", """{"ageBounds":null,"slots":[]}"""])
            (await Raw("/staff/caf-rules", body)).Code.ShouldBe("invalid-request", body);
    }

    [Fact]
    public async Task Staff_without_the_right_are_refused()
    {
        using var accountant = await Client.SignedIn(town.Address, "regisseur");
        foreach (var path in (string[])[Sheet, $"{Sheet}.csv", $"{Sheet}.pdf", FormattableString.Invariant($"/staff/attendance/{Day:yyyy-MM-dd}"), "/staff/caf-hours?from=2026-01&to=2026-01"])
            (await accountant.Get(path)).Code.ShouldBe("right-missing", path);
        (await accountant.Put($"/staff/reservations/{BookingOf(2)}/attendance", new { state = "present" })).Code.ShouldBe("right-missing");
        (await accountant.Put(Sheet, new { lines = Array.Empty<object>() })).Code.ShouldBe("right-missing");
        (await _counter.Put($"{Afternoon}/animators", new { animators = 1 })).Code.ShouldBe("right-missing");
        (await _counter.Get("/staff/caf-hours?from=2026-01&to=2026-01")).Code.ShouldBe("right-missing");
    }

    private static string BookingOf(long number) => FormattableString.Invariant($"matin.{Day:yyyyMMdd}.{number}");

    private static Task<Answer> Record(Client client, long number, object body) => client.Put($"/staff/reservations/{BookingOf(number)}/attendance", body);

    private async Task<Answer> ChangeRules(string path, object body) => await _administrator.Put(path, body, await VersionOf(path));

    private async Task<Answer> Raw(string path, string body) => await _administrator.SendRaw(
        HttpMethod.Put, path, System.Text.Encoding.UTF8.GetBytes(body), header: ("If-Match", FormattableString.Invariant($"\"{await VersionOf(path)}\"")));

    private async Task<long> VersionOf(string path) =>
        long.Parse((await _administrator.Get(path)).Headers.ETag!.Tag.Trim('"'), System.Globalization.CultureInfo.InvariantCulture);
}
