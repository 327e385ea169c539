using Periscolaire.Families;
using Periscolaire.Import;
using Periscolaire.Wallets;
using Shouldly;
using Xunit;

namespace Periscolaire.Grains.Tests.Import;

/// <summary>Files are looked at line by line: each wrong cell is told with its line, and what the good lines do is counted.</summary>
public sealed class ImportingTests
{
    private const string NotAnId = "identifiant non valable";

    [Fact]
    public void Every_wrong_cell_is_told_with_its_line_and_column() => AFile.Problems(
        ImportKind.Families,
        AFile.Town(),
        "famille;nom;résident;courriel",
        "petit;PETIT Zoé;oui;zoe@example.org",
        "Petit;PETIT;oui;",
        "martin;;oui;",
        "bernard;BERNARD;peut-être;",
        "le-goff;LE GOFF;non;pas une adresse",
        "petit;PETIT;oui;",
        "moreau;MO\0REAU;oui;",
        ";;;x@y").ShouldBe(
        [
            (3, "famille", NotAnId),
            (4, "nom", "valeur manquante"),
            (5, "résident", "ni oui ni non"),
            (6, "courriel", "adresse de courriel non valable"),
            (7, "famille", "déjà donné à la ligne 2"),
            (8, "nom", "caractères de commande ou invisibles"),
            (9, "famille", "valeur manquante"),
            (9, "nom", "valeur manquante"),
            (9, "résident", "valeur manquante"),
            (9, "courriel", "adresse de courriel non valable"),
        ]);

    [Fact]
    public void Good_lines_are_counted_as_new_changed_or_unchanged_also_beside_wrong_ones()
    {
        var (plan, findings) = AFile.Plan(
            ImportKind.Families, AFile.Town().WithFamily("roux"), "nom;famille;résident", "DUPONT Jean-Paul;dupont;oui", "ROUX Élise;roux;non", "PETIT;petit;oui", "X;x x;oui");

        findings.Counts(4).ShouldBe(new ImportCounts(4, Created: 1, Changed: 1, Unchanged: 1));
        findings.ProblemCount.ShouldBe(1);
        plan.Families.Keys.ShouldBe([new FamilyId("roux"), new FamilyId("petit")], ignoreOrder: true);
    }

    [Fact]
    public void Columns_are_found_in_French_or_English_whatever_their_order_case_and_accents() => AFile.Plan(
        ImportKind.Children, AFile.Town(), "BIRTH DATE;Prenom;LastName;family;Enfant", "2021-12-31;Noé;DUPONT;dupont;noe").Plan
        .Families[new FamilyId("dupont")].OfType<ChildRow>().Single().Child.ShouldBe(new Child(new ChildId("noe"), "Noé", "DUPONT", new DateOnly(2021, 12, 31), Group: null));

    [Fact]
    public void Missing_unknown_and_repeated_columns_are_told_at_line_one_and_no_line_is_read() => AFile.Problems(
        ImportKind.Quotients, AFile.Town(), "famille;family;QF;du", "x;x;x;x").ShouldBe(
        [(1, "famille", "colonne en double"), (1, "", "colonne inconnue"), (1, "quotient", "colonne manquante")]);

    [Theory]
    [InlineData("1 234,56", 1234.56)]
    [InlineData("1\u00a0234,56", 1234.56)]
    [InlineData("1\u202f234,56 €", 1234.56)]
    [InlineData("-12,4", -12.40)]
    [InlineData("\u221212,40", -12.40)]
    [InlineData("12.40", 12.40)]
    [InlineData("0,01", 0.01)]
    public void Amounts_are_read_as_French_or_computers_write_them(string written, double expected) =>
        AFile.Plan(ImportKind.Balances, AFile.Town(), "famille;porte-monnaie;solde", $"dupont;RESTAURATION;{written}").Plan
            .Families[new FamilyId("dupont")].OfType<LedgerRow>().Single().Entry.Posting.Amount.ShouldBe((decimal)expected);

    [Theory]
    [InlineData("12,405", "plus de 2 décimales")]
    [InlineData("1,234.56", "nombre non valable")]
    [InlineData("12 34", "nombre non valable")]
    [InlineData("1e3", "nombre non valable")]
    [InlineData("NaN", "nombre non valable")]
    [InlineData("=1+1", "nombre non valable")]
    [InlineData("100000,01", "hors limites : de -100000 à 100000")]
    public void What_is_no_amount_is_told(string written, string problem) =>
        AFile.Problems(ImportKind.Balances, AFile.Town(), "famille;porte-monnaie;solde", $"dupont;RESTAURATION;{written}").ShouldBe([(2, "solde", problem)]);

    [Theory]
    [InlineData("31/12/2020")]
    [InlineData("2020-12-31")]
    public void Dates_are_read_in_both_forms(string written) =>
        AFile.Plan(ImportKind.Quotients, AFile.Town(), "famille;du;quotient", $"dupont;{written};640,50").Plan
            .Families[new FamilyId("dupont")].OfType<QuotientRow>().Single().Quotient.ShouldBe(new DatedQuotient(new DateOnly(2020, 12, 31), 640.50m));

