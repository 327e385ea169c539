using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Periscolaire.WebApi.Tests;

/// <summary>Receipts and tax certificates to be printed: for whom they are about, and for staff; unknown to everybody else.</summary>
public sealed class PaperTests(HistoryTown town) : IClassFixture<HistoryTown>
{
    [Fact]
    public async Task A_receipt_is_printed_for_its_family_and_for_staff_and_unknown_to_everybody_else()
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"receipts/{HistoryTown.Today.Year}/3.pdf");
        foreach (var receipt in (Download[])[await town.Family.Download($"/family/{path}"), await town.Staff.Download($"/staff/{path}")])
        {
            (receipt.Status, receipt.MediaType, receipt.FileName, receipt.CacheControl)
                .ShouldBe((HttpStatusCode.OK, "application/pdf", $"quittance-{HistoryTown.Today.Year}-3.pdf", "no-store"));
            foreach (var text in (string[])[$"Quittance n° {HistoryTown.Today.Year}/3", "FAMILLE 0", "Carte bancaire", "pi_1", "Périscolaire", "1 200,00 €", "Restauration", "12,50 €", "TOTAL 1 212,50 €"])
                HistoryTown.Printed(receipt).ShouldContain(HistoryTown.Squeezed(text));
        }

        HistoryTown.Printed(await town.Family.Download($"/family/receipts/{HistoryTown.Today.Year}/4.pdf")).ShouldContain(HistoryTown.Squeezed($"Avis de remboursement n° {HistoryTown.Today.Year}/4"));
        var unknown = await town.Neighbour.Get($"/family/receipts/{HistoryTown.Today.Year}/99.pdf");
        (unknown.Status, unknown.Code).ShouldBe((HttpStatusCode.NotFound, "unknown-receipt"));
        var notHers = await town.Neighbour.Get($"/family/{path}");
        (notHers.Status, WithoutTrace(notHers)).ShouldBe((unknown.Status, WithoutTrace(unknown)));
        (await town.StaffThere.Get($"/staff/{path}")).Code.ShouldBe("unknown-receipt");
        (await town.Family.Get($"/staff/{path}")).Code.ShouldBe("forbidden");
    }

    [Fact]
    public async Task The_certificate_of_a_finished_year_is_for_one_s_own_children_under_six()
    {
        // What the guide's February had left unpaid, 46.05 on three days, and of last year's 14.85 all but the meal of 4.20: 46.05 + 10.65.
        foreach (var list in (Answer[])[await town.Family.Get($"/family/certificates/{HistoryTown.PastYear}"), await town.Staff.Get($"/staff/families/famille-0/certificates/{HistoryTown.PastYear}")])
        {
            ((int)list.Json["year"]!, (decimal)list.Json["total"]!).ShouldBe((HistoryTown.PastYear, 56.70m));
            var child = list.Json["children"]!.AsArray().Single()!;
            (Text(child, "childId"), Text(child, "child"), (decimal)child["paid"]!, (int)child["days"]!).ShouldBe(("enfant-0", "Numéro 0 Enfant", 56.70m, 4));
        }

        foreach (var paper in (Download[])
        [
            await town.Family.Download($"/family/certificates/{HistoryTown.PastYear}/enfant-0.pdf"), await town.Staff.Download($"/staff/families/famille-0/certificates/{HistoryTown.PastYear}/enfant-0.pdf"),
        ])
        {
            (paper.Status, paper.MediaType, paper.FileName, paper.CacheControl)
                .ShouldBe((HttpStatusCode.OK, "application/pdf", $"attestation-fiscale-{HistoryTown.PastYear}-enfant-0.pdf", "no-store"));
            foreach (var text in (string[])
                ["Mairie de ville", "FAMILLE 0", "Numéro 0 Enfant", $"Attestation fiscale {HistoryTown.PastYear}", "56,70 €", "cinquante-six euros et soixante-dix centimes", "200 quater B", "ni les repas, ni les pénalités", "Fait à"])
                HistoryTown.Printed(paper).ShouldContain(HistoryTown.Squeezed(text));
        }

        // Nothing paid is said, not hidden.
        var neighbour = (await town.Neighbour.Get($"/family/certificates/{HistoryTown.PastYear}")).Json["children"]!.AsArray().Single()!;
        ((decimal)neighbour["paid"]!, (int)neighbour["days"]!).ShouldBe((0m, 0));
        HistoryTown.Printed(await town.Neighbour.Download($"/family/certificates/{HistoryTown.PastYear}/enfant-1.pdf")).ShouldContain(HistoryTown.Squeezed("0,00 €"));

        var unknown = await town.Neighbour.Get($"/family/certificates/{HistoryTown.PastYear}/inconnu.pdf");
        var notHers = await town.Neighbour.Get($"/family/certificates/{HistoryTown.PastYear}/enfant-0.pdf");
        unknown.Code.ShouldBe("unknown-child");
        (notHers.Status, WithoutTrace(notHers)).ShouldBe((unknown.Status, WithoutTrace(unknown)));
        (await town.Staff.Get($"/staff/families/famille-1/certificates/{HistoryTown.PastYear}/enfant-0.pdf")).Code.ShouldBe("unknown-child");
        (await town.Staff.Get($"/staff/families/personne/certificates/{HistoryTown.PastYear}")).Code.ShouldBe("unknown-family");

        // Six and a half today: not born at the end of 2012.
        (await town.Family.Get("/family/certificates/2012")).Json["children"]!.AsArray().ShouldBeEmpty();
        (await town.Family.Get("/family/certificates/2012/enfant-0.pdf")).Code.ShouldBe("no-certificate");
        foreach (var year in (int[])[HistoryTown.Today.Year, HistoryTown.Today.Year + 1, 9999])
        {
            var early = await town.Family.Get($"/family/certificates/{year}/enfant-0.pdf");
            (early.Status, early.Code).ShouldBe((HttpStatusCode.Conflict, "year-not-finished"));
        }
    }

    private static string? Text(JsonNode node, string name) => (string?)node[name];

    /// <summary>A problem without the number of the request, which always differs.</summary>
    private static string WithoutTrace(Answer problem)
    {
        var json = problem.Json.AsObject();
        json.Remove("traceId");
        return json.ToJsonString();
    }
}
