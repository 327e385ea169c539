using System.Net;
using System.Text.Json.Nodes;
using Periscolaire.Testing;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>The review queue, waiting lists and bookings in a family's place, over HTTP.</summary>
public sealed class StaffQueueTests(QueueTown town) : IClassFixture<QueueTown>
{
    private const string Reason = "Dossier complet";

    [Fact]
    public async Task Decisions_have_each_their_own_outcome_and_sent_again_the_same()
    {
        var files = await Reviews(Day(1));
        files.Select(file => ((string)file["familyId"]!, (int)file["age"]!, (decimal)file["amountDue"]!)).ShouldBe(
            [("famille-0", 6, 0m), ("famille-1", 6, 0m), ("famille-2", 6, 0m), ("famille-3", 6, 46.05m)]);
        var ids = files.Select(file => (string)file["bookingId"]!).ToList();
        var waiting = (string)(await WaitingList(1)).Items[0]["bookingId"]!;
        var body = new
        {
            decisions = new[]
            {
                Decision(ids[0], "accept"), Decision(ids[1], "refuse"), Decision(waiting, "accept"), Decision("matin.20200101.1", "accept"), Decision("rien", "refuse"),
            },
        };

        var first = await town.Director.Post("/staff/reviews/decisions", body);
        var again = await town.Director.Post("/staff/reviews/decisions", body);

        first.Items.Select(item => ((string)item["outcome"]!, (string?)item["code"])).ShouldBe(
            [("accepted", null), ("refused", null), ("rejected", "not-under-review"), ("rejected", "unknown-booking"), ("rejected", "unknown-booking")]);
        again.Body.ShouldBe(first.Body);
        (await Reviews(Day(1))).Select(file => (string)file["bookingId"]!).ShouldBe(ids.Skip(2));
        (await Audited("booking-accepted", ids[0])).ShouldBe(1);
        (await Audited("booking-refused", ids[1])).ShouldBe(1);
    }

    [Fact]
    public async Task Decisions_that_are_badly_formed_decide_nothing()
    {
        var id = (string)(await Reviews(Day(2)))[0]["bookingId"]!;

        (await town.Director.Post("/staff/reviews/decisions", new { decisions = new[] { Decision(id, "accept"), new { bookingId = "x", decision = "refuse", reason = " " } } })).Code
            .ShouldBe("invalid-request");
        (await town.Director.Post("/staff/reviews/decisions", new { decisions = new[] { Decision(id, "accept"), Decision(id, "refuse") } })).Code.ShouldBe("invalid-request");
        (await town.Director.Post("/staff/reviews/decisions", new { decisions = Array.Empty<object>() })).Code.ShouldBe("too-many-items");
        (await town.Director.Post("/staff/reviews/decisions", new { decisions = Enumerable.Range(0, 201).Select(number => Decision($"matin.20200101.{number}", "accept")) })).Code
            .ShouldBe("too-many-items");
        (await town.Director.PostText("/staff/reviews/decisions", """{"decisions":[null]}""")).Code.ShouldBe("invalid-request");
        (await town.Director.PostText("/staff/reviews/decisions", """{"decisions":null}""")).Code.ShouldBe("invalid-request");

        (await Reviews(Day(2))).Length.ShouldBe(4);
    }

    [Fact]
    public async Task Another_towns_file_is_neither_listed_nor_decided()
    {
        var theirs = (string)(await town.StaffThere.Get("/staff/reviews")).Items.Single()["bookingId"]!;

        (await town.Director.Get("/staff/reviews?limit=200")).Body.ShouldNotContain(theirs);
        (await town.Director.Post("/staff/reviews/decisions", new { decisions = new[] { Decision(theirs, "accept") } })).Items.Single()["code"]!.GetValue<string>()
            .ShouldBe("unknown-booking");
        (await town.StaffThere.Get("/staff/reviews")).Items.Length.ShouldBe(1);
        (await town.StaffThere.Get("/staff/families/famille-1/reservations")).Code.ShouldBe("unknown-family");
        (await town.StaffThere.Post("/staff/families/famille-1/reservations", new { reason = Reason, requests = new[] { Request(1, "apres-midi", 3) } })).Code.ShouldBe("unknown-family");
    }