    [Theory]
    [InlineData("29/02/2027")]
    [InlineData("12/31/2026")]
    [InlineData("31/12/26")]
    [InlineData("31.12.2026")]
    [InlineData("01/01/9999")]
    public void What_is_no_date_is_told(string written) =>
        AFile.Problems(ImportKind.Quotients, AFile.Town(), "famille;du;quotient", $"dupont;{written};1").ShouldBe([(2, "du", "date non valable")]);

    [Fact]
    public void A_column_that_is_not_there_changes_nothing_and_an_empty_cell_empties()
    {
        var town = AFile.Town();
        var known = town.Families[new FamilyId("dupont")];
        town = town with { Families = new Dictionary<FamilyId, KeptFamily> { [new("dupont")] = known with { Family = known.Family! with { Email = "a@example.org", Phone = "02" } } } };

        var row = AFile.Plan(ImportKind.Families, town, "famille;nom;résident;téléphone", "dupont;DUPONT Jean-Paul;oui;").Plan.Families[new FamilyId("dupont")].OfType<FamilyRow>().Single();

        (row.Family.Email, row.Family.Phone).ShouldBe(("a@example.org", null));
    }

    [Fact]
    public void A_child_of_another_family_is_not_taken_from_it() => AFile.Problems(
        ImportKind.Children, AFile.Town().WithFamily("roux"), "enfant;famille;nom;prénom;date de naissance", "lea;roux;ROUX;Léa;15/06/2022", "lou;inconnue;X;X;15/06/2022", "max;dupont;X;X;01/01/2030")
        .ShouldBe([(2, "enfant", "cet enfant est connu d'une autre famille"), (3, "famille", "famille inconnue"), (4, "date de naissance", "date dans l'avenir")]);

    [Fact]
    public void An_opening_balance_comes_on_top_of_what_is_there_once_and_another_one_is_told()
    {
        var town = AFile.Town();
        string[] file = ["famille;porte-monnaie;solde", "dupont;PERISCOLAIRE;-12,40", "dupont;RESTAURATION;0"];

        var entry = AFile.Plan(ImportKind.Balances, town, file).Plan.Families[new FamilyId("dupont")].OfType<LedgerRow>().Single().Entry;

        // 10.00 − 12.40.
        (entry.Number, entry.Posting.Cause, entry.Balance).ShouldBe((2, "import/opening/dupont/PERISCOLAIRE", -2.40m));
        var later = town with { Openings = new Dictionary<string, decimal>(StringComparer.Ordinal) { [entry.Posting.Cause] = -12.40m } };
        var (plan, findings) = AFile.Plan(ImportKind.Balances, later, file);
        (plan.Families.Count, findings.Counts(2)).ShouldBe((0, new ImportCounts(2, 0, 0, Unchanged: 2)));
        AFile.Problems(ImportKind.Balances, later, "famille;porte-monnaie;solde", "dupont;PERISCOLAIRE;-12,41", "dupont;CANTINE;1")
            .ShouldBe([(2, "solde", "un autre solde d'ouverture est déjà repris : -12,40"), (3, "porte-monnaie", "porte-monnaie inconnu")]);
    }

    [Fact]
    public void An_identifier_of_another_family_or_of_staff_is_taken()
    {
        var town = AFile.Town().WithFamily("roux") with { Accounts = new Dictionary<string, FamilyId?>(StringComparer.Ordinal) { ["accueil"] = null, ["dupont"] = new("dupont") } };

        var (plan, findings) = AFile.Plan(ImportKind.Accounts, town, "identifiant;famille", "Dupont;dupont", "accueil;roux", "roux;roux", "dupont;roux");

        findings.Problems.Select(problem => (problem.Line, problem.Problem)).ShouldBe([(3, "cet identifiant est déjà pris"), (5, "cet identifiant est déjà pris")]);
        plan.Accounts.Single().Identifier.ShouldBe("roux");
        findings.Counts(4).ShouldBe(new ImportCounts(4, Created: 1, 0, Unchanged: 1));
    }

    [Fact]
    public void A_thousand_problems_are_listed_and_all_are_counted()
    {
        var findings = AFile.Plan(ImportKind.Accounts, AFile.Town(), ["identifiant;famille", .. Enumerable.Repeat("x;inconnue", 1_500)]).Findings;

        (findings.ProblemCount, findings.Problems.Length, findings.Problems[^1].Line).ShouldBe((1_500, 1_000, 1_001));
    }

    [Fact]
    public void A_line_that_is_no_row_of_cells_is_told_in_its_turn()
    {
        var sheet = new ImportSheet(["identifiant", "famille"], [new(2, ["x", "inconnue"]), new(3, [], "3 cellules au lieu de 2"), new(4, ["", "dupont"])]);

        var (_, findings) = Periscolaire.Import.Rules.Importing.Plan(new ImportOrder(ImportKind.Accounts, sheet, Author.Staff("x"), DryRun: true), AFile.Town(), Some.Now);

        findings.Problems.Select(problem => (problem.Line, problem.Problem)).ShouldBe([(2, "famille inconnue"), (3, "3 cellules au lieu de 2"), (4, "valeur manquante")]);
    }
}
