using Periscolaire.Attendance;
using Periscolaire.Booking;
using Periscolaire.Mail;
using Periscolaire.Staff;

namespace Periscolaire.Silo.Storage;

/// <summary>A booking as an export's query gives it.</summary>
internal sealed record ExportedBookingRecord
{
    public string Activity { get; init; } = "";

    public DateOnly Date { get; init; }

    public long Booking { get; init; }

    public string Child { get; init; } = "";

    public string FirstName { get; init; } = "";

    public string LastName { get; init; } = "";

    public string Family { get; init; } = "";

    public string FamilyName { get; init; } = "";

    public string Status { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public string Charge { get; init; } = "";

    public long? Run { get; init; }

    public string? Attendance { get; init; }

    public ExportedBooking ToBooking() => new(
        new BookingId(new(Activity), Date, Booking),
        Activity,
        new ExportedPerson(new(Family), FamilyName, new(Child), FirstName, LastName),
        Codes.To<BookingStatus>(Status),
        At,
        Run is not null,
        Charge,
        Attendance is null ? null : Codes.To<AttendanceState>(Attendance));
}

/// <summary>A movement as an export's query gives it.</summary>
internal sealed record ExportedMovementRecord
{
    public string Activity { get; init; } = "";

    public DateOnly Date { get; init; }

    public long Booking { get; init; }

    public long Number { get; init; }

    public string Child { get; init; } = "";

    public string FirstName { get; init; } = "";

    public string LastName { get; init; } = "";

    public string Family { get; init; } = "";

    public string FamilyName { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Status { get; init; } = "";

    public string Author { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public string? Reason { get; init; }

    public long? Run { get; init; }

    public ExportedMovement ToMovement() => new(
        new BookingId(new(Activity), Date, Booking),
        Number,
        Activity,
        new ExportedPerson(new(Family), FamilyName, new(Child), FirstName, LastName),
        Kind,
        Codes.To<BookingStatus>(Status),
        new Author(Author),
        At,
        Reason,
        Run);
}

/// <summary>A wallet below zero as an export's query gives it.</summary>
internal sealed record ExportedDebtRecord
{
    public string Family { get; init; } = "";

    public string FamilyName { get; init; } = "";

    public string? Email { get; init; }

    public string Wallet { get; init; } = "";

    public long Due { get; init; }

    public ExportedDebt ToDebt() => new(new(Family), FamilyName, Email, Wallet, Cents.ToEuros(Due));
}

/// <summary>A mail, without its text, as an export's query gives it.</summary>
internal sealed record ExportedMailRecord
{
    public string Id { get; init; } = "";

    public string? Family { get; init; }

    public string Recipient { get; init; } = "";

    public string Subject { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public string Status { get; init; } = "";

    public long Attempts { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public string? LastError { get; init; }

    public MailStanding ToMail() => new(
        Id, Family is null ? null : new FamilyId(Family), Recipient, Subject, CreatedAt, Codes.To<MailStatus>(Status), (int)Attempts, DueAt, LastError);
}
