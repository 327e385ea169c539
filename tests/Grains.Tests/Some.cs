using System.Collections.Immutable;
using System.Globalization;
using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;

namespace Periscolaire.Grains.Tests;

/// <summary>What a test needs and does not care about; what it does care about, it says with <c>with</c>.</summary>
internal static class Some
{
    public static readonly ActivityId Morning = new("alsh-3-6-matin");
    public static readonly ActivityId Afternoon = new("alsh-3-6-apres-midi");
    public static readonly ActivityId WholeDay = new("alsh-3-6-journee");
    public static readonly ActivityId Unknown = new("poterie");

    public static readonly ChildId Lea = new("lea");

    /// <summary>Wednesday 2 December 2026.</summary>
    public static readonly DateOnly Day = new(2026, 12, 2);

    /// <summary>Friday 20 November 2026 at 10:00 in Paris: the period is open and no deadline of <see cref="Day"/> has passed.</summary>
    public static readonly DateTimeOffset Now = Instant("2026-11-20T09:00Z");

    public static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    /// <summary>An activity for children of 3 to 5, from 12:00 to 17:30 unless told otherwise, with a waiting list without limit.</summary>
    public static Activity Activity(ActivityId? id = null, string from = "12:00", string to = "17:30") => new(
        id ?? Afternoon, $"ALSH {(id ?? Afternoon).Value}", Time(from), Time(to), Eligibility(), "PERISCOLAIRE");

    /// <summary>The morning, the afternoon that begins when it ends, and the whole day that overlaps both.</summary>
    public static ImmutableArray<Activity> Activities() =>
        [Activity(Morning, "08:00", "12:00"), Activity(), Activity(WholeDay, "08:00", "17:30")];

    public static Eligibility Eligibility() => new(MinimumAge: 3, MaximumAge: 5, Groups: []);

    /// <summary>
    /// The Wednesdays of December 2026, open since September. Each can be booked until Tuesday 23:59 of the week before, and cancelled until
    /// Thursday 23:59 of that week.
    /// </summary>
    public static Period Period(params ActivityId[] activities) => new(
        "mercredis",
        "Mercredis 2026-2027",
        activities is [] ? [Morning, Afternoon, WholeDay] : [.. activities],
        [Day, Day.AddDays(7), Day.AddDays(14)],
        OpensAt: Instant("2026-09-01T00:00+02:00"),
        OpensForResidentsAt: null,
        ClosesAt: Instant("2027-01-01T00:00+01:00"),
        ToBook: new WeekdayOfWeekBefore(DayOfWeek.Tuesday, Time("23:59")),
        ToCancel: new WeekdayOfWeekBefore(DayOfWeek.Thursday, Time("23:59")),
        ToPromote: null);

    public static CatalogueIndex Catalogue() => Catalogue(Activities(), Period());

    public static CatalogueIndex Catalogue(ImmutableArray<Activity> activities, params Period[] periods) => new(new StructureCatalogue(
        new StructureId("deols"), Version: 1, new StructureSettings("Mairie de DEOLS", SchoolZone.B, IsDemo: false, []), activities, [.. periods], [], [Grid()]));

    /// <summary>6.65 for everything.</summary>
    public static PriceGrid Grid() =>
        new("unique", "Tarif unique", [Morning, Afternoon, WholeDay], Date("2026-09-01"), To: null, new FlatTariff(6.65m));

    /// <summary>A child of four on <see cref="Day"/>, without a group.</summary>
    public static Child Child(string birthDate = "2022-06-15") => new(Lea, "Léa", "DUPONT", Date(birthDate), Group: null);

    /// <summary>A family of the town with one child.</summary>
    public static Family Family() => new(new FamilyId("dupont"), "DUPONT Jean-Paul", Email: null, IsResident: true, [Child()], []);

    public static ReservationRequest Request(ActivityId? activity = null, DateOnly? date = null) => new(Lea, activity ?? Afternoon, date ?? Day);

    public static FamilyBooking Booking(ActivityId activity, BookingStatus status = BookingStatus.Accepted, int? rank = null) =>
        new(new BookingId(activity, Day, Number: 17), Lea, status, rank);
}
