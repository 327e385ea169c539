using Orleans.Concurrency;

namespace Periscolaire.Wallets;

/// <summary>Reads receipts wherever there is room; holds nothing.</summary>
[StatelessWorker]
[GrainType("receipts")]
internal sealed class ReceiptsGrain(ILedgerReader ledger) : Grain, IReceiptsGrain
{
    public Task<ReceiptSheet?> Find(int year, long number) => ledger.FindReceipt(new StructureId(this.GetPrimaryKeyString()), year, number);
}
