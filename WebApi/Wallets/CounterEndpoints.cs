using Microsoft.AspNetCore.Http.HttpResults;
using Periscolaire.Accounts;
using Periscolaire.Families;
using Periscolaire.Wallets;
using Periscolaire.WebApi.Accounts;
using Periscolaire.WebApi.Families;
using Periscolaire.WebApi.Hosting;
using Periscolaire.WebApi.Problems;

namespace Periscolaire.WebApi.Wallets;

/// <summary>Money at the counter (SPEC, Money 6): payments, refunds, corrections, penalties. Nothing is ever edited: a mistake is made good by an opposite entry.</summary>
internal static class CounterEndpoints
{
    private static readonly PaymentMode[] Taken = [PaymentMode.CH, PaymentMode.ES, PaymentMode.VIR, PaymentMode.CESU, PaymentMode.ANCV];
    private static readonly PaymentMode[] Given = [PaymentMode.CH, PaymentMode.ES, PaymentMode.VIR];
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    public static void MapCounter(this IEndpointRouteBuilder staff)
    {
        var counter = staff.MapGroup("/families/{familyId}").WithTags("Personnel : argent");
        Enters(counter.MapPost("/payments", Pay).WithSummary("Enregistrer un règlement : chèque, espèces, virement, CESU, chèques-vacances")).RequireRight(StaffRight.Counter, StaffRight.Accountant);
        Enters(counter.MapPost("/refunds", Refund).WithSummary("Rembourser une famille, dans la limite de ses soldes")).RequireRight(StaffRight.Accountant);
        Enters(counter.MapPost("/corrections", Correct).WithSummary("Corriger des soldes par une écriture motivée")).RequireRight(StaffRight.Accountant);
        counter.MapPost("/penalties", Penalise).WithSummary("Débiter une pénalité, par exemple pour un retard").RequireRight(StaffRight.Accountant, StaffRight.Director)
            .Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        Enters(staff.MapPost("/receipts/{year}/{number}/cancellation", Cancel).WithTags("Personnel : argent")
            .WithSummary("Annuler une quittance saisie par erreur, par des écritures opposées")).RequireRight(StaffRight.Accountant);

        static RouteHandlerBuilder Enters(RouteHandlerBuilder route) => route
            .Produces<ReceiptBody>(201).Produces<ReceiptBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
    }

    private static async Task<IResult> Pay(string familyId, CounterPaymentBody body, SignedIn caller, IGrainFactory grains, TownClock clock)
    {
        if (!TryMode(body.Mode, Taken, out var mode))
            return Refuse("mode vaut CH, ES, VIR, CESU ou ANCV.");
        if (WhyNot(body.Id, body.Date, clock, body.Payer, body.Document, body.Bank, body.Reason) is { } refusal)
            return refusal;
        if (!Amounts.Are(body.Amounts, Amounts.IsPositive))
            return Refuse(Amounts.PositiveForm);
        if (await StaffFamilies.Find(familyId, caller, grains) is not { } found)
            return Problem.Of(ProblemKinds.UnknownFamily);
        var receipt = new Receipt(
            $"counter/{body.Id}", EntryKind.Payment, mode, body.Document, body.Payer ?? found.Family.Name, body.Bank, body.Date, Sum(body.Amounts), body.Reason);
        return await Enter(found.Grain, new LedgerOrder(receipt.Postings(body.Amounts, sign: 1), caller.Author, receipt));
    }

    private static async Task<IResult> Refund(string familyId, CounterRefundBody body, SignedIn caller, IGrainFactory grains, TownClock clock)
    {
        if (!TryMode(body.Mode, Given, out var mode))
            return Refuse("mode vaut CH, ES ou VIR.");
        if (WhyNot(body.Id, body.Date, clock, body.Payer, body.Document, body.Reason) is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(body.Reason))
            return Refuse("Un remboursement se motive : donnez une raison dans reason.");
        if (!Amounts.Are(body.Amounts, Amounts.IsPositive))
            return Refuse(Amounts.PositiveForm);
        if (await StaffFamilies.Find(familyId, caller, grains) is not { } found)
            return Problem.Of(ProblemKinds.UnknownFamily);
        var receipt = new Receipt(
            $"refund/{body.Id}", EntryKind.Refund, mode, body.Document, body.Payer ?? found.Family.Name, Bank: null, body.Date, -Sum(body.Amounts), body.Reason);
        return await Enter(found.Grain, new LedgerOrder(
            receipt.Postings(body.Amounts, sign: -1), caller.Author, receipt, WithinBalance: true));
    }

