using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Histories over HTTP (SPEC, Money 7): for reading, for spreadsheets and for the printer; each family its own.</summary>
public sealed class HistoryTests(HistoryTown town) : IClassFixture<HistoryTown>
{
    private static readonly DateOnly ThisMonth = HistoryTown.ThisMonth;
    private static readonly DateOnly LastMonth = HistoryTown.LastMonth;

    [Fact]
    public async Task A_family_sees_this_month_and_the_one_before_and_is_told_where_to_ask_for_more()
    {
        var now = (await town.Family.Get("/family/history/consumptions")).Json;
        (Text(now, "from"), Text(now, "to"), (decimal)now["total"]!).ShouldBe(($"{ThisMonth:yyyy-MM-dd}", $"{ThisMonth.AddMonths(1).AddDays(-1):yyyy-MM-dd}", 13.30m));
        var line = now["lines"]!.AsArray().Single()!;
        (Text(line, "date"), Text(line, "childId"), Text(line, "child"), Text(line, "activity"), (decimal)line["unitPrice"]!, (int)line["quantity"]!, (decimal)line["total"]!, Text(line, "why"))
            .ShouldBe(($"{ThisMonth:yyyy-MM-dd}", "enfant-0", "Numéro 0 Enfant", "=Journée", 6.65m, 2, 13.30m, "Tarif unique"));

        var before = (await town.Family.Get($"/family/history/consumptions?month={LastMonth:yyyy-MM}")).Json;
        ((decimal)before["total"]!, before["lines"]!.AsArray().Count).ShouldBe((4.75m, 1));

        var payments = (await town.Family.Get($"/family/history/payments?month={ThisMonth:yyyy-MM}")).Json;
        var payment = payments["lines"]!.AsArray().Single()!;
        (Text(payment, "date"), Text(payment, "kind"), Text(payment, "kindLabel"), Text(payment, "mode"), Text(payment, "modeLabel"), Text(payment, "document"), Text(payment, "payer"),
            Text(payment, "bank"), (decimal)payment["amount"]!, Text(payment, "receipt")).ShouldBe(
            ($"{ThisMonth:yyyy-MM-dd}", "refund", "Remboursement", "VIR", "Virement", "V-12", "FAMILLE 0", null, -5m, $"{HistoryTown.Today.Year}/4"));
        ((decimal)payments["total"]!).ShouldBe(-5m);

        foreach (var kind in (string[])["consumptions", "payments", "consumptions.csv", "payments.pdf"])
        {
            foreach (var month in (DateOnly[])[ThisMonth.AddMonths(-2), ThisMonth.AddMonths(1), new(2012, 2, 1), new(1, 1, 1), new(9999, 12, 1)])
            {
                var refused = await town.Family.Get($"/family/history/{kind}?month={month:yyyy-MM}");
                (refused.Status, refused.Code).ShouldBe((HttpStatusCode.BadRequest, "history-out-of-range"));
                Text(refused.Json, "detail")!.ShouldContain("plus ancien");
            }
        }
    }

    [Fact]
    public async Task Spreadsheets_and_paper_say_the_same()
    {
        var csv = await town.Family.Download("/family/history/consumptions.csv");
        (csv.Status, csv.MediaType, csv.FileName, csv.CacheControl).ShouldBe((HttpStatusCode.OK, "text/csv", $"consommations-{ThisMonth:yyyy-MM}.csv", "no-store"));
        csv.Text.ShouldBe(
            "\uFEFFDate;Consommateur;Activité;Prix;Quantité;Total;Calcul du prix\r\n"
            + string.Create(CultureInfo.InvariantCulture, $"{ThisMonth:dd/MM/yyyy};Numéro 0 Enfant;\"'=Journée\";6,65;2;13,30;Tarif unique\r\n"));

        var pdf = await town.Family.Download("/family/history/consumptions.pdf");
        (pdf.Status, pdf.MediaType, pdf.FileName, pdf.CacheControl).ShouldBe((HttpStatusCode.OK, "application/pdf", $"consommations-{ThisMonth:yyyy-MM}.pdf", "no-store"));
        foreach (var text in (string[])["Mairie de ville", "Historique des consommations", "FAMILLE 0", "6,65 €", "13,30 €", "TOTAL", "Page 1 / 1"])
            HistoryTown.Printed(pdf).ShouldContain(HistoryTown.Squeezed(text));

        var payments = await town.Family.Download($"/family/history/payments.csv?month={ThisMonth:yyyy-MM}");
        (payments.MediaType, payments.FileName).ShouldBe(("text/csv", $"reglements-{ThisMonth:yyyy-MM}.csv"));
        payments.Text.ShouldContain($";Remboursement;VIR;Virement;V-12;FAMILLE 0;;-5,00;{HistoryTown.Today.Year}/4\r\n");

        var paper = await town.Family.Download("/family/history/payments.pdf");
        (paper.MediaType, paper.FileName).ShouldBe(("application/pdf", $"reglements-{ThisMonth:yyyy-MM}.pdf"));
        HistoryTown.Printed(paper).ShouldContain(HistoryTown.Squeezed("−5,00 €"));
    }

