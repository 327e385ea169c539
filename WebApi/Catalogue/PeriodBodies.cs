using Periscolaire.Catalogue;

namespace Periscolaire.WebApi.Catalogue;

/// <summary>A booking period.</summary>
/// <param name="Label">As families read it.</param>
/// <param name="Activities">The activities that it opens.</param>
/// <param name="Dates">The dates that it opens.</param>
/// <param name="OpensAt">From when families can book.</param>
/// <param name="ClosesAt">The first instant at which nothing can be booked any more.</param>
/// <param name="ToBook">Until when a date can be booked.</param>
/// <param name="ToCancel">Until when a held place can be cancelled.</param>
/// <param name="OpensForResidentsAt">From when residents can book, when earlier than the others.</param>
/// <param name="ToPromote">Until when those who wait are promoted; absent until the activity starts.</param>
/// <param name="Debit">When bookings are debited; on the activity's day when absent.</param>
/// <param name="Rule">How its dates were generated, when they were; shown only: it is set by generating them.</param>
/// <param name="Id">Its id; may be left out when it is sent, as it stands in the address.</param>
internal sealed record PeriodBody(
    string Label,
    IReadOnlyList<string> Activities,
    IReadOnlyList<DateOnly> Dates,
    DateTimeOffset OpensAt,
    DateTimeOffset ClosesAt,
    DeadlineBody ToBook,
    DeadlineBody ToCancel,
    DateTimeOffset? OpensForResidentsAt = null,
    DeadlineBody? ToPromote = null,
    DebitBody? Debit = null,
    DateRuleBody? Rule = null,
    string? Id = null)
{
    public static PeriodBody? Of(StructureCatalogue catalogue, string id) => catalogue.Periods.Where(period => period.Id == id).Select(From).FirstOrDefault();

    public static PeriodBody From(Period period) => new(
        period.Label,
        [.. period.Activities.Select(activity => activity.Value)],
        period.Dates,
        period.OpensAt,
        period.ClosesAt,
        DeadlineBody.From(period.ToBook),
        DeadlineBody.From(period.ToCancel),
        period.OpensForResidentsAt,
        period.ToPromote is { } promote ? DeadlineBody.From(promote) : null,
        period.Debit is { } debit ? DebitBody.From(debit) : null,
        period.Rule is { } rule ? DateRuleBody.Of(rule) : null,
        period.Id);

    public Period ToPeriod(string id) => new(
        id,
        Label,
        [.. Activities.Select(activity => new ActivityId(activity))],
        [.. Dates.Order()],
        OpensAt,
        OpensForResidentsAt,
        ClosesAt,
        ToBook.ToDeadline(),
        ToCancel.ToDeadline(),
        ToPromote?.ToDeadline(),
        Debit?.ToRule());
}

/// <summary>The kinds of deadline.</summary>
internal enum DeadlineKind
{
    /// <summary>hours elapsed hours before the activity starts.</summary>
    HoursBefore,

    /// <summary>days calendar days before, at a time.</summary>
    DaysBefore,

    /// <summary>days working days before, at a time: week-ends and public holidays do not count.</summary>
    WorkingDaysBefore,

    /// <summary>A weekday of the week before, at a time.</summary>
    WeekdayOfWeekBefore,

    /// <summary>One instant for all dates.</summary>
    FixedInstant,
}

