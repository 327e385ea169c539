using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Periscolaire.Payments;

/// <summary>Lists payments from the tables; holds nothing.</summary>
[StatelessWorker(1)]
[GrainType("payments")]
internal sealed class PaymentsGrain(IPaymentReader reader) : Grain, IPaymentsGrain
{
    public async Task<ImmutableArray<PaymentStanding>> List(PaymentFilter filter, PaymentPosition? before, int limit) =>
        [.. (await reader.List(new StructureId(this.GetPrimaryKeyString()), filter, before, limit)).Select(PaymentGrain.Standing)];
}
