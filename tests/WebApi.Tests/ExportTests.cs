using System.Net;
using System.Text;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Files and figures for staff: who may have them, what is in them, and that they run nothing.</summary>
public sealed class ExportTests(QueueTown town) : IClassFixture<QueueTown>
{
    private static readonly string[] ForDays = ["bookings", "movements", "attendance", "mails"];
    private static readonly string[] ForMoney = ["ledger", "debtors"];

    [Fact]
    public async Task Each_file_has_its_readers_and_each_download_is_in_the_trail()
    {
        foreach (var name in ForDays)
        {
            (await town.Counter.Get($"/staff/exports/{name}.csv")).Status.ShouldBe(HttpStatusCode.OK);
            (await town.Director.Get($"/staff/exports/{name}.csv")).Status.ShouldBe(HttpStatusCode.OK);
            (await town.Accountant.Get($"/staff/exports/{name}.csv")).Code.ShouldBe("right-missing");
        }

        foreach (var name in ForMoney)
        {
            (await town.Accountant.Get($"/staff/exports/{name}.csv?from=2026-01-01")).Status.ShouldBe(HttpStatusCode.OK);
            (await town.Counter.Get($"/staff/exports/{name}.csv")).Code.ShouldBe("right-missing");
            (await town.Director.Get($"/staff/exports/{name}.csv")).Code.ShouldBe("right-missing");
        }

        (await town.Family.Get("/staff/exports/ledger.csv")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var told = (await town.Administrator.Get("/staff/audit-trail?act=export-downloaded&subject=export/ledger.csv")).Items;
        told.Count(line => (string?)line["after"]!["from"] == "2026-01-01").ShouldBe(1);
        told.ShouldAllBe(line => (string?)line["by"] == "staff:accountant", "a refusal is no download");
    }

    [Fact]
    public async Task Bookings_and_movements_of_the_days_asked_for_come_in_order_with_names()
    {
        var bookings = await Lines($"bookings.csv?from={Day(1)}&to={Day(2)}&activity=matin");
        var movements = await Lines($"movements.csv?from={Day(1)}&to={Day(2)}&activity=matin");

        bookings[0].ShouldBe("Réservation;Date;Code activité;Activité;Code enfant;Nom;Prénom;Code famille;Famille;Demandée le;Statut;Transmise;Débit");
        bookings.Skip(1).Select(line => Cells(line, 1, 3, 4, 5, 6, 7, 10, 11)).Take(2).ShouldBe(
        [
            $"{French(1)};Matin;enfant-0;Numéro 0;Enfant;famille-0;Acceptée;non",
            $"{French(1)};Matin;enfant-1;Numéro 1;Enfant;famille-1;Liste d'attente;non",
        ]);

        // Two days, four children each.
        bookings.Length.ShouldBe(1 + 8);
        movements.Length.ShouldBe(1 + 8);
        Cells(movements[1], 2, 10, 11, 13).ShouldBe($"{French(1)};Demande;Acceptée;system");
        (await Lines("bookings.csv?activity=danse")).Length.ShouldBe(1);

        // Who is expected: those with a place.
        (await Lines($"attendance.csv?from={Day(1)}&to={Day(2)}&activity=matin")).Length.ShouldBe(1 + 2);
    }

    [Fact]
    public async Task Money_is_written_as_numbers_and_names_that_begin_a_formula_are_defused()
    {
        var debtors = await Lines("debtors.csv", town.Accountant);
        var ledger = await Lines("ledger.csv", town.Accountant);

        debtors.Length.ShouldBe(2);
        debtors[1].ShouldStartWith("famille-3;");
        debtors[1].ShouldEndWith(";PERISCOLAIRE;46,05");
        Cells(ledger[1], 2, 3, 5, 6, 7).ShouldBe("PERISCOLAIRE;1;Rectification;-46,05;-46,05");
        foreach (var line in debtors.Concat(ledger).Where(line => line.Contains("HYPERLINK", StringComparison.Ordinal)))
            line.ShouldContain("\"'=HYPERLINK(\"\"http://example.org\"\")\"");
    }

    [Theory]
    [InlineData("from=hier")]
    [InlineData("from=2027-02-29")]
    [InlineData("from=2026-12-02&to=2026-12-01")]
    [InlineData("activity=%00")]
    public async Task A_filter_that_means_nothing_is_refused_before_a_byte_is_written(string query) =>
        (await town.Director.Get($"/staff/exports/bookings.csv?{query}")).Code.ShouldBe("invalid-request");

    [Fact]
    public async Task Statistics_say_the_same_as_numbers_and_as_a_file()
    {
        var months = $"from={QueueTown.Here.Today:yyyy-MM}&to={QueueTown.Here.Today.AddDays(5):yyyy-MM}";

        var items = (await town.Director.Get($"/staff/statistics?{months}")).Items;
        var lines = (await Text(town.Director, $"/staff/statistics.csv?{months}")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        // Five days: four ask for the morning each day, and for a review.
        items.Where(item => (string)item["activityId"]! == "matin").Sum(item => (long)item["requests"]!).ShouldBe(20);
        lines.Length.ShouldBe(1 + items.Length);
        foreach (var (item, line) in items.Zip(lines.Skip(1)))
            Cells(line, 0, 1, 7).ShouldBe($"{item["month"]};{item["activityId"]};{item["requests"]}");
        foreach (var wrong in (string[])["", "from=2026-13&to=2026-13", "from=2027-02&to=2027-01", "from=2025-01&to=2027-01", "from=0001-01&to=9999-12"])
            (await town.Director.Get($"/staff/statistics?{wrong}")).Code.ShouldBe("invalid-request", wrong);
        (await town.Counter.Get($"/staff/statistics?{months}")).Code.ShouldBe("right-missing");
    }

    private async Task<string[]> Lines(string file, Client? staff = null) =>
        (await Text(staff ?? town.Director, $"/staff/exports/{file}")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string> Text(Client staff, string path)
    {
        var download = await staff.Download(path);
        download.MediaType.ShouldBe("text/csv");
        download.Bytes.Take(3).ShouldBe(Encoding.UTF8.Preamble.ToArray());
        return download.Text.TrimStart('\ufeff');
    }

    /// <summary>Some cells of a line that has no quotes.</summary>
    private static string Cells(string line, params int[] columns) => string.Join(';', columns.Select(column => line.Split(';')[column]));

    private static string Day(int day) => $"{QueueTown.Here.Today.AddDays(day):yyyy-MM-dd}";

    private static string French(int day) => $"{QueueTown.Here.Today.AddDays(day):dd/MM/yyyy}";
}