/// <summary>Until when something can be done: its kind, with what the kind needs and nothing else.</summary>
/// <param name="Kind">hours-before, days-before, working-days-before, weekday-of-week-before or fixed-instant.</param>
/// <param name="Hours">Of hours-before.</param>
/// <param name="Days">Of days-before and working-days-before.</param>
/// <param name="At">The time of day, its whole minute included; of all but hours-before and fixed-instant.</param>
/// <param name="Weekday">Of weekday-of-week-before.</param>
/// <param name="Instant">Of fixed-instant.</param>
internal sealed record DeadlineBody(
    DeadlineKind Kind, int? Hours = null, int? Days = null, TimeOnly? At = null, DayOfWeek? Weekday = null, DateTimeOffset? Instant = null)
{
    public static DeadlineBody From(Deadline deadline) => deadline switch
    {
        HoursBefore hours => new DeadlineBody(DeadlineKind.HoursBefore, Hours: hours.Hours),
        DaysBefore days => new DeadlineBody(DeadlineKind.DaysBefore, Days: days.Days, At: days.At),
        WorkingDaysBefore days => new DeadlineBody(DeadlineKind.WorkingDaysBefore, Days: days.Days, At: days.At),
        WeekdayOfWeekBefore week => new DeadlineBody(DeadlineKind.WeekdayOfWeekBefore, At: week.At, Weekday: week.Weekday),
        FixedInstant instant => new DeadlineBody(DeadlineKind.FixedInstant, Instant: instant.At),
        _ => throw new ArgumentException($"No form for a deadline of kind {deadline.GetType().Name}.", nameof(deadline)),
    };

    /// <summary>Whether what the kind needs is given, and nothing else.</summary>
    public bool IsComplete() => this == Kind switch
    {
        DeadlineKind.HoursBefore => new DeadlineBody(Kind, Hours: Hours ?? -1),
        DeadlineKind.DaysBefore or DeadlineKind.WorkingDaysBefore => new DeadlineBody(Kind, Days: Days ?? -1, At: At ?? TimeOnly.MinValue),
        DeadlineKind.WeekdayOfWeekBefore => new DeadlineBody(Kind, At: At ?? TimeOnly.MinValue, Weekday: Weekday ?? DayOfWeek.Sunday),
        _ => new DeadlineBody(Kind, Instant: Instant ?? DateTimeOffset.MinValue),
    };

    public Deadline ToDeadline() => Kind switch
    {
        DeadlineKind.HoursBefore => new HoursBefore(Hours!.Value),
        DeadlineKind.DaysBefore => new DaysBefore(Days!.Value, At!.Value),
        DeadlineKind.WorkingDaysBefore => new WorkingDaysBefore(Days!.Value, At!.Value),
        DeadlineKind.WeekdayOfWeekBefore => new WeekdayOfWeekBefore(Weekday!.Value, At!.Value),
        _ => new FixedInstant(Instant!.Value),
    };
}

/// <summary>When bookings are debited.</summary>
internal enum DebitKind
{
    /// <summary>By the transmission that makes the acceptance definitive.</summary>
    OnAcceptance,

    /// <summary>By the night of the activity's own day.</summary>
    OnTheDay,

    /// <summary>By the night of one date.</summary>
    OnDate,
}

/// <summary>When bookings are debited.</summary>
/// <param name="Kind">on-acceptance, on-the-day or on-date.</param>
/// <param name="Date">Of on-date.</param>
internal sealed record DebitBody(DebitKind Kind, DateOnly? Date = null)
{
    public static DebitBody From(DebitRule rule) => rule switch
    {
        DebitOnAcceptance => new DebitBody(DebitKind.OnAcceptance),
        DebitOnDate fixedDate => new DebitBody(DebitKind.OnDate, fixedDate.Date),
        _ => new DebitBody(DebitKind.OnTheDay),
    };

    /// <summary>Whether a date is given where it is needed, and only there.</summary>
    public bool IsComplete() => (Kind is DebitKind.OnDate) == Date is not null;

    public DebitRule ToRule() => Kind switch
    {
        DebitKind.OnAcceptance => new DebitOnAcceptance(),
        DebitKind.OnDate => new DebitOnDate(Date!.Value),
        _ => new DebitOnTheDay(),
    };
}

/// <summary>How the dates of a period follow from the school calendar; public holidays are left out.</summary>
/// <param name="Kind">school-weekdays: out of the school holidays; holiday: within those of a name.</param>
/// <param name="Weekdays">The days of the week.</param>
/// <param name="From">The first date looked at.</param>
/// <param name="To">The last date looked at, included.</param>
/// <param name="Zone">Whose holidays: a, b or c; the structure's own when absent.</param>
/// <param name="Holiday">The holiday's name, e.g. "Vacances de Noël".</param>
/// <param name="Added">Dates opened besides.</param>
/// <param name="Removed">Dates left out.</param>
internal sealed record DateRuleBody(
    DateRuleKind Kind,
    IReadOnlyList<DayOfWeek> Weekdays,
    DateOnly From,
    DateOnly To,
    SchoolZone? Zone = null,
    string? Holiday = null,
    IReadOnlyList<DateOnly>? Added = null,
    IReadOnlyList<DateOnly>? Removed = null)
{
    public static DateRuleBody Of(DateRule rule) => new(
        rule.Kind, rule.Weekdays, rule.From, rule.To, rule.Zone, rule.Holiday, rule.Added.IsEmpty ? null : rule.Added, rule.Removed.IsEmpty ? null : rule.Removed);

    public DateRule ToRule(SchoolZone own) => new(
        Zone ?? own, Kind, Holiday, [.. Weekdays.Distinct().Order()], From, To, [.. (Added ?? []).Distinct().Order()], [.. (Removed ?? []).Distinct().Order()]);
}
