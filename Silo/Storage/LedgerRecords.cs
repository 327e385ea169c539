using Periscolaire.Booking;
using Periscolaire.Wallets;

namespace Periscolaire.Silo.Storage;

/// <summary>A row of receipts as queries give it.</summary>
internal sealed record ReceiptRecord
{
    public string Id { get; init; } = "";

    public string Kind { get; init; } = "";

    public string? Mode { get; init; }

    public string? Document { get; init; }

    public string? Payer { get; init; }

    public string? Bank { get; init; }

    public DateOnly ValueDate { get; init; }

    public long Amount { get; init; }

    public string? Reason { get; init; }

    public long Year { get; init; }

    public long Number { get; init; }

    /// <summary>Gets the family, where a query asks for it.</summary>
    public string Family { get; init; } = "";

    public NumberedReceipt ToReceipt() => new(
        new Receipt(
            Id, Codes.To<EntryKind>(Kind), Mode is null ? null : Enum.Parse<PaymentMode>(Mode), Document, Payer, Bank, ValueDate, Cents.ToEuros(Amount), Reason),
        (int)Year,
        Number);
}

/// <summary>A row of ledger_entries as queries give it.</summary>
internal sealed record EntryRecord
{
    public long Number { get; init; }

    public string Wallet { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Cause { get; init; } = "";

    public long Amount { get; init; }

    public long Balance { get; init; }

    public DateOnly ValueDate { get; init; }

    public string Author { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public string? Reason { get; init; }

    public string? Receipt { get; init; }

    public long? Run { get; init; }

    public string? Child { get; init; }

    public DateOnly? Date { get; init; }

    public string? Activity { get; init; }

    public long? Booking { get; init; }

    public string? Label { get; init; }

    public long? UnitPrice { get; init; }

    public long? Quantity { get; init; }

    public long? Meal { get; init; }

    public long? Reduction { get; init; }

    public string? Why { get; init; }

    /// <summary>Gets the family, where a query asks for it; and so on.</summary>
    public string Family { get; init; } = "";

    public string FamilyName { get; init; } = "";

    public long? ReceiptYear { get; init; }

    public long? ReceiptNumber { get; init; }

    public LedgerEntry ToEntry() => new(
        Number,
        new Posting(
            Wallet,
            Codes.To<EntryKind>(Kind),
            Cause,
            Cents.ToEuros(Amount),
            ValueDate,
            Child is null ? null : new Consumption(
                new ChildId(Child),
                Date!.Value,
                Booking is { } number ? new BookingId(new ActivityId(Activity!), Date.Value, number) : null,
                Label!,
                Cents.ToEuros(UnitPrice!.Value),
                (int)Quantity!.Value,
                Cents.ToEuros(Meal!.Value),
                Cents.ToEuros(Reduction!.Value),
                Why),
            Reason),
        Cents.ToEuros(Balance),
        new Author(Author),
        At,
        Receipt,
        Run);
}

/// <summary>A consumption as queries give it.</summary>
internal sealed record ConsumptionRecord
{
    public DateOnly Date { get; init; }

    public string Child { get; init; } = "";

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string Label { get; init; } = "";

    public long UnitPrice { get; init; }

    public long Quantity { get; init; }

    public long Amount { get; init; }

    public string? Why { get; init; }

    public ConsumptionLine ToLine() =>
        new(Date, new ChildId(Child), $"{LastName} {FirstName}", Label, Cents.ToEuros(UnitPrice), (int)Quantity, -Cents.ToEuros(Amount), Why);
}
