using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Periscolaire.Import.Rules;

/// <summary>The cells of a line, read as what their columns hold. What cannot be read is a problem of the line.</summary>
/// <param name="line">The line.</param>
/// <param name="columns">Where each column stands.</param>
/// <param name="findings">Takes what is wrong.</param>
public sealed partial class Cells(ImportLine line, FrozenDictionary<string, int> columns, Findings findings)
{
    private const int LongestId = 60;
    private const int LongestEmail = 254;
    private const int LongestIdentifier = 80;

    private static readonly string[] Dates = ["dd/MM/yyyy", "d/M/yyyy", "yyyy-MM-dd"];
    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly DateOnly Latest = new(2100, 1, 1);

    /// <summary>The line's number.</summary>
    public int Line => line.Number;

    /// <summary>Whether nothing is wrong with the line so far.</summary>
    public bool IsGood { get; private set; } = true;

    /// <summary>Whether the file has a column.</summary>
    /// <param name="column">The column.</param>
    /// <returns>True when it has.</returns>
    public bool Has(string column) => columns.ContainsKey(column);

    /// <summary>What is written in a column.</summary>
    /// <param name="column">The column.</param>
    /// <returns>Without spaces around; empty when there is nothing.</returns>
    public string Written(string column) => columns.TryGetValue(column, out var index) && index < line.Cells.Length ? line.Cells[index].Trim() : "";

    /// <summary>Tells what is wrong with a cell.</summary>
    /// <param name="column">The column.</param>
    /// <param name="problem">What is wrong, in French.</param>
    /// <param name="remedy">What to do, in French.</param>
    public void Wrong(string column, string problem, string remedy)
    {
        IsGood = false;
        findings.Add(line.Number, column, Written(column), problem, remedy);
    }

    /// <summary>A text that may be missing.</summary>
    /// <param name="column">The column.</param>
    /// <param name="longest">The most characters.</param>
    /// <returns>Null when there is none.</returns>
    public string? OptionalText(string column, int longest = 200)
    {
        var written = Written(column);
        if (written.Length > longest)
            Wrong(column, $"plus de {longest} caractères", "Raccourcissez.");
        else if (written.Any(IsHidden))
            Wrong(column, "caractères de commande ou invisibles", "Ressaisissez la valeur ; vérifiez l'encodage du fichier (UTF-8 ou Windows-1252).");
        return written.Length == 0 ? null : written;
    }

    /// <summary>A text.</summary>
    /// <param name="column">The column.</param>
    /// <returns>The text.</returns>
    public string Text(string column)
    {
        if (OptionalText(column) is { } text)
            return text;
        Missing(column);
        return "";
    }

