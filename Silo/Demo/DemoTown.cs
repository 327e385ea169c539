using System.Collections.Immutable;
using Periscolaire.Catalogue;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;

namespace Periscolaire.Silo.Demo;

/// <summary>
/// The demo structure of the guide: "Mairie de DEOLS", its six activities, and the family DUPONT. Prices of mornings and whole days are the guide's,
/// where a small one's day is two units; those of afternoons are what is left of a day.
/// </summary>
internal static class DemoTown
{
    public const int PlacesADay = 12;
    public const string WednesdaysId = "mercredis";

    public static readonly StructureId Structure = new("deols");

    public static readonly ActivityId SmallMorning = new("alsh-3-6-matin");
    public static readonly ActivityId SmallAfternoon = new("alsh-3-6-apres-midi");
    public static readonly ActivityId SmallDay = new("alsh-3-6-journee");
    public static readonly ActivityId BigMorning = new("alsh-6-12-matin");
    public static readonly ActivityId BigAfternoon = new("alsh-6-12-apres-midi");
    public static readonly ActivityId BigDay = new("alsh-6-12-journee");

    public const string Wallet = "PERISCOLAIRE";

    /// <summary>How far families look: in June, to September.</summary>
    private const int DaysAhead = 84;

    private const SchoolZone Zone = SchoolZone.B;
    private static readonly TimeOnly Morning = new(8, 0);
    private static readonly TimeOnly Noon = new(12, 0);
    private static readonly TimeOnly Evening = new(17, 30);
    private static readonly TimeOnly EndOfDay = new(23, 59);

    /// <summary>The first three are 3 to 6, the others 6 to 12. Whole days have no waiting list, so that a full one shows as full.</summary>
    public static ImmutableArray<Activity> Activities { get; } =
    [
        Small(SmallMorning.Value, "Matin", Morning, Noon, waitingListLimit: 5),
        Small(SmallAfternoon.Value, "Après Midi", Noon, Evening, waitingListLimit: null),
        Small(SmallDay.Value, "Journée", Morning, Evening, waitingListLimit: 0),
        Big(BigMorning.Value, "Matin", Morning, Noon, waitingListLimit: 5),
        Big(BigAfternoon.Value, "Après Midi", Noon, Evening, waitingListLimit: null),
        Big(BigDay.Value, "Journée", Morning, Evening, waitingListLimit: 0),
    ];

    /// <summary>The catalogue of the school year around a day, and from June on of the next, before anything is announced.</summary>
    public static StructureCatalogue Catalogue(DateOnly today) => new(
        Structure,
        Version: 1,
        new StructureSettings("Mairie de DEOLS", Zone, IsDemo: true, [], Contact: "Pôle périscolaire de la mairie", ProfileChanges: ProfileChanges.NextUpdate),
        Activities,
        [.. new[] { SchoolYear(today), SchoolYear(today.AddDays(DaysAhead)) }.Distinct().SelectMany(year => Periods(year.First, year.Last))],
        [new WalletOffer(Wallet, Wallet), new WalletOffer("RESTAURATION", "RESTAURATION")],
        Grids(SchoolYear(today).First));

    /// <summary>What the guide's families paid, whatever their QF.</summary>
    private static ImmutableArray<PriceGrid> Grids(DateOnly from) =>
    [
        Grid(SmallMorning, "3-6 ans, matin", 4.75m, from),
        Grid(SmallAfternoon, "3-6 ans, après-midi", 8.55m, from),
        Grid(SmallDay, "3-6 ans, journée de deux unités", 6.65m, from) with { Quantity = 2 },
        Grid(BigMorning, "6-12 ans, matin", 10.35m, from),
        Grid(BigAfternoon, "6-12 ans, après-midi", 4.50m, from),
        Grid(BigDay, "6-12 ans, journée", 14.85m, from),
    ];

    private static PriceGrid Grid(ActivityId activity, string label, decimal price, DateOnly from) =>
        new(activity.Value, $"Tarif {label}", [activity], from, To: null, new FlatTariff(price));

    /// <summary>The demo's own family, whose identifier and password the README gives.</summary>
    public static Family Dupont(DateOnly today) => new(
        new FamilyId("dupont"),
        "DUPONT Jean-Paul",
        "dupontjp@free.fr",
        IsResident: true,
        [
            new Child(new("dupont-lilou"), "Lilou", "DUPONT", today.AddYears(-9).AddMonths(2), "CE2"),
            new Child(new("dupont-antoine"), "Antoine", "DUPONT", today.AddYears(-4).AddMonths(-3), "Moyenne section"),
        ],
        []);

    /// <summary>Enough other families that a day fills up: each has a child of both ages.</summary>
    public static IReadOnlyList<Family> Neighbours(DateOnly today) =>
    [
        .. Names.Select((name, index) => new Family(
            new FamilyId(name.Id),
            $"{name.LastName} {name.FirstName}",
            $"{name.Id}@example.org",
            IsResident: index % 4 != 3,
            [
                new Child(new($"{name.Id}-petit"), name.Small, name.LastName, today.AddYears(-5).AddDays(-20 * index), "Grande section"),
                new Child(new($"{name.Id}-grand"), name.Big, name.LastName, today.AddYears(-8).AddDays(-25 * index), "CM1"),
            ],
            [])),
    ];

