using System.Globalization;
using Periscolaire.Accounts;
using Periscolaire.Families;
using Periscolaire.Wallets;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Documents;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Wallets;

/// <summary>Receipts (quittances) to be printed. Another family's is answered like one that does not exist.</summary>
internal static class ReceiptEndpoints
{
    public static void MapReceipts(this IEndpointRouteBuilder family) =>
        Describe(family.MapGet("/receipts/{year}/{number}.pdf", Own).WithTags("Historiques"));

    public static void MapStaffReceipts(this IEndpointRouteBuilder staff) =>
        Describe(staff.MapGet("/receipts/{year}/{number}.pdf", OfStructure).WithTags("Personnel : familles").RequireRight(StaffRight.Counter, StaffRight.Accountant));

    private static void Describe(RouteHandlerBuilder receipt) => receipt.WithSummary("Une quittance, à imprimer")
        .Produces<string>(200, PdfPrinter.MediaType).ProducesProblem(404).ProducesProblem(503);

    private static Task<IResult> Own(string year, string number, SignedIn caller, IGrainFactory grains, TownClock clock) =>
        Answer((year, number), caller, new Letterheads(grains, clock), grains, caller.OwnFamily(grains).FindReceipt);

    private static Task<IResult> OfStructure(string year, string number, SignedIn caller, IGrainFactory grains, TownClock clock) =>
        Answer((year, number), caller, new Letterheads(grains, clock), grains, grains.GetGrain<IReceiptsGrain>(caller.Structure.Value).Find);

    private static async Task<IResult> Answer(
        (string Year, string Number) asked, SignedIn caller, Letterheads letterheads, IGrainFactory grains, Func<int, long, Task<ReceiptSheet?>> find)
    {
        if (asked.Year.Length != 4
            || !int.TryParse(asked.Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !long.TryParse(asked.Number, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || await find(year, number) is not { } sheet)
            return Problem.Of(ProblemKinds.UnknownReceipt);
        var family = await grains.GetGrain<IFamilyGrain>(new FamilyKey(caller.Structure, sheet.Family).ToString()).Read();
        var (head, walletLabelOf) = await letterheads.Of(caller.Structure);
        return TypedResults.File(
            ReceiptDocument.Pdf(head, family?.Name ?? "", sheet, walletLabelOf),
            PdfPrinter.MediaType,
            string.Create(CultureInfo.InvariantCulture, $"quittance-{year}-{number}.pdf"));
    }
}
