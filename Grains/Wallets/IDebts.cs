namespace Periscolaire.Wallets;

/// <summary>What a family owes (SPEC, Booking 4): asked by the family's own grain, in the same turn as the booking that depends on it.</summary>
public interface IDebts
{
    /// <summary>What is missing in the family's wallets.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="family">The family.</param>
    /// <returns>Euros: the sum of the balances below zero, as a positive amount; 0 when the family owes nothing.</returns>
    ValueTask<decimal> AmountDue(StructureId structure, FamilyId family);
}

/// <summary>A town hall without wallets: nobody owes anything.</summary>
public sealed class NoWallets : IDebts
{
    /// <inheritdoc/>
    public ValueTask<decimal> AmountDue(StructureId structure, FamilyId family) => ValueTask.FromResult(0m);
}