    /// <summary>What families read in the demo.</summary>
    public static Announcement Welcome(DateOnly today) => new(
        "Bienvenue",
        "Ceci est une **démonstration** : les familles, les mots de passe et les réservations sont inventés.",
        today,
        today.AddYears(1));

    private static readonly ImmutableArray<(string Id, string LastName, string FirstName, string Small, string Big)> Names =
    [
        ("martin", "MARTIN", "Sophie", "Jules", "Emma"),
        ("bernard", "BERNARD", "Luc", "Léo", "Inès"),
        ("thomas", "THOMAS", "Aïcha", "Nour", "Sami"),
        ("petit", "PETIT", "Claire", "Zoé", "Hugo"),
        ("robert", "ROBERT", "Paul", "Noé", "Alice"),
        ("richard", "RICHARD", "Anne", "Eva", "Tom"),
        ("durand", "DURAND", "Marc", "Lou", "Enzo"),
        ("dubois", "DUBOIS", "Julie", "Mia", "Louis"),
        ("moreau", "MOREAU", "Éric", "Adam", "Chloé"),
        ("laurent", "LAURENT", "Fatou", "Awa", "Ibrahim"),
        ("simon", "SIMON", "Yves", "Rose", "Arthur"),
        ("michel", "MICHEL", "Laure", "Gaël", "Lucie"),
        ("lefebvre", "LEFEBVRE", "Jean", "Anna", "Victor"),
        ("leroy", "LEROY-O'NEIL", "Maëlle", "Théo", "Jeanne"),
    ];

    private static (DateOnly First, DateOnly Last) SchoolYear(DateOnly day)
    {
        var year = day.Month >= 9 ? day.Year : day.Year - 1;
        return (new DateOnly(year, 9, 1), new DateOnly(year + 1, 8, 31));
    }

    private static IEnumerable<Period> Periods(DateOnly first, DateOnly last) =>
        SchoolHolidays.Published.Of(Zone, first, last)
            .Where(holiday => holiday.First >= first)
            .Select(holiday => HolidayPeriod(holiday, first))
            .Prepend(Wednesdays(first, last));

    private static Period Wednesdays(DateOnly first, DateOnly last) => new(
        $"{WednesdaysId}-{first.Year}",
        $"Mercredis {first.Year}-{last.Year}",
        [.. Activities.Select(activity => activity.Id)],
        [.. Days(first, last).Where(day => day.DayOfWeek is DayOfWeek.Wednesday && !SchoolHolidays.Published.IsHoliday(Zone, day))],
        OpensAt: Opening(first),
        OpensForResidentsAt: null,
        ClosesAt: ParisTime.First(last.AddDays(1), TimeOnly.MinValue),
        ToBook: new WeekdayOfWeekBefore(DayOfWeek.Tuesday, EndOfDay),
        ToCancel: new WeekdayOfWeekBefore(DayOfWeek.Tuesday, EndOfDay),
        ToPromote: new DaysBefore(1, Noon));

    private static Period HolidayPeriod(SchoolHoliday holiday, DateOnly yearStart) => new(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"vacances-{holiday.First:yyyy-MM-dd}"),
        $"{holiday.Name} {holiday.First.Year}",
        [.. Activities.Select(activity => activity.Id)],
        [.. Days(holiday.First, holiday.Last).Where(day => day.DayOfWeek is not DayOfWeek.Saturday and not DayOfWeek.Sunday)],
        OpensAt: Opening(yearStart),
        OpensForResidentsAt: null,
        ClosesAt: ParisTime.First(holiday.First.AddDays(-7), TimeOnly.MinValue),
        ToBook: new DaysBefore(7, EndOfDay),
        ToCancel: new DaysBefore(7, EndOfDay),
        ToPromote: new DaysBefore(1, Noon),
        Debit: holiday.First.Month is 7 ? new DebitOnDate(new DateOnly(holiday.First.Year, 7, 1)) : new DebitOnTheDay());

    private static DateTimeOffset Opening(DateOnly yearStart) => ParisTime.First(new DateOnly(yearStart.Year, 6, 1), new TimeOnly(8, 30));

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last) => Enumerable
        .Range(0, last.DayNumber - first.DayNumber + 1)
        .Select(first.AddDays)
        .Where(day => !FrenchPublicHolidays.Contains(day));

    private static Activity Small(string id, string part, TimeOnly from, TimeOnly to, int? waitingListLimit) => new(
        new(id), $"ALSH 3-6 ans {part}", from, to, new Eligibility(3, 6, []), Wallet, ReviewedByStaff: false, waitingListLimit);

    private static Activity Big(string id, string part, TimeOnly from, TimeOnly to, int? waitingListLimit) => new(
        new(id), $"ALSH 6-12 ans {part}", from, to, new Eligibility(6, 12, []), Wallet, ReviewedByStaff: false, waitingListLimit);
}
