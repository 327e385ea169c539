using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue.Rules;
using Periscolaire.Families;
using Columns = Periscolaire.Import.ImportColumns;

namespace Periscolaire.Import.Rules;

/// <summary>
/// Bookings, decided by their days in the order of the lines: so places, waiting lists and their order hold as if each had been asked for. Deadlines do not
/// count; what a line says must be what it comes to.
/// </summary>
internal static class BookingsImport
{
    public static ImportPlan Plan(IEnumerable<Cells> lines, KnownTown town, Authorship by, Findings findings)
    {
        var desk = new Desk(town, by);
        var once = new Once<(ChildId, ActivityDayKey)>();
        foreach (var cells in lines)
        {
            var child = new ChildId(cells.Id(Columns.Child));
            var day = new ActivityDayKey(town.Structure, new ActivityId(cells.Id(Columns.Activity)), cells.Date(Columns.Date));
            var status = StatusOf(cells);
            if (!cells.IsGood || !once.IsFirst((child, day), cells, Columns.Child) || !IsPossible(cells, town, child, day))
                continue;
            if (desk.Known(child, day) is { } known)
            {
                if (known != status)
                    cells.Wrong(Columns.Status, $"cette réservation est déjà connue : {NameOf(known)}", "Retirez la ligne, ou modifiez la réservation elle-même.");
                else
                    findings.Count(isKnown: true, isSame: true);
            }
            else if (desk.OverlapOf(child, day) is { } other)
            {
                cells.Wrong(Columns.Activity, $"l'enfant est déjà inscrit à la même heure : {other}", "Gardez l'une des deux activités.");
            }
            else if (desk.Ask(child, day, status) is { } instead)
            {
                cells.Wrong(Columns.Status, instead, "Augmentez la capacité de la journée, ou corrigez le statut.");
            }
            else
            {
                findings.Count(isKnown: false, isSame: false);
            }
        }

        return ImportPlan.Nothing with { Days = desk.Decisions };
    }

    /// <summary>The activity-days that a file names, as far as they are open; their states are read before it is planned.</summary>
    /// <param name="sheet">The file.</param>
    /// <param name="town">What is known.</param>
    public static IReadOnlySet<ActivityDayKey> DaysOf(ImportSheet sheet, KnownTown town)
    {
        var ignored = new Findings();
        if (Headers.Find(ImportKind.Bookings, sheet.Header, ignored) is not { } columns)
            return new HashSet<ActivityDayKey>();
        return sheet.Lines.Where(line => line.Flaw is null).Select(line => new Cells(line, columns, ignored))
            .Select(cells => new ActivityDayKey(town.Structure, new ActivityId(cells.Written(Columns.Activity)), cells.OptionalDate(Columns.Date) ?? default))
            .Where(day => town.Catalogue.PeriodOf(day.Activity, day.Date) is not null)
            .ToHashSet();
    }

    private static bool IsPossible(Cells cells, KnownTown town, ChildId child, ActivityDayKey day)
    {
        var activity = town.Catalogue.Find(day.Activity);
        if (town.FamilyOf(child) is not { Family: { } family, ErasedAt: null })
            cells.Wrong(Columns.Child, "enfant inconnu", "Importez d'abord les enfants, ou corrigez l'identifiant.");
        else if (activity is null)
            cells.Wrong(Columns.Activity, "activité inconnue", "Créez d'abord l'activité, ou corrigez l'identifiant.");
        else if (town.Catalogue.PeriodOf(day.Activity, day.Date) is null || town.Days[day].Version == 0)
            cells.Wrong(Columns.Date, "l'activité n'est pas ouverte ce jour-là", "Ouvrez d'abord la date et donnez-lui des places, ou corrigez la date.");
        else if (!activity.Eligibility.Admits(family.Children.First(known => known.Id == child), family.IsResident, day.Date))
            cells.Wrong(Columns.Child, "l'activité n'est pas pour cet enfant (âge, groupe ou résidence)", "Corrigez l'activité ou l'enfant.");
        return cells.IsGood;
    }

