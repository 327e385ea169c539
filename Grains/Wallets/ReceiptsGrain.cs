using Orleans.Concurrency;

namespace Periscolaire.Wallets;

/// <summary>Finds receipts in the tables; holds nothing.</summary>
[StatelessWorker(1)]
[GrainType("receipts")]
internal sealed class ReceiptsGrain(ILedgerReader ledger) : Grain, IReceiptsGrain
{
    public Task<FoundReceipt?> Find(int year, long number) => ledger.Receipt(new StructureId(this.GetPrimaryKeyString()), year, number);
}
