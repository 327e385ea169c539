using Periscolaire.Booking;
using Periscolaire.Booking.Rules;
using Periscolaire.Catalogue;
using Periscolaire.Import;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Import;

/// <summary>Bookings of a file are decided by their days, in order; grids replace those of the same id.</summary>
public sealed class BookingAndGridImportTests
{
    private const string Header = "enfant;activité;date;statut";

    [Fact]
    public void A_line_beyond_the_places_is_told_and_one_that_says_that_it_waits_is_kept()
    {
        var town = AFile.Town().WithFamily("roux").WithFamily("petit").WithPlaces(1);

        var (plan, findings) = AFile.Plan(
            ImportKind.Bookings,
            town,
            Header,
            "lea;alsh-3-6-apres-midi;02/12/2026;acceptée",
            "roux-enfant;alsh-3-6-apres-midi;02/12/2026;acceptée",
            "petit-enfant;alsh-3-6-apres-midi;02/12/2026;Liste d'attente");

        findings.Problems.Select(problem => (problem.Line, problem.Column, problem.Problem)).ShouldBe([(3, "statut", "la journée en ferait : liste d'attente")]);
        findings.Counts(3).Created.ShouldBe(2);
        var day = plan.Days.Values.Single();
        day.Events.OfType<Movement>().Select(movement => (movement.Number, movement.Child.Value, movement.Status))
            .ShouldBe([(2, "lea", BookingStatus.Accepted), (3, "petit-enfant", BookingStatus.Waitlisted)]);
        (day.Day.PlacesTaken, day.Day.Version).ShouldBe((1, 3));
    }

    [Fact]
    public void The_same_file_again_changes_nothing_and_a_booking_that_has_ended_is_not_revived()
    {
        var town = AFile.Town().WithPlaces(5);
        string[] file = [Header, "lea;alsh-3-6-apres-midi;2026-12-02;"];
        var kept = AFile.Plan(ImportKind.Bookings, town, file).Plan.Days.Single();

        var again = AFile.Plan(ImportKind.Bookings, town with { Days = new Dictionary<ActivityDayKey, ActivityDay> { [kept.Key] = kept.Value.Day } }, file);

        (again.Plan.Days.Count, again.Findings.Counts(1)).ShouldBe((0, new ImportCounts(1, 0, 0, Unchanged: 1)));
        var cancelled = kept.Value.Day.Decide([new Cancel(2, new FamilyId("dupont"))], town.Catalogue.TermsOf(kept.Key.Activity, kept.Key.Date), new Authorship(Author.System, Some.Now)).Day;
        AFile.Problems(ImportKind.Bookings, town with { Days = new Dictionary<ActivityDayKey, ActivityDay> { [kept.Key] = cancelled } }, file)
            .ShouldBe([(2, "statut", "cette réservation est déjà connue : annulée")]);
    }

    [Fact]
    public void What_cannot_be_booked_at_all_is_told() => AFile.Problems(
        ImportKind.Bookings,
        AFile.Town().WithPlaces(5).WithPlaces(5, Some.WholeDay),
        Header,
        "inconnu;alsh-3-6-apres-midi;02/12/2026;",
        "lea;poterie;02/12/2026;",
        "lea;alsh-3-6-apres-midi;03/12/2026;",
        "lea;alsh-3-6-apres-midi;02/12/2026;peut-être",
        "lea;alsh-3-6-apres-midi;02/12/2026;",
        "lea;alsh-3-6-journee;02/12/2026;").ShouldBe(
        [
            (2, "enfant", "enfant inconnu"),
            (3, "activité", "activité inconnue"),
            (4, "date", "l'activité n'est pas ouverte ce jour-là"),
            (5, "statut", "statut inconnu"),
            (7, "activité", "l'enfant est déjà inscrit à la même heure : ALSH alsh-3-6-apres-midi"),
        ]);

    [Fact]
    public void Lines_of_a_grid_become_its_brackets_and_the_other_grids_stay()
    {
        var plan = AFile.Plan(
            ImportKind.Grids,
            AFile.Town(),
            "grille;libellé;activités;du;au;part;tranche à partir de;tranche en dessous de;prix",
            "ete;Été;alsh-3-6-matin;01/07/2026;31/08/2026;garde;0;360,5;10,00",
            "ete;Été;alsh-3-6-matin;01/07/2026;31/08/2026;garde;360,5;;12,00",
            "ete;Été;alsh-3-6-matin;01/07/2026;31/08/2026;repas;;;3,50").Plan;

        plan.Grids!.Value.Length.ShouldBe(2);
        var grid = plan.Grids.Value.Single(grid => grid.Id == "ete");
        grid.Care.ShouldBe(new BracketTariff([new Bracket(0m, 360.5m, 10m), new Bracket(360.5m, null, 12m)]));
        grid.Meal.ShouldBe(new FlatTariff(3.50m));
    }

    [Fact]
    public void A_gap_or_an_overlap_of_grids_is_told_at_its_line_and_the_grid_in_force_is_unchanged()
    {
        const string Columns = "grille;libellé;activités;du;tranche à partir de;tranche en dessous de;prix";
        AFile.Problems(ImportKind.Grids, AFile.Town(), Columns, "unique;Tarif unique;alsh-3-6-matin;01/09/2026;0;360;10", "unique;Tarif unique;alsh-3-6-matin;01/09/2026;400;;12")
            .ShouldBe([(3, "prix", "trou entre 360 et 400")]);
        AFile.Problems(ImportKind.Grids, AFile.Town(), Columns, "autre;Autre;alsh-3-6-matin;01/10/2026;;;10")
            .ShouldBe([(2, "activités", "la grille unique donne déjà un prix à une même activité aux mêmes dates")]);

        var (plan, findings) = AFile.Plan(ImportKind.Grids, AFile.Town(), Columns, "unique;Tarif unique;alsh-3-6-matin alsh-3-6-apres-midi alsh-3-6-journee;01/09/2026;;;6,65");

        (plan.Grids, findings.Counts(1)).ShouldBe((null, new ImportCounts(1, 0, 0, Unchanged: 1)));
    }
}