    /// <summary>An id: lower-case letters, digits, hyphens.</summary>
    /// <param name="column">The column.</param>
    /// <returns>The id.</returns>
    public string Id(string column)
    {
        var written = Written(column);
        if (written.Length == 0)
            Missing(column);
        else if (written.Length > LongestId || written[0] == '-' || !written.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'))
            Wrong(column, "identifiant non valable", $"Lettres minuscules sans accent, chiffres et tirets, {LongestId} au plus.");
        return written;
    }

    /// <summary>What a person signs in with.</summary>
    /// <param name="column">The column.</param>
    /// <returns>In lower case.</returns>
    public string Identifier(string column)
    {
        var written = Written(column).ToLowerInvariant();
        if (written.Length == 0)
            Missing(column);
        else if (written.Length > LongestIdentifier || !written.All(character => char.IsLetterOrDigit(character) || "._@-".Contains(character)))
            Wrong(column, "identifiant non valable", $"Lettres, chiffres et . _ @ -, {LongestIdentifier} au plus.");
        return written;
    }

    /// <summary>An address for mails, that may be missing.</summary>
    /// <param name="column">The column.</param>
    /// <returns>Null when there is none.</returns>
    public string? Email(string column)
    {
        var email = OptionalText(column, LongestEmail);
        if (email is not null && !AnEmail().IsMatch(email))
            Wrong(column, "adresse de courriel non valable", "Une seule adresse, comme nom@exemple.fr ; ou laissez vide.");
        return email;
    }

    /// <summary>A date.</summary>
    /// <param name="column">The column.</param>
    /// <returns>The date.</returns>
    public DateOnly Date(string column)
    {
        if (OptionalDate(column) is { } date)
            return date;
        if (Written(column).Length == 0)
            Missing(column);
        return default;
    }

    /// <summary>A date that may be missing.</summary>
    /// <param name="column">The column.</param>
    /// <returns>Null when there is none.</returns>
    public DateOnly? OptionalDate(string column)
    {
        var written = Written(column);
        if (written.Length == 0)
            return null;
        if (DateOnly.TryParseExact(written, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date >= Earliest && date <= Latest)
            return date;
        Wrong(column, "date non valable", "Écrivez 31/12/2026 ou 2026-12-31.");
        return null;
    }

    /// <summary>A number that may be missing, as French or computers write it.</summary>
    /// <param name="column">The column.</param>
    /// <param name="least">The least.</param>
    /// <param name="most">The most.</param>
    /// <param name="decimals">The most decimals.</param>
    /// <returns>Null when there is none.</returns>
    public decimal? OptionalNumber(string column, decimal least, decimal most, int decimals = 2)
    {
        var written = Written(column);
        if (written.Length == 0)
            return null;
        if (!ANumber().IsMatch(written) || !TryNumber(written, out var number))
            Wrong(column, "nombre non valable", "Écrivez 1234,56 : une virgule, deux décimales au plus.");
        else if (number < least || number > most)
            Wrong(column, FormattableString.Invariant($"hors limites : de {least} à {most}"), "Corrigez le nombre.");
        else if (decimal.Round(number, decimals) != number)
            Wrong(column, $"plus de {decimals} décimales", "Arrondissez.");
        else
            return number;
        return null;
    }

    /// <summary>A number.</summary>
    /// <param name="column">The column.</param>
    /// <param name="least">The least.</param>
    /// <param name="most">The most.</param>
    /// <returns>The number.</returns>
    public decimal Number(string column, decimal least, decimal most)
    {
        if (Written(column).Length == 0)
            Missing(column);
        return OptionalNumber(column, least, most) ?? 0m;
    }

    /// <summary>Yes or no.</summary>
    /// <param name="column">The column.</param>
    /// <returns>True for yes.</returns>
    public bool YesNo(string column)
    {
        switch (Written(column).ToLowerInvariant())
        {
            case "oui" or "o" or "yes" or "y" or "vrai" or "true" or "1":
                return true;
            case "non" or "n" or "no" or "faux" or "false" or "0":
                return false;
            case "":
                Missing(column);
                return false;
            default:
                Wrong(column, "ni oui ni non", "Écrivez oui ou non.");
                return false;
        }
    }

    private void Missing(string column) => Wrong(column, "valeur manquante", "Remplissez cette cellule.");

    private static bool TryNumber(string written, out decimal number)
    {
        var plain = written.TrimEnd('€').Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal)
            .Replace("\u202f", "", StringComparison.Ordinal).Replace('\u2212', '-').Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Control characters, line and paragraph separators, and marks of direction: what is not seen but changes how the rest reads.</summary>
    private static bool IsHidden(char character) =>
        char.IsControl(character) || character is '\u2028' or '\u2029' or '\ufffd' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    [GeneratedRegex(@"^[^\s@<>,;:""()\[\]\\]+@[^\s@<>,;:""()\[\]\\.]+(\.[^\s@<>,;:""()\[\]\\.]+)+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex AnEmail();

    [GeneratedRegex(@"^[-+\u2212]?([0-9]{1,3}([ \u00a0\u202f][0-9]{3})+|[0-9]{1,15})([.,][0-9]{1,10})?[ \u00a0\u202f]?€?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ANumber();
}