    private static BookingStatus StatusOf(Cells cells)
    {
        switch (cells.Written(Columns.Status).ToLowerInvariant())
        {
            case "" or "acceptée" or "acceptee" or "accepted":
                return BookingStatus.Accepted;
            case "en attente de traitement" or "à traiter" or "under-review":
                return BookingStatus.UnderReview;
            case "liste d'attente" or "liste d’attente" or "waitlisted":
                return BookingStatus.Waitlisted;
            default:
                cells.Wrong(Columns.Status, "statut inconnu", "Écrivez acceptée, en attente de traitement ou liste d'attente.");
                return BookingStatus.Accepted;
        }
    }

    private static string NameOf(BookingStatus status) => status switch
    {
        BookingStatus.Accepted => "acceptée",
        BookingStatus.UnderReview => "en attente de traitement",
        BookingStatus.Waitlisted => "liste d'attente",
        BookingStatus.Refused => "refusée",
        _ => "annulée",
    };

    /// <summary>The days, as the lines before have left them.</summary>
    private sealed class Desk(KnownTown town, Authorship by)
    {
        private readonly Dictionary<ActivityDayKey, Decision> _decisions = [];
        private readonly Dictionary<(ChildId, DateOnly), List<ActivityId>> _booked = [];

        public IReadOnlyDictionary<ActivityDayKey, Decision> Decisions => _decisions;

        /// <summary>Where a child's booking stands; one that has ended is not taken up again by a file.</summary>
        public BookingStatus? Known(ChildId child, ActivityDayKey key)
        {
            var day = DayOf(key);
            return day.LiveBookingOf(child)?.Status
                ?? day.Bookings.Values.Where(booking => booking.Child == child).OrderBy(booking => booking.Number).LastOrDefault()?.Status;
        }

        public string? OverlapOf(ChildId child, ActivityDayKey key)
        {
            var asked = town.Catalogue.Find(key.Activity)!;
            var others = town.Live[(child, key.Date)].Concat(_booked.GetValueOrDefault((child, key.Date)) ?? []);
            return others.Select(town.Catalogue.Find).FirstOrDefault(other => other is not null && other.Overlaps(asked))?.Label;
        }

        /// <summary>Asks for a place.</summary>
        /// <returns>What it comes to instead of what the line says, in French; null when it comes to that.</returns>
        public string? Ask(ChildId child, ActivityDayKey key, BookingStatus status)
        {
            var (day, terms) = (DayOf(key), town.Catalogue.TermsOf(key.Activity, key.Date));
            var asked = day.Decide([new Ask(child, town.FamilyOf(child)!.Family!.Id)], terms, by);
            var reply = asked.Answers[0];
            if (reply is { Outcome: Outcome.UnderReview, Booking: { } number } && status is BookingStatus.Accepted)
            {
                var accepted = asked.Day.Decide([new Accept(number)], terms, by);
                asked = new Decision(accepted.Day, asked.Events.AddRange(accepted.Events), accepted.Answers);
                reply = accepted.Answers[0];
            }

            if (reply.Outcome.ToString() != status.ToString())
            {
                return reply.Outcome is Outcome.Rejected
                    ? "plus de place, ni sur la liste d'attente"
                    : $"la journée en ferait : {NameOf(asked.Day.Bookings[reply.Booking!.Value].Status)}";
            }

            var earlier = _decisions.GetValueOrDefault(key);
            _decisions[key] = earlier is null ? asked : new Decision(asked.Day, earlier.Events.AddRange(asked.Events), asked.Answers);
            if (!_booked.TryGetValue((child, key.Date), out var booked))
                _booked[(child, key.Date)] = booked = [];
            booked.Add(key.Activity);
            return null;
        }

        private ActivityDay DayOf(ActivityDayKey key) => _decisions.TryGetValue(key, out var decided) ? decided.Day : town.Days[key];
    }
}
