using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Periscolaire.Import;

/// <summary>A column of a file.</summary>
/// <param name="French">Its name, as templates and reports write it.</param>
/// <param name="English">Its other name.</param>
/// <param name="Example">What a cell looks like.</param>
/// <param name="IsRequired">Whether a file must have it.</param>
public sealed record ImportColumn(string French, string English, string Example, bool IsRequired = true);

/// <summary>The columns of each kind of file. Their order is free; case, accents, spaces and punctuation of their names do not count.</summary>
public static class ImportColumns
{
    /// <summary>The family's id.</summary>
    public const string Family = "famille";

    /// <summary>The child's id.</summary>
    public const string Child = "enfant";

    /// <summary>A name.</summary>
    public const string Name = "nom";

    /// <summary>A first name.</summary>
    public const string FirstName = "prénom";

    /// <summary>A birth date.</summary>
    public const string BirthDate = "date de naissance";

    /// <summary>A school or group.</summary>
    public const string Group = "groupe";

    /// <summary>An address for mails.</summary>
    public const string Email = "courriel";

    /// <summary>Whether a family lives in the town.</summary>
    public const string Resident = "résident";

    /// <summary>A postal address.</summary>
    public const string Address = "adresse";

    /// <summary>A telephone number.</summary>
    public const string Phone = "téléphone";

    /// <summary>An account's identifier.</summary>
    public const string Identifier = "identifiant";

    /// <summary>First date.</summary>
    public const string From = "du";

    /// <summary>Last date, included.</summary>
    public const string To = "au";

    /// <summary>A quotient familial.</summary>
    public const string Quotient = "quotient";

    /// <summary>A wallet.</summary>
    public const string Wallet = "porte-monnaie";

    /// <summary>A balance.</summary>
    public const string Balance = "solde";

    /// <summary>A price grid's id.</summary>
    public const string Grid = "grille";

    /// <summary>A label.</summary>
    public const string Label = "libellé";

    /// <summary>The activities that a grid prices.</summary>
    public const string Activities = "activités";

    /// <summary>Custody or meal.</summary>
    public const string Part = "part";

    /// <summary>The lower bound of a bracket, included.</summary>
    public const string BracketFrom = "tranche à partir de";

    /// <summary>The upper bound of a bracket, excluded.</summary>
    public const string BracketBelow = "tranche en dessous de";

    /// <summary>A price.</summary>
    public const string Price = "prix";

    /// <summary>A percentage of the quotient.</summary>
    public const string Rate = "taux";

    /// <summary>The least price.</summary>
    public const string Floor = "plancher";

    /// <summary>The highest price.</summary>
    public const string Ceiling = "plafond";

    /// <summary>Units of a booking.</summary>
    public const string Quantity = "quantité";

    /// <summary>What families who live elsewhere pay more.</summary>
    public const string Surcharge = "supplément extérieur";

    /// <summary>What brothers and sisters save, in percent.</summary>
    public const string SiblingPercent = "réduction fratrie %";

    /// <summary>What brothers and sisters save, in euros.</summary>
    public const string SiblingAmount = "réduction fratrie €";

    /// <summary>An activity.</summary>
    public const string Activity = "activité";

    /// <summary>A date.</summary>
    public const string Date = "date";

    /// <summary>Where a booking stands.</summary>
    public const string Status = "statut";

    private static readonly FrozenDictionary<ImportKind, ImmutableArray<ImportColumn>> All = new Dictionary<ImportKind, ImmutableArray<ImportColumn>>
    {
        [ImportKind.Families] =
        [
            new(Family, "family", "le-goff"),
            new(Name, "name", "LE GOFF Maëlle"),
            new(Resident, "resident", "oui"),
            new(Email, "email", "maelle.legoff@example.org", IsRequired: false),
            new(Address, "address", "12 rue de l'Église, 36130 DÉOLS", IsRequired: false),
            new(Phone, "phone", "02 54 00 00 00", IsRequired: false),
        ],
        [ImportKind.Children] =
        [
            new(Child, "child", "le-goff-noe"),
            new(Family, "family", "le-goff"),
            new(Name, "last name", "LE GOFF"),
            new(FirstName, "first name", "Noé"),
            new(BirthDate, "birth date", "31/12/2019"),
            new(Group, "group", "CP", IsRequired: false),
        ],
        [ImportKind.Accounts] =
        [
            new(Identifier, "identifier", "le-goff"),
            new(Family, "family", "le-goff"),
        ],
        [ImportKind.Quotients] =
        [
            new(Family, "family", "le-goff"),
            new(From, "from", "01/01/2026"),
            new(Quotient, "quotient", "640,50"),
        ],
        [ImportKind.Balances] =
        [
            new(Family, "family", "le-goff"),
            new(Wallet, "wallet", "PERISCOLAIRE"),
            new(Balance, "balance", "-12,40"),
        ],
        [ImportKind.Grids] =
        [
            new(Grid, "grid", "journee-2027"),
            new(Label, "label", "Journée selon le quotient familial"),
            new(Activities, "activities", "alsh-3-6-journee alsh-6-12-journee"),
            new(From, "from", "01/09/2027"),
            new(To, "to", "31/08/2028", IsRequired: false),
            new(Part, "part", "garde", IsRequired: false),
            new(BracketFrom, "bracket from", "0", IsRequired: false),
            new(BracketBelow, "bracket below", "", IsRequired: false),
            new(Price, "price", "10,00", IsRequired: false),
            new(Rate, "rate", "", IsRequired: false),
            new(Floor, "floor", "", IsRequired: false),
            new(Ceiling, "ceiling", "", IsRequired: false),
            new(Quantity, "quantity", "1", IsRequired: false),
            new(Surcharge, "surcharge", "2,00", IsRequired: false),
            new(SiblingPercent, "sibling percent", "", IsRequired: false),
            new(SiblingAmount, "sibling amount", "", IsRequired: false),
        ],
        [ImportKind.Bookings] =
        [
            new(Child, "child", "le-goff-noe"),
            new(Activity, "activity", "alsh-3-6-matin"),
            new(Date, "date", "02/12/2026"),
            new(Status, "status", "acceptée", IsRequired: false),
        ],
    }.ToFrozenDictionary();

    /// <summary>The columns of a kind of file, in the order of its template.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>All of them.</returns>
    public static ImmutableArray<ImportColumn> Of(ImportKind kind) => All[kind];
}
