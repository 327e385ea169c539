using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Periscolaire.Accounts;
using Periscolaire.Families;
using Periscolaire.Wallets;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Documents;
using Periscolaire.WebApi.Families;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Wallets;

/// <summary>
/// The yearly certificates of custody paid (attestation fiscale), of years that are over: what is paid by 31 December belongs in them, so an earlier one
/// would have to be replaced.
/// </summary>
internal static class CertificateEndpoints
{
    /// <summary>Four digits, and late enough for any child that is booked.</summary>
    private const int FirstYear = 2000;

    public static void MapCertificates(this IEndpointRouteBuilder family) =>
        Describe(family.MapGroup("/certificates/{year}").WithTags("Attestations fiscales"), OwnList, OwnPdf);

    public static void MapFamilyCertificates(this IEndpointRouteBuilder staff) =>
        Describe(staff.MapGroup("/families/{familyId}/certificates/{year}").WithTags("Personnel : familles").RequireRight(StaffRight.Counter, StaffRight.Accountant), StaffList, StaffPdf);

    private static void Describe(RouteGroupBuilder certificates, Delegate list, Delegate pdf)
    {
        certificates.ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        certificates.MapGet("", list).WithSummary("Les frais de garde payés dans une année terminée, pour chaque enfant de moins de six ans au 1er janvier")
            .Produces<CertificatesBody>();
        certificates.MapGet("/{childId}.pdf", pdf).WithSummary("L'attestation fiscale d'un enfant, à imprimer").Produces<string>(200, PdfPrinter.MediaType);
    }

    private static async Task<IResult> OwnList(string year, SignedIn caller, IGrainFactory grains, TownClock clock) =>
        await List(await Own(caller, grains), year, clock);

    private static async Task<IResult> OwnPdf(string year, string childId, SignedIn caller, IGrainFactory grains, TownClock clock) =>
        await Pdf(await Own(caller, grains), (year, childId), caller, new Letterheads(grains, clock), clock);

    private static async Task<IResult> StaffList(string familyId, string year, SignedIn caller, IGrainFactory grains, TownClock clock) =>
        await List(await StaffFamilies.Find(familyId, caller, grains), year, clock);

    private static async Task<IResult> StaffPdf(string familyId, string year, string childId, SignedIn caller, IGrainFactory grains, TownClock clock) =>
        await Pdf(await StaffFamilies.Find(familyId, caller, grains), (year, childId), caller, new Letterheads(grains, clock), clock);

    private static async Task<(Family Family, IFamilyGrain Grain)?> Own(SignedIn caller, IGrainFactory grains)
    {
        var grain = caller.OwnFamily(grains);
        return await grain.Read() is { } family ? (family, grain) : null;
    }

    private static async Task<IResult> List((Family Family, IFamilyGrain Grain)? found, string yearText, TownClock clock)
    {
        if (WhyNot(yearText, clock, out var year) is { } refusal)
            return refusal;
        if (found is not { } known)
            return Problem.Of(ProblemKinds.UnknownFamily);
        var certificates = new List<CareCertificate>();
        foreach (var child in known.Family.Children)
        {
            if (await known.Grain.Certificate(child.Id, year) is { } certificate)
                certificates.Add(certificate);
        }

        return TypedResults.Ok(new CertificatesBody(year, [.. certificates.Select(CertificateBody.From)], certificates.Sum(certificate => certificate.Paid)));
    }

    private static async Task<IResult> Pdf(
        (Family Family, IFamilyGrain Grain)? found, (string Year, string Child) asked, SignedIn caller, Letterheads letterheads, TownClock clock)
    {
        if (WhyNot(asked.Year, clock, out var year) is { } refusal)
            return refusal;
        if (found is not { } known)
            return Problem.Of(ProblemKinds.UnknownFamily);
        if (!known.Family.Children.Any(child => child.Id.Value == asked.Child))
            return Problem.Of(ProblemKinds.UnknownChild);
        if (await known.Grain.Certificate(new ChildId(asked.Child), year) is not { } certificate)
            return Problem.Of(ProblemKinds.NoCertificate, $"L'attestation concerne les enfants de moins de six ans au 1er janvier {year}.");
        return TypedResults.File(
            CertificateDocument.Pdf((await letterheads.Of(caller.Structure)).Head, certificate),
            PdfPrinter.MediaType,
            string.Create(CultureInfo.InvariantCulture, $"attestation-fiscale-{year}-{asked.Child}.pdf"));
    }

    private static ProblemHttpResult? WhyNot(string text, TownClock clock, out int year)
    {
        if (text.Length != 4 || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out year) || year < FirstYear)
        {
            year = 0;
            return Problem.Of(ProblemKinds.InvalidRequest, $"L'année s'écrit aaaa, à partir de {FirstYear}.");
        }

        return year < ParisDay.Of(clock.GetUtcNow()).Year
            ? null
            : Problem.Of(ProblemKinds.YearNotFinished, $"L'attestation de {year} sera disponible à partir du 1er janvier {year + 1}.");
    }
}

/// <summary>What a family paid for custody in a year.</summary>
/// <param name="Year">The year.</param>
/// <param name="Children">Every child entitled, also one for whom nothing was paid.</param>
/// <param name="Total">Euros.</param>
internal sealed record CertificatesBody(int Year, IReadOnlyList<CertificateBody> Children, decimal Total);

/// <summary>What was paid for a child.</summary>
/// <param name="ChildId">The child.</param>
/// <param name="Child">Last and first name.</param>
/// <param name="BirthDate">Birth date.</param>
/// <param name="Paid">Euros of custody paid in the year, meals and penalties left out.</param>
/// <param name="Days">Days of custody that were paid for.</param>
internal sealed record CertificateBody(string ChildId, string Child, DateOnly BirthDate, decimal Paid, int Days)
{
    public static CertificateBody From(CareCertificate certificate) => new(
        certificate.Child.Id.Value,
        $"{certificate.Child.LastName} {certificate.Child.FirstName}",
        certificate.Child.BirthDate,
        certificate.Paid,
        certificate.Days);
}
