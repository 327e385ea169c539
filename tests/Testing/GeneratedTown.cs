using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Periscolaire.Import;

namespace Periscolaire.Testing;

/// <summary>
/// The files of a town of many families, as a French town's are: accents, apostrophes, double-barrelled names, children with two homes. Made by counting, so
/// that every run has the same.
/// </summary>
public sealed record GeneratedTown(int Families)
{
    /// <summary>Every tenth child has two homes: a child in each of two families, of the same name and birth date, at the same address before they parted.</summary>
    private const int TwoHomes = 10;

    private static readonly string[] Names =
        ["LE GOFF", "D'ALMEIDA", "SAINT-ÉTIENNE", "ÇELİK", "MARTIN-DUPRÉ", "L’HÉRITIER", "N'GUYEN", "GARCÍA LÓPEZ", "BŒUF", "MÜLLER", "KOWALSKI", "O'BRIEN", "PÉRÈS"];

    private static readonly string[] FirstNames =
        ["Anne-Laure", "Zoé", "Noël", "Maëlle", "Jean-Éric", "Loïc", "Gaëtan", "Chloé", "Inès", "Ünal", "François", "Hélène", "Aïcha", "Jules", "Œdipe", "Rémi", "Élise"];

    /// <summary>Gets how many children there are: two in each family.</summary>
    public int Children => Families * 2;

    public string FamiliesFile => Table("famille;nom;résident;courriel;adresse;téléphone", Families, number => string.Create(
        CultureInfo.InvariantCulture,
        $"{FamilyOf(number)};{NameOf(number)} {FirstNameOf(number)};{(number % 7 == 0 ? "non" : "oui")};famille{number}@example.org;{AddressOf(number)};02 54 {number / 100 % 100:00} {number % 100:00} 00"));

    public string ChildrenFile => Table("enfant;famille;nom;prénom;date de naissance;groupe", Children, number => string.Create(
        CultureInfo.InvariantCulture,
        $"{ChildOf(number)};{FamilyOf(number / 2)};{NameOf(Home(number))};{FirstNameOf(Home(number) + number % 2)};{1 + (number / 2 % 28):00}/{1 + (number % 12):00}/{2015 + (number % 8)};{(number % 3 == 0 ? "" : "CP")}"));

    public string QuotientsFile => Table("famille;du;quotient", Families, number => string.Create(
        CultureInfo.GetCultureInfo("fr-FR"), $"{FamilyOf(number)};01/01/2026;{number % 2000 + 0.5m:N2}"));

    public string BalancesFile => Table("famille;porte-monnaie;solde", Families, number => string.Create(
        CultureInfo.GetCultureInfo("fr-FR"), $"{FamilyOf(number)};PERISCOLAIRE;{(number % 5 == 0 ? -12.40m : number % 100 + 0.01m):0.00}"));

    public string AccountsFile => Table("identifiant;famille", Families, number => $"{FamilyOf(number)};{FamilyOf(number)}");

    public static string FamilyOf(int number) => string.Create(CultureInfo.InvariantCulture, $"f-{number:00000}");

    public static string ChildOf(int number) => string.Create(CultureInfo.InvariantCulture, $"e-{number:00000}");

    /// <summary>A file without quotes as the table that it is.</summary>
    public static ImportSheet SheetOf(string file)
    {
        var lines = file.TrimEnd('\n').Split('\n');
        return new ImportSheet([.. lines[0].Split(';')], [.. lines.Skip(1).Select((line, index) => new ImportLine(index + 2, [.. line.Split(';')]))]);
    }

    private static string NameOf(int family) => Names[family % Names.Length];

    private static string FirstNameOf(int number) => FirstNames[number % FirstNames.Length];

    private static string AddressOf(int family) => string.Create(CultureInfo.InvariantCulture, $"{1 + (family - (IsSecondHome(family) ? 1 : 0)) % 200} rue de l'Église, 36130 DÉOLS");

    private static bool IsSecondHome(int family) => family % TwoHomes == 1;

    /// <summary>The family whose names a child bears: a child of a second home bears those of the first.</summary>
    private static int Home(int child) => child / 2 - (IsSecondHome(child / 2) ? 1 : 0);

    private static string Table(string header, int lines, Func<int, string> line)
    {
        var text = new StringBuilder(header).Append('\n');
        for (var number = 0; number < lines; number++)
            text.Append(line(number)).Append('\n');
        return text.ToString();
    }
}