    [Fact]
    public async Task Staff_see_the_guide_s_February_and_March()
    {
        const string Family = "/staff/families/famille-0/history";
        var february = (await town.Staff.Get($"{Family}/consumptions?month=2012-02")).Json;
        ((decimal)february["total"]!, february["lines"]!.AsArray().Count).ShouldBe((143.05m, 13));
        var payments = (await town.Staff.Get($"{Family}/payments?from=2012-02-01&to=2012-03-31")).Json;
        ((decimal)payments["total"]!).ShouldBe(140m);
        payments["lines"]!.AsArray().Select(line => (Text(line!, "date"), Text(line!, "mode"), Text(line!, "document"), Text(line!, "bank"), (decimal)line!["amount"]!))
            .ShouldBe([("2012-02-15", "CH", "789456", "LBP", 90m), ("2012-03-28", "CH", "124456", "LBP", 50m)]);

        var paper = await town.Staff.Download($"{Family}/consumptions.pdf?month=2012-02");
        paper.FileName.ShouldBe("consommations-2012-02.pdf");
        foreach (var text in (string[])["Février 2012", "Mer 1", "Lun 20", "Mar 21", "Jeu 23", "CDC - ALSH 3-6 Journée", "TOTAL 143,05 €"])
            HistoryTown.Printed(paper).ShouldContain(HistoryTown.Squeezed(text));
        var both = await town.Staff.Download($"{Family}/payments.pdf?from=2012-02-01&to=2012-03-31");
        both.FileName.ShouldBe("reglements-2012-02-01-2012-03-31.pdf");
        foreach (var text in (string[])["Du 01/02/2012 au 31/03/2012", "28/03/2012", "124456", "TOTAL 140,00 €"])
            HistoryTown.Printed(both).ShouldContain(HistoryTown.Squeezed(text));

        ((decimal)(await town.Staff.Get($"{Family}/consumptions")).Json["total"]!).ShouldBe(13.30m);
        (await town.Staff.Get("/staff/families/personne/history/consumptions")).Code.ShouldBe("unknown-family");
        (await town.StaffThere.Get("/staff/families/famille-1/history/payments")).Code.ShouldBe("unknown-family");
        ((decimal)(await town.StaffThere.Get($"{Family}/consumptions?month=2012-02")).Json["total"]!).ShouldBe(0m);
        (await town.Neighbour.Get($"{Family}/consumptions?month=2012-02")).Code.ShouldBe("forbidden");
    }

    [Fact]
    public async Task Nonsense_in_months_years_dates_and_numbers_is_refused()
    {
        string[] months = ["0", "-1", "2026", "2026-13", "2026-00", "02/2012", "9223372036854775808", "2026-1", "2026-01-01", "=1+1", "%2500", "é", new('9', 2_000)];
        string[] years = ["0", "-1", "1999", "99999", "9223372036854775808", "02026", "2e03", "année", "%2500", "..%2f", new('9', 2_000)];
        string[] ranges =
        [
            "from=2027-02-29&to=2027-03-01", "from=2026-02-01", "to=2026-02-01", "from=2026-02-02&to=2026-02-01", "from=2016-01-01&to=2026-01-01",
            "from=2025-01-01&to=2026-01-02", "from=0001-01-01&to=9999-12-31", "month=2026-01&from=2026-01-01&to=2026-01-31", "from=31/12/2026&to=31/12/2026", "month=",
        ];
        foreach (var month in months)
        {
            await ShouldBeRefused(town.Family, $"/family/history/consumptions?month={month}");
            await ShouldBeRefused(town.Staff, $"/staff/families/famille-0/history/payments.pdf?month={month}");
        }

        foreach (var year in years)
        {
            await ShouldBeRefused(town.Family, $"/family/certificates/{year}");
            await ShouldBeRefused(town.Staff, $"/staff/families/famille-0/certificates/{year}/enfant-0.pdf");
            await ShouldBeRefused(town.Family, $"/family/receipts/{year}/1.pdf");
            await ShouldBeRefused(town.Staff, $"/staff/receipts/{HistoryTown.Today.Year}/{year}.pdf");
        }

        foreach (var range in ranges)
            await ShouldBeRefused(town.Staff, $"/staff/families/famille-0/history/consumptions?{range}");
        foreach (var family in (string[])["..%2f", "%2500", "-1", "famille-0%2f..", "FAMILLE-0", new('a', 2_000)])
            await ShouldBeRefused(town.Staff, $"/staff/families/{family}/history/consumptions.csv");
        foreach (var range in (string[])["from=2024-02-29&to=2025-02-28", "from=9999-12-31&to=9999-12-31", "from=0001-01-01&to=0001-01-01", "month=9999-12", "month=0001-01"])
            (await town.Staff.Get($"/staff/families/famille-0/history/consumptions?{range}")).Status.ShouldBe(HttpStatusCode.OK, range);
    }

    [Fact]
    public async Task The_documentation_tells_of_each_in_French()
    {
        using var http = new HttpClient { BaseAddress = town.Address };

        var document = JsonNode.Parse(await http.GetStringAsync(new Uri("/swagger/v1/swagger.json", UriKind.Relative)))!["paths"]!.AsObject();

        foreach (var path in (string[])
        [
            "/family/history/consumptions", "/family/history/payments.csv", "/family/history/payments.pdf", "/family/receipts/{year}/{number}.pdf",
            "/family/certificates/{year}", "/family/certificates/{year}/{childId}.pdf", "/staff/families/{familyId}/history/consumptions.pdf",
            "/staff/receipts/{year}/{number}.pdf", "/staff/families/{familyId}/certificates/{year}/{childId}.pdf",
        ])
        {
            var get = document[$"/api/v1{path}"].ShouldNotBeNull(path)["get"]!;
            Text(get, "summary").ShouldNotBeNullOrEmpty(path);
            get["parameters"]?.AsArray().Where(parameter => Text(parameter!, "in") == "path").ShouldAllBe(parameter => parameter!["example"] != null, path);
        }
    }

    private static async Task ShouldBeRefused(Client caller, string path)
    {
        var answer = await caller.Get(path);
        var what = path.Length > 100 ? path[..100] : path;
        ((int)answer.Status).ShouldBeInRange(400, 499, $"{what}: {answer.Body}");
        answer.Code.ShouldNotBeNullOrEmpty(what);
    }

    private static string? Text(JsonNode node, string name) => (string?)node[name];
}
