using System.Globalization;
using System.Net;
using System.Text;
using Periscolaire.Silo.Storage;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Whatever is sent, the answer is a 4xx problem with a code, soon, and nothing changes (RELIABILITY, hostile input).</summary>
public sealed class HostileInputTests(SharedPostgreSql postgreSql) : IAsyncLifetime
{
    private const string Reservations = "/family/reservations";

    private static readonly TestTown Town = new();

    private static readonly string[] Ids =
    [
        "", " ", "-1", "9223372036854775808", "../..", "..%2f..%2f", "%00", "a%00b", "'; DROP TABLE bookings; --", "<script>", "=cmd|' /C calc'!A0", "\u202Egnp", "e\u0301",
        new('a', 10_000), "famille-1/..", "matin.20261301.1", "matin.20261202.99999999999999999999", "matin..1", ".20261202.1", "matin.20261202.-1", "\ud800",
    ];

    private static readonly string[] Dates =
        ["2027-02-29", "31/12/2026", "2026-13-01", "9999-12-31", "0001-01-01", "2026-12-02T10:00:00Z", "demain", "", "20261202", "-2026-12-02", "10000-01-01"];

    private TestStore _store = null!;
    private WebServer _server = null!;
    private Client _family = null!;
    private Client _staff = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await postgreSql.Store(StoreKind.PostgreSql);
        await Towns.Found(_store, Town, families: 2, (TestTown.Morning, 5));
        _server = await WebServer.Start(_store);
        _family = await Client.SignedIn(_server.Address, TestTown.FamilyOf(0).Value);
        _staff = await Client.SignedIn(_server.Address, "accueil");
    }

    public ValueTask DisposeAsync()
    {
        _family.Dispose();
        _staff.Dispose();
        _server.Dispose();
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Bodies_that_are_no_reservation_are_refused()
    {
        string[] bodies =
        [
            "", "null", "[]", "42", "\"texte\"", "{", "{]", "{}", """{"requests":null}""", """{"requests":{}}""", """{"requests":[null]}""", """{"requests":[42]}""",
            """{"requests":[{}]}""", """{"requests":[{"childId":1,"activityId":"matin","date":"2026-12-02"}]}""",
            """{"requests":[{"childId":"enfant-0","activityId":null,"date":"2026-12-02"}]}""",
            """{"requests":[{"childId":"enfant-0","activityId":"matin","date":20261202}]}""",
            """{"requests":[{"childId":"enfant-0","activityId":"matin","date":"2026-12-02","price":0}]}""",
            """{"requests":[],"requests":[]}""", """{"requests":[],"familyId":"famille-1"}""", """{"requests":[],"state":"accepted"}""",
            """{"cancellations":[null]}""", """{"cancellations":[{"bookingId":null}]}""", """{"cancellations":[{"bookingId":7}]}""",
            """{"requests":NaN}""", """{"requests":1e400}""", """{"requests":[{"childId":"\ud800","activityId":"matin","date":"2026-12-02"}]}""",
            string.Concat(Enumerable.Repeat("[", 10_000)), string.Concat(Enumerable.Repeat("""{"requests":""", 5_000)),
        ];
        foreach (var path in (string[])[Reservations, Reservations + "/recap"])
        {
            foreach (var body in bodies)
                await ShouldBeRefused(() => _family.PostText(path, body), body);
            await ShouldBeRefused(() => _family.PostRaw(path, [0xff, 0xfe, 0x00, 0xc3, 0x28]), "invalid UTF-8");
            await ShouldBeRefused(() => _family.PostRaw(path, "requests=1"u8.ToArray(), "application/x-www-form-urlencoded"), "a form");
            await ShouldBeRefused(() => _family.PostRaw(path, "{}"u8.ToArray(), "text/plain"), "text");
            (await ShouldBeRefused(() => _family.PostRaw(path, "{}"u8.ToArray(), "application/json; charset=foo"), "an unknown charset")).Code.ShouldBe("unsupported-media-type");
            (await ShouldBeRefused(() => _family.PostRaw(path, "{}"u8.ToArray(), "application/json; charset=utf-16"), "another charset")).Code.ShouldBe("unsupported-media-type");
            (await ShouldBeRefused(() => _family.PostRaw(path, "{}"u8.ToArray(), "application/json; charset=utf-8"), "an empty draft")).Code.ShouldBe("empty-draft");
        }

        await NothingShouldHaveChanged();
    }

    [Fact]
    public async Task A_body_of_ten_megabytes_is_refused_as_too_large()
    {
        var huge = Encoding.UTF8.GetBytes($$"""{"requests":[{"childId":"{{new string('a', 10_000_000)}}"}]}""");

        (await ShouldBeRefused(() => _family.PostRaw(Reservations, huge), "10 MB")).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Ten_thousand_lines_are_refused_as_too_many()
    {
        var lines = string.Join(',', Enumerable.Repeat("""{"bookingId":"x"}""", 10_000));

        (await ShouldBeRefused(() => _family.PostText(Reservations, $$"""{"cancellations":[{{lines}}]}"""), "10,000 lines")).Code.ShouldBe("too-many-items");
    }

    [Fact]
    public async Task Unknown_ids_and_dates_in_a_draft_are_refused_item_by_item()
    {
        foreach (var id in Ids.Where(id => id.Length < 1_000 && !id.Any(char.IsSurrogate)))
        {
            var answer = await _family.Post(Reservations, new
            {
                requests = new object[]
                {
                    new { childId = id, activityId = "matin", date = $"{Town.Day:yyyy-MM-dd}" },
                    new { childId = "enfant-0", activityId = id, date = $"{Town.Day:yyyy-MM-dd}" },
                },
                cancellations = new object[] { new { bookingId = id } },
            });
            answer.Status.ShouldBe(HttpStatusCode.OK, id);
            answer.Items.Select(item => (string?)item["code"]).ShouldBe(["unknown-booking", "unknown-child", "unknown-activity"], id);
        }

        foreach (var date in Dates.Where(date => !IsCivilDate(date)))
        {
            await ShouldBeRefused(
                () => _family.Post(Reservations, new { requests = new object[] { new { childId = "enfant-0", activityId = "matin", date } } }), date);
        }

        foreach (var date in (string[])["9999-12-31", "0001-01-01"])
        {
            var answer = await _family.Post(Reservations, new { requests = new object[] { new { childId = "enfant-0", activityId = "matin", date } } });
            ((string?)answer.Items.Single()["code"]).ShouldBe("closed");
        }

        await NothingShouldHaveChanged();
    }

    [Fact]
    public async Task Nonsense_in_addresses_is_refused()
    {
        var day = $"{Town.Day:yyyy-MM-dd}";
        var paths = Ids.Where(id => !id.Any(char.IsSurrogate)).SelectMany(id => new[]
        {
            $"/family/children/{Uri.EscapeDataString(id)}/calendar?month=2026-12",
            $"/family/children/enfant-0/calendar?month=2026-12&activity={Uri.EscapeDataString(id)}",
            $"/family/reservations?cursor={Uri.EscapeDataString(id)}x",
            $"/family/reservations?status={Uri.EscapeDataString(id)}x",
            $"/family/reservations?limit={Uri.EscapeDataString(id)}",
            $"/family/reservations.csv?from={Uri.EscapeDataString(id)}x",
        }).Concat(Dates.Where(date => !IsCivilDate(date) && date.Length > 0).SelectMany(date => new[]
        {
            $"/family/reservations?from={Uri.EscapeDataString(date)}",
            $"/family/reservations.ics?to={Uri.EscapeDataString(date)}",
        })).Concat(
        [
            "/family/children/enfant-0/calendar", "/family/children/enfant-0/calendar?month=2026-13", "/family/children/enfant-0/calendar?month=9999-12",
            "/family/children/enfant-0/calendar?month=0001-01", "/family/children/enfant-1/calendar?month=2026-12", $"/family/children/enfant-0/calendar?month={day}",
            "/family/reservations?from=2026-12-31&to=2026-12-01", "/family/reservations?limit=0", "/family/reservations?limit=-1", "/family/reservations?limit=1000000000",
            "/family/reservations?cursor=bWF0aW4uMjAyNjEyMDIuMQ%3D%3D%3D", "/rien", "/family/rien",
        ]).Where(path => !path.Contains("//", StringComparison.Ordinal));
        foreach (var path in paths)
            await ShouldBeRefused(() => _family.Get(path), path);
    }

    [Fact]
    public async Task Nonsense_from_staff_is_refused()
    {
        var day = $"/staff/activity-days/matin/{Town.Day:yyyy-MM-dd}";
        string[] capacities =
        [
            "", "{}", """{"capacity":null}""", """{"capacity":"12"}""", """{"capacity":-1}""", """{"capacity":10001}""", """{"capacity":1.5}""", """{"capacity":1e9}""",
            """{"capacity":9223372036854775808}""", """{"capacity":5,"reason":"a\u0000b"}""", """{"capacity":5,"reason":"\r\nBcc: tous"}""",
            $$"""{"capacity":5,"reason":"{{new string('é', 501)}}"}""", """{"capacity":5,"reason":"\ud800"}""",
        ];
        foreach (var body in capacities)
            await ShouldBeRefused(() => _staff.SendRaw(HttpMethod.Put, day + "/capacity", Encoding.UTF8.GetBytes(body)), body);
        foreach (var id in Ids.Where(id => id.Length > 0 && !id.Any(char.IsSurrogate)).Select(Uri.EscapeDataString))
        {
            await ShouldBeRefused(() => _staff.Get($"/staff/activity-days/{id}/{Town.Day:yyyy-MM-dd}"), id);
            await ShouldBeRefused(() => _staff.Post($"/staff/reservations/{id}/decision", new { decision = "accept" }), id);
        }

        foreach (var date in Dates.Where(date => date.Length > 0).Select(Uri.EscapeDataString))
            await ShouldBeRefused(() => _staff.Get($"/staff/activity-days/matin/{date}"), date);
        foreach (var status in (string[])["-1", "1", "20261202", "queued,sent"])
            await ShouldBeRefused(() => _staff.Get($"/staff/mails?status={status}"), status);
        await ShouldBeRefused(() => _staff.SendRaw(HttpMethod.Post, "/staff/accounts/famille-1/password", """{"password":"brouette tulipe 84 \ufffe"}"""u8.ToArray()), "no character");
        (await _staff.Get("/staff/audit-trail?from=0001-01-01")).Status.ShouldBe(HttpStatusCode.OK);
        await ShouldBeRefused(() => _staff.Post("/staff/reservations/matin.20261202.1/decision", new { decision = "promote" }), "promote");
        var booking = (string)(await _family.Book(("enfant-0", "apres-midi", Town.Day))).Items.Single()["bookingId"]!;
        foreach (var decision in (object[])[0, "accept,refuse", "Refuse", "refuse ", "", new[] { "refuse" }])
            await ShouldBeRefused(() => _staff.Post($"/staff/reservations/{booking}/decision", new { decision, reason = "essai" }), $"{decision}");
        await ShouldBeRefused(() => _staff.Post($"/staff/reservations/{booking}/decision", new { decision = "refuse" }), "a refusal without a reason");
        (await _family.Cancel(booking)).Items.Single()["outcome"]!.ToString().ShouldBe("cancelled");
        (await _family.Get(Reservations)).Items.Single()["outcome"]!.ToString().ShouldBe("cancelled");
        ((int)(await _staff.Get(day)).Json["capacity"]!).ShouldBe(5);
    }

    [Theory]
    [InlineData("{}", "Il manque capacity à $.")]
    [InlineData("""{"capacity":"12"}""", "Valeur inattendue à $.capacity.")]
    public async Task Whoever_fills_a_body_by_half_is_told_what_is_missing(string body, string detail)
    {
        var answer = await _staff.SendRaw(HttpMethod.Put, $"/staff/activity-days/matin/{Town.Day:yyyy-MM-dd}/capacity", Encoding.UTF8.GetBytes(body));
        ((string?)answer.Json["detail"]).ShouldBe(detail);
    }

    [Fact]
    public async Task Nonsense_at_the_door_is_refused_without_telling_who_exists()
    {
        using var nobody = new Client(_server.Address);
        foreach (var id in Ids.Where(id => !id.Any(char.IsSurrogate)))
        {
            (await ShouldBeRefused(() => nobody.SignIn(id, TestTown.Password), id)).Code.ShouldBe("invalid-credentials");
            (await ShouldBeRefused(() => nobody.SignIn("famille-1", id + "x"), id)).Status.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests);
            await ShouldBeRefused(() => nobody.Post("/sessions/refresh", new { refreshToken = id }), id);
            if (id.Length > 0)
                await ShouldBeRefused(() => nobody.SignIn("famille-1", TestTown.Password, Uri.EscapeDataString(id)), id);
        }

        foreach (var body in (string[])["", "{}", "[]", """{"identifier":null,"password":null}""", """{"identifier":"a","password":"b","role":"Staff"}""", """{"identifier":["a"],"password":{}}"""])
            await ShouldBeRefused(() => nobody.PostText("/structures/ville/sessions", body), body);
        foreach (var body in (string[])["", "{}", """{"refreshToken":null}""", """{"refreshToken":"////"}""", """{"refreshToken":"AAAA"}"""])
            await ShouldBeRefused(() => nobody.PostText("/sessions/refresh", body), body);
    }

    [Fact]
    public async Task The_same_child_and_day_twice_in_a_draft_and_added_and_cancelled_in_one_give_one_booking()
    {
        using var other = await Client.SignedIn(_server.Address, TestTown.FamilyOf(1).Value);
        var twice = await other.Book(("enfant-1", "matin", Town.Day), ("enfant-1", "matin", Town.Day));
        var booking = (string)twice.Items[0]["bookingId"]!;

        ((string?)twice.Items[1]["bookingId"]).ShouldBe(booking);
        var exchanged = await other.Post(Reservations, new
        {
            requests = new object[] { new { childId = "enfant-1", activityId = "matin", date = $"{Town.Day:yyyy-MM-dd}" } },
            cancellations = new object[] { new { bookingId = booking }, new { bookingId = booking } },
        });
        exchanged.Items.Select(item => (string?)item["outcome"]).ShouldBe(["cancelled", "cancelled", "accepted"]);
    }

    private static bool IsCivilDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    internal static async Task<Answer> ShouldBeRefused(Func<Task<Answer>> send, string what)
    {
        what = what.Length > 80 ? what[..80] : what;
        var answer = await send();
        ((int)answer.Status).ShouldBeInRange(400, 499, $"{what}: {answer.Body}");
        answer.Code.ShouldNotBeNullOrEmpty($"{what}: {answer.Status} {answer.Body}");
        ((string?)answer.Json["title"]).ShouldNotBeNullOrEmpty(what);
        answer.Body.ShouldNotContain("Exception");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], what);
        return answer;
    }

    private async Task NothingShouldHaveChanged()
    {
        (await _family.Get(Reservations)).Items.ShouldBeEmpty();
        var day = (await _staff.Get($"/staff/activity-days/matin/{Town.Day:yyyy-MM-dd}")).Json;
        ((int)day["capacity"]!).ShouldBe(5);
        ((int)day["placesTaken"]!).ShouldBe(0);
    }
}