    private static async Task<IResult> Correct(string familyId, CorrectionBody body, SignedIn caller, IGrainFactory grains, TownClock clock)
    {
        var today = ParisDay.Of(clock.GetUtcNow());
        if (WhyNot(body.Id, today, clock, body.Reason) is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(body.Reason))
            return Refuse("Une correction se motive : donnez une raison dans reason.");
        if (!Amounts.Are(body.Amounts, Amounts.IsSigned))
            return Refuse(Amounts.SignedForm);
        if (await StaffFamilies.Find(familyId, caller, grains) is not { } found)
            return Problem.Of(ProblemKinds.UnknownFamily);
        var receipt = new Receipt(
            $"correction/{body.Id}", EntryKind.Correction, Mode: null, Document: null, Payer: null, Bank: null, today, Sum(body.Amounts), body.Reason);
        return await Enter(found.Grain, new LedgerOrder(
            receipt.Postings(body.Amounts, sign: 1), caller.Author, receipt, MayComeLater: true));
    }

    private static async Task<IResult> Penalise(string familyId, PenaltyBody body, SignedIn caller, IGrainFactory grains, TownClock clock)
    {
        if (WhyNot(body.Id, body.Date, clock, body.Reason) is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(body.Reason) || !Amounts.IsPositive(body.Amount))
            return Refuse("Une pénalité se motive dans reason, et va de 0,01 à 10 000 euros, au centime.");
        if (await StaffFamilies.Find(familyId, caller, grains) is not { } found)
            return Problem.Of(ProblemKinds.UnknownFamily);
        if (found.Family.Children.FirstOrDefault(child => child.Id.Value == body.ChildId) is not { } child)
            return Problem.Of(ProblemKinds.UnknownChild);
        var posting = new Posting(
            body.WalletId,
            EntryKind.Penalty,
            $"penalty/{familyId}/{body.Id}",
            -body.Amount,
            body.Date,
            new Consumption(child.Id, body.Date, Booking: null, $"Pénalité : {body.Reason}", body.Amount, Quantity: 1, Meal: 0m, Reduction: 0m, Why: null),
            body.Reason);
        return await Enter(found.Grain, new LedgerOrder([posting], caller.Author));
    }

    private static async Task<IResult> Cancel(int year, long number, ReasonBody body, SignedIn caller, IGrainFactory grains)
    {
        if (string.IsNullOrWhiteSpace(body.Reason) || !Text.IsNote(body.Reason))
            return Refuse("Une annulation se motive : donnez une raison de 500 caractères au plus dans reason.");
        if (await grains.GetGrain<IReceiptsGrain>(caller.Structure.Value).Find(year, number) is not { } found)
            return Problem.Of(ProblemKinds.UnknownReceipt);
        var family = grains.GetGrain<IFamilyGrain>(new FamilyKey(caller.Structure, found.Family).ToString());
        return AnswerOf(await family.CancelReceipt(found.Receipt.Receipt.Id, body.Reason, caller.Author));
    }

    private static async Task<IResult> Enter(IFamilyGrain family, LedgerOrder order) => AnswerOf(await family.Post(order));

    private static IResult AnswerOf(LedgerAnswer answer) => answer switch
    {
        { Outcome: LedgerOutcome.Entered, IsNew: true, Receipt: { } receipt } => TypedResults.Created((string?)null, ReceiptBody.From(receipt)),
        { Outcome: LedgerOutcome.Entered, Receipt: { } receipt } => TypedResults.Ok(ReceiptBody.From(receipt)),
        { Outcome: LedgerOutcome.Entered } => TypedResults.NoContent(),
        { Outcome: LedgerOutcome.Overdrawn } => Problem.Of(ProblemKinds.RefundAboveBalance),
        { Outcome: LedgerOutcome.Differs } => Problem.Of(ProblemKinds.IdTaken),
        { Outcome: LedgerOutcome.Final } => Problem.Of(ProblemKinds.ReceiptFinal),
        _ => Problem.Of(ProblemKinds.UnknownWallet),
    };

    private static ProblemHttpResult? WhyNot(string id, DateOnly date, TownClock clock, params ReadOnlySpan<string?> texts)
    {
        if (!Input.IsId(id))
            return Refuse("id : de 1 à 60 minuscules, chiffres et tirets, au choix de qui saisit.");
        if (date < Earliest || date > ParisDay.Of(clock.GetUtcNow()))
            return Refuse("date n'est pas dans l'avenir.");
        foreach (var text in texts)
        {
            if (!Text.IsNote(text))
                return Refuse("Les textes ont 500 caractères au plus, sans caractère de contrôle.");
        }

        return null;
    }

    private static bool TryMode(string text, PaymentMode[] allowed, out PaymentMode mode)
    {
        mode = allowed.FirstOrDefault(known => known.ToString() == text);
        return allowed.Any(known => known.ToString() == text);
    }

    private static decimal Sum(IEnumerable<WalletAmountBody> lines) => lines.Sum(line => line.Amount);

    private static ProblemHttpResult Refuse(string detail) => Problem.Of(ProblemKinds.InvalidRequest, detail);
}

/// <summary>Why something is done.</summary>
/// <param name="Reason">In French; kept, and shown to the family.</param>
internal sealed record ReasonBody(string Reason);
