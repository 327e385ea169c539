using System.Collections.Immutable;
using Periscolaire.Booking;
using Periscolaire.Wallets;
using Periscolaire.Wallets.Rules;

namespace Periscolaire.Attendance.Rules;

/// <summary>How money follows attendance: by new entries only, each the opposite of one that no longer holds or a penalty newly due.</summary>
/// <param name="Rules">The structure's penalties.</param>
/// <param name="ActivityLabel">The activity as families read it.</param>
/// <param name="Today">The civil day that entries count for, Europe/Paris.</param>
public sealed record Following(PenaltyRules Rules, string ActivityLabel, DateOnly Today)
{
    /// <summary>Why a justified absence is credited.</summary>
    public const string Justified = "Absence justifiée";

    private const string Corrected = "Pointage corrigé";

    /// <summary>What a record of a booking enters.</summary>
    /// <param name="booking">The booking with the record before.</param>
    /// <param name="record">The record that replaces it.</param>
    /// <param name="account">What was entered for the booking.</param>
    /// <returns>Nothing when money stays as it is.</returns>
    public ImmutableArray<Posting> Postings(AttendedBooking booking, AttendanceRecord record, BookingAccount account)
    {
        var postings = ImmutableArray.CreateBuilder<Posting>();
        var isJustified = record.State is AttendanceState.AbsentJustified;
        if (isJustified && account.StandingDebit is not null)
            postings.Add(account.Credit(Today, Justified));
        else if (!isJustified && account.IsCredited)
            postings.Add(account.DebitAgain(Today, Corrected));
        foreach (var kind in Penalties.Kinds)
        {
            var basis = Penalties.BasisOf(kind, record);
            if (basis == Penalties.BasisOf(kind, booking.Record))
                continue;
            if (account.StandingPenalty(NameOf(kind)) is { } standing)
                postings.Add(BookingAccount.Withdraw(standing, Today, Corrected));
            if (Rules.Due(kind, basis) is { Total: > 0 } penalty)
                postings.Add(Enter(penalty, account.NextPenaltyCause(NameOf(kind)), booking));
        }

        return postings.ToImmutable();
    }

    /// <summary>The name of a kind of penalty in its causes.</summary>
    private static string NameOf(PenaltyKind kind) => kind switch
    {
        PenaltyKind.Late => "late",
        PenaltyKind.Absence => "absence",
        _ => "unbooked",
    };

    private Posting Enter(Penalty penalty, string cause, AttendedBooking booking)
    {
        var (id, child, what) = (booking.Id, booking.Child, $"Pénalité : {penalty.What}");
        return new Posting(
            penalty.Wallet,
            EntryKind.Penalty,
            cause,
            -penalty.Total,
            Today,
            new Consumption(
                child, id.Date, id, $"{what} ({ActivityLabel})", penalty.UnitPrice, penalty.Quantity, Meal: 0m, Reduction: 0m, Why: null),
            what);
    }
}
