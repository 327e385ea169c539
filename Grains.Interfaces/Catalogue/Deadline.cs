using System.Text.Json.Serialization;

namespace Periscolaire.Catalogue;

/// <summary>
/// Until when something can be done about an activity on a date (SPEC, Booking 7). Times are Europe/Paris; a time given as HH:mm
/// includes its whole minute, as a family reading "until 23:59" expects.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(HoursBefore), "hours-before")]
[JsonDerivedType(typeof(DaysBefore), "days-before")]
[JsonDerivedType(typeof(WorkingDaysBefore), "working-days-before")]
[JsonDerivedType(typeof(WeekdayOfWeekBefore), "weekday-of-week-before")]
[JsonDerivedType(typeof(FixedInstant), "fixed-instant")]
[GenerateSerializer, Immutable, Alias("Deadline")]
public abstract record Deadline;

/// <summary>A number of elapsed hours before the activity starts.</summary>
/// <param name="Hours">0 or more; real hours, also across a clock change.</param>
[GenerateSerializer, Immutable, Alias("Deadline.HoursBefore")]
public sealed record HoursBefore([property: Id(0)] int Hours) : Deadline;

/// <summary>A time of day, a number of calendar days before.</summary>
/// <param name="Days">0 (the day itself) or more.</param>
/// <param name="At">Europe/Paris.</param>
[GenerateSerializer, Immutable, Alias("Deadline.DaysBefore")]
public sealed record DaysBefore([property: Id(0)] int Days, [property: Id(1)] TimeOnly At) : Deadline;

/// <summary>A time of day, a number of working days before: week-ends and French public holidays do not count.</summary>
/// <param name="Days">1 or more.</param>
/// <param name="At">Europe/Paris.</param>
[GenerateSerializer, Immutable, Alias("Deadline.WorkingDaysBefore")]
public sealed record WorkingDaysBefore([property: Id(0)] int Days, [property: Id(1)] TimeOnly At) : Deadline;

/// <summary>A weekday and time of the week (Monday to Sunday) before the activity's: "Tuesday 23:59 for the next week".</summary>
/// <param name="Weekday">The day of that week.</param>
/// <param name="At">Europe/Paris.</param>
[GenerateSerializer, Immutable, Alias("Deadline.WeekdayOfWeekBefore")]
public sealed record WeekdayOfWeekBefore([property: Id(0)] DayOfWeek Weekday, [property: Id(1)] TimeOnly At) : Deadline;

/// <summary>One instant for all dates of a period.</summary>
/// <param name="At">The first instant at which it is too late.</param>
[GenerateSerializer, Immutable, Alias("Deadline.FixedInstant")]
public sealed record FixedInstant([property: Id(0)] DateTimeOffset At) : Deadline;
