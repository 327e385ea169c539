using Periscolaire.Families;

namespace Periscolaire.Wallets.Rules;

/// <summary>Euros of custody of a child that became paid on a day; below zero when they no longer are.</summary>
/// <param name="Child">The child.</param>
/// <param name="Date">The date of the custody.</param>
/// <param name="On">The day on which both the debit and the money for it were there.</param>
/// <param name="Euros">Euros, to the cent.</param>
internal sealed record CarePart(ChildId Child, DateOnly Date, DateOnly On, decimal Euros);

/// <summary>Which money of a wallet pays which debit: the oldest pays the oldest; what a bank or the town hall takes back is the latest that was paid.</summary>
internal sealed class WalletSpending
{
    private readonly List<Debit> _debits = [];
    private readonly LinkedList<Money> _money = [];
    private int _firstUnpaid;

    /// <summary>Euros that went although they had never come, e.g. a debt taken over from elsewhere: the next money makes up for them before it buys anything.</summary>
    private decimal _gone;

    /// <summary>Gets the custody that became paid, or no longer is, in the order of the entries.</summary>
    public List<CarePart> Parts { get; } = [];

    /// <summary>Goes on with the next entry of the wallet.</summary>
    /// <param name="posting">The entry.</param>
    public void Enter(Posting posting)
    {
        if (posting is { Amount: < 0, Kind: EntryKind.Consumption or EntryKind.Penalty })
            _debits.Add(new Debit(posting));
        else if (posting.Amount < 0)
            TakeBack(posting);
        else if (UndoneBy(posting) is { } debit)
            Undo(debit, posting);
        else if (posting.Amount > 0)
            Come(posting.Amount, posting.ValueDate);
        Spend();
    }

    private void Come(decimal euros, DateOnly since)
    {
        var made = Math.Min(euros, _gone);
        _gone -= made;
        if (euros > made)
            _money.AddLast(new Money(euros - made, since));
    }

    private void Spend()
    {
        for (; _firstUnpaid < _debits.Count; _firstUnpaid++)
        {
            var debit = _debits[_firstUnpaid];
            while (debit.Unpaid > 0 && _money.First is { Value: var money } first)
            {
                var part = Math.Min(debit.Unpaid, money.Euros);
                Add(debit.Pay(part, money.Since));
                first.Value = money with { Euros = money.Euros - part };
                if (first.Value.Euros == 0)
                    _money.RemoveFirst();
            }

            if (debit.Unpaid > 0)
                return;
        }
    }

    /// <summary>
    /// A refund, a dispute, a correction downwards: money that goes was never, or is no longer, spent on anything. Were it a purchase like another, custody
    /// bought with a cheque that bounced would count as paid.
    /// </summary>
    private void TakeBack(Posting posting)
    {
        var missing = -posting.Amount;
        while (missing > 0 && _money.Last is { Value: var money } last)
        {
            var part = Math.Min(missing, money.Euros);
            missing -= part;
            last.Value = money with { Euros = money.Euros - part };
            if (last.Value.Euros == 0)
                _money.RemoveLast();
        }

        for (var index = _debits.Count - 1; missing > 0 && index >= 0; index--)
        {
            var part = Math.Min(missing, _debits[index].Paid);
            missing -= part;
            Add(_debits[index].Pay(-part, posting.ValueDate));
        }

        _gone += missing;
        _firstUnpaid = 0;
    }

    /// <summary>The debit that an entry credits back: the latest of what it says, since a line that was imported may be there twice.</summary>
    private Debit? UndoneBy(Posting posting) => posting is { Amount: > 0, Consumption: { } consumption }
        ? _debits.FindLast(debit => !debit.IsUndone && debit.Amount == posting.Amount && debit.Consumption == consumption)
        : null;

    /// <summary>What had been paid for it is money again; what had not is owed no more.</summary>
    private void Undo(Debit debit, Posting posting)
    {
        Come(debit.Paid, posting.ValueDate);
        Add(debit.Pay(-debit.Paid, posting.ValueDate));
        debit.IsUndone = true;
    }

    private void Add(CarePart? part)
    {
        if (part is not null)
            Parts.Add(part);
    }

    private readonly record struct Money(decimal Euros, DateOnly Since);

    private sealed class Debit(Posting posting)
    {
        /// <summary>Never goes back: custody whose payment was taken back and that is paid anew, by whatever money, must not count twice in the year of that money.</summary>
        private DateOnly _since = posting.ValueDate;

        public decimal Amount => -posting.Amount;

        public Consumption? Consumption => posting.Kind is EntryKind.Consumption ? posting.Consumption : null;

        public bool IsUndone { get; set; }

        public decimal Paid { get; private set; }

        public decimal Unpaid => IsUndone ? 0m : Amount - Paid;

        private decimal Care => Consumption is { } consumption ? Amount - consumption.Meal : 0m;

        /// <summary>Of a debit paid in part, custody and meal are paid in proportion.</summary>
        private decimal CarePaid => Pricing.HalfUp(Care * Paid / Amount);

        public CarePart? Pay(decimal euros, DateOnly on)
        {
            var before = CarePaid;
            Paid += euros;
            _since = on > _since ? on : _since;
            var care = CarePaid - before;
            return care != 0 && Consumption is { } consumption ? new CarePart(consumption.Child, consumption.Date, _since, care) : null;
        }
    }
}
