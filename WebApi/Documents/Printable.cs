using System.Globalization;
using System.Text;

namespace Periscolaire.WebApi.Documents;

/// <summary>Texts as they are printed.</summary>
internal static class Printable
{
    private const char NoBreakSpace = '\u00A0';
    private const char NarrowNoBreakSpace = '\u202F';
    private const char Minus = '\u2212';

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Text that a printer can draw from left to right: accents composed, no control characters, none that turn the direction of what follows.</summary>
    public static string Of(string? text)
    {
        var clean = new StringBuilder();

        // Halves of surrogates come out of the enumeration as the replacement character.
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsControl(rune))
                clean.Append(' ');
            else if (rune.Value == NarrowNoBreakSpace)
                clean.Append(NoBreakSpace);
            else if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format)
                clean.Append(rune);
        }

        return clean.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>1 234,56 €, in a piece that is never broken.</summary>
    public static string Euros(decimal amount) =>
        $"{Of(amount.ToString("N2", French)).Replace('-', Minus)}{NoBreakSpace}€";

    /// <summary>01/02/2012.</summary>
    public static string Date(DateOnly date) => date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>Février 2012.</summary>
    public static string Month(DateOnly month) => French.TextInfo.ToTitleCase(month.ToString("MMMM yyyy", French));

    /// <summary>Mer 1, as the guide writes a day of a known month.</summary>
    public static string DayOfMonth(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{Weekday(date)} {date.Day}");

    /// <summary>Mer 01/02/2012.</summary>
    public static string Day(DateOnly date) => $"{Weekday(date)} {Date(date)}";

    private static string Weekday(DateOnly date) => date.DayOfWeek switch
    {
        DayOfWeek.Monday => "Lun",
        DayOfWeek.Tuesday => "Mar",
        DayOfWeek.Wednesday => "Mer",
        DayOfWeek.Thursday => "Jeu",
        DayOfWeek.Friday => "Ven",
        DayOfWeek.Saturday => "Sam",
        _ => "Dim",
    };
}