    [Fact]
    public async Task Queues_are_paged_and_forged_cursors_refused()
    {
        var first = await town.Counter.Get($"/staff/activity-days/matin/{Day(3)}/waiting-list?limit=2");
        var second = await town.Counter.Get($"/staff/activity-days/matin/{Day(3)}/waiting-list?limit=2&cursor={first.Json["nextCursor"]}");

        first.Items.Concat(second.Items).Select(item => ((int)item["rank"]!, (string)item["familyId"]!, (decimal)item["amountDue"]!)).ShouldBe(
            [(1, "famille-1", 0m), (2, "famille-2", 0m), (3, "famille-3", 46.05m)]);
        second.Json["nextCursor"].ShouldBeNull();
        ((string)first.Json["day"]!["why"]!).ShouldBe("full");
        var days = await town.Accountant.Get("/staff/waiting-lists?limit=2&activity=matin");
        var more = await town.Accountant.Get($"/staff/waiting-lists?limit=200&activity=matin&cursor={days.Json["nextCursor"]}");
        days.Items.Concat(more.Items).Select(item => (string)item["date"]!).ShouldBe(Enumerable.Range(1, 5).Select(Day));
        var reviews = await town.Director.Get($"/staff/reviews?limit=3&from={Day(3)}&to={Day(3)}&activity=sur-dossier");
        (await town.Director.Get($"/staff/reviews?limit=3&from={Day(3)}&to={Day(3)}&activity=sur-dossier&cursor={reviews.Json["nextCursor"]}")).Items.Length.ShouldBe(1);
        foreach (var path in (string[])["/staff/reviews", "/staff/waiting-lists", $"/staff/activity-days/matin/{Day(3)}/waiting-list"])
        {
            foreach (var forged in (string[])["AAAA", "!", "LTEgeA", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OSB4"])
                (await town.Director.Get($"{path}?cursor={forged}")).Code.ShouldBe("invalid-cursor", $"{path} {forged}");
            (await town.Director.Get($"{path}?limit=0")).Code.ShouldBe("invalid-request");
        }

        (await town.Director.Get("/staff/reviews?from=hier")).Code.ShouldBe("invalid-request");
        (await town.Director.Get("/staff/waiting-lists?to=9999-12-31")).Code.ShouldBe("invalid-request");
        (await town.Director.Get($"/staff/activity-days/danse/{Day(3)}/waiting-list")).Code.ShouldBe("unknown-activity-day");
    }

    [Fact]
    public async Task A_full_day_gives_a_place_out_of_turn_only_when_one_is_added()
    {
        var last = (string)(await WaitingList(4)).Items[2]["bookingId"]!;

        (await town.Director.Post($"/staff/reservations/{last}/promotion", new { reason = "" })).Code.ShouldBe("invalid-request");
        (await town.Director.Post($"/staff/reservations/{last}/promotion", new { reason = "Fratrie" })).Code.ShouldBe("full");
        var added = await town.Director.Post($"/staff/reservations/{last}/promotion", new { reason = "Fratrie", addPlace = true });
        var again = await town.Director.Post($"/staff/reservations/{last}/promotion", new { reason = "Fratrie", addPlace = true });

        ((string)added.Json["outcome"]!).ShouldBe("accepted");
        again.Body.ShouldBe(added.Body);
        var day = (await town.Director.Get($"/staff/activity-days/matin/{Day(4)}")).Json;
        ((int)day["capacity"]!, (int)day["placesTaken"]!, (int)day["waiting"]!).ShouldBe((2, 2, 2));
        (await Audited("booking-promoted-out-of-order", last)).ShouldBe(1);
        (await town.Director.Post("/staff/reservations/matin.20200101.1/promotion", new { reason = "Fratrie" })).Code.ShouldBe("unknown-booking");
        (await town.Director.Get("/staff/consistency")).Json["violations"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Staff_book_for_a_family_in_debt_with_a_reason_and_the_family_sees_it()
    {
        object body = new { reason = "Appel de la famille", requests = new[] { Request(3, "apres-midi", 5), Request(3, "matin", 5) } };

        (await town.Counter.Post("/staff/families/famille-3/reservations", new { requests = new[] { Request(3, "apres-midi", 5) } })).Code.ShouldBe("invalid-request");
        (await town.Counter.Post("/staff/families/famille-3/reservations", new { reason = Reason })).Code.ShouldBe("empty-draft");
        (await town.Counter.PostText(
            "/staff/families/famille-3/reservations",
            $$"""{"reason":"x","requests":[{"childId":"enfant-3","activityId":"apres-midi","date":"{{Day(5)}}","group":1}]}""")).Code.ShouldBe("invalid-request");
        var recap = await town.Counter.Post("/staff/families/famille-3/reservations/recap", body);
        (await Tracked(3, 5)).Length.ShouldBe(2);
        var booked = await town.Counter.Post("/staff/families/famille-3/reservations", body);

        recap.Items.Select(item => (string)item["outcome"]!).ShouldBe(["waitlisted", "waitlisted"], "nobody gave the afternoon any place");
        ((decimal)booked.Json["amountDue"]!).ShouldBe(46.05m);
        booked.Items.Select(item => (string)item["outcome"]!).ShouldBe(["waitlisted", "waitlisted"]);
        var afternoon = (string)booked.Items[0]["bookingId"]!;
        (await Tracked(3, 5)).Count(item => (string)item["bookingId"]! == afternoon).ShouldBe(1);
        (await Audited("booking-asked", afternoon)).ShouldBe(1);
        (await town.Counter.Post("/staff/families/famille-3/reservations", new { reason = "Erreur", cancellations = new[] { new { bookingId = afternoon } } })).Items
            .Single()["outcome"]!.GetValue<string>().ShouldBe("cancelled");
    }

    private async Task<JsonObject[]> Reviews(string date) => (await town.Director.Get($"/staff/reviews?from={date}&to={date}")).Items;

    private Task<Answer> WaitingList(int day) => town.Director.Get($"/staff/activity-days/matin/{Day(day)}/waiting-list");

    private async Task<JsonObject[]> Tracked(int family, int day) =>
        (await town.Counter.Get($"/staff/families/famille-{family}/reservations?from={Day(day)}&to={Day(day)}")).Items;

    private async Task<int> Audited(string act, string booking)
    {
        var lines = (await town.Administrator.Get($"/staff/audit-trail?act={act}&subject=booking/{booking}")).Items;
        lines.ShouldAllBe(line => ((string)line["by"]!).StartsWith("staff:", StringComparison.Ordinal) && line["reason"] != null);
        return lines.Length;
    }

    private static object Decision(string bookingId, string decision) => new { bookingId, decision, reason = Reason };

    private static object Request(int child, string activityId, int day) => new { childId = $"enfant-{child}", activityId, date = Day(day) };

    private static string Day(int day) => $"{QueueTown.Here.Today.AddDays(day):yyyy-MM-dd}";
}
